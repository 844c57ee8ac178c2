import { IConstruct } from 'constructs';
import { WebAppChart } from '../charts/web-app-chart';

/** All applications of a program, in every environment. */
export function webAppChartsOf(root: IConstruct): WebAppChart[] {
  return root.node.findAll().filter((construct) => WebAppChart.isWebAppChart(construct));
}
