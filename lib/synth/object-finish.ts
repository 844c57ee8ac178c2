import { IConstruct } from 'constructs';
import { register, registered } from '../constructs/registered';
import { PlacedChart } from './app-tree';
import { Manifest } from './manifest';

const FINISH = Symbol.for('cdk8s-webapp.ObjectFinish');

/**
 * What an output makes of each rendered object, before it is judged and written: what is written for all readers has to say
 * what one of them needs to know.
 */
export type ObjectFinish = (manifest: Manifest, chart: PlacedChart) => Manifest;

/** Has the objects of all charts of the tree finished, whether they are defined before or after. */
export function finishObjects(construct: IConstruct, finish: ObjectFinish): void {
  register(construct, FINISH, finish);
}

/** All that finishes objects of a tree, as one. */
export function finishOf(root: IConstruct): ObjectFinish {
  const all = registered<ObjectFinish>(root, FINISH);
  return (manifest, chart) => all.reduce((object, { value: finish }) => finish(object, chart), manifest);
}
