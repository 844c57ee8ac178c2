import { App, WebAppChart, WebAppChartProps } from '../index';

const DEFAULT_PROPS: WebAppChartProps = { name: 'test', namespace: 'test' };

/**
 * A chart in an app of its own, for testing single constructs. Its path and its environment are `test`.
 *
 * Like every `WebAppChart` it is as strict as production unless it is given another stage. What rules demand of an
 * environment as a whole is not checked, for a test holds a part of one: check your own app for that.
 */
export class TestChart extends WebAppChart {
  /**
   * @param props as for any `WebAppChart`; by default, the application and its namespace are called `test`
   */
  constructor(props: WebAppChartProps = DEFAULT_PROPS) {
    super(new App({ checks: { enabled: false } }), 'test', props);
  }
}
