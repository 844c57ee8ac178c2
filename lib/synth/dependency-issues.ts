import { Issue } from '../model/core/issue';
import { PlacedChart } from './app-tree';
import { DependencyOrder } from './dependency-order';
import { RenderedObject } from './render';

/** Objects that depend on each other in a circle have no order. */
export function dependencyIssues(charts: readonly PlacedChart[], objects: readonly RenderedObject[]): Issue[] {
  const circle = new DependencyOrder(charts.flatMap(({ dependents }) => dependents)).circle(objects);
  const [path] = circle;
  if (path === undefined) {
    return [];
  }
  return [
    {
      path,
      code: 'dependency-circle',
      field: '(dependencies)',
      given: `a circle: ${[...circle, path].join(' depends on ')}`,
      allowed: 'dependencies that lead nowhere back',
      remedy: 'Remove one of the calls of addDependency.',
    },
  ];
}
