import { CheckScope } from '../check-scope';
import { groupOf } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { mappingAt } from '../data';
import { LabelIndex } from './label-index';
import { ObjectIndex } from './object-index';
import { REFERENCES } from './object-references';
import { addPodReferences } from './pod-references';
import { Reference } from './reference';
import { ReferenceList } from './reference-list';
import { Uses } from './uses';

/** How the objects of a scope hang together. All rules about that share it. */
export class References {
  /** That of a scope. */
  static of(scope: CheckScope): References {
    return scope.shared(referencesOf);
  }

  /** What is there. */
  readonly index: ObjectIndex;
  /** Every name by which an object refers to another. */
  readonly all: readonly Reference[];
  /** Those that also name a part of the other object. */
  readonly toParts: readonly Reference[];
  readonly #scope: CheckScope;
  #pods?: LabelIndex<CheckedPod>;
  #uses?: Uses;

  constructor(scope: CheckScope) {
    this.#scope = scope;
    this.index = new ObjectIndex(scope);
    this.all = referencesIn(scope);
    this.toParts = this.all.filter(({ part }) => part !== undefined);
  }

  /** The pods, by their labels. */
  get pods(): LabelIndex<CheckedPod> {
    this.#pods ??= new LabelIndex(
      this.#scope.pods,
      ({ object }) => object.namespace,
      ({ metadata }) => mappingAt(metadata, 'labels'),
    );
    return this.#pods;
  }

  /** What makes use of objects. */
  get uses(): Uses {
    this.#uses ??= new Uses(this.#scope, this);
    return this.#uses;
  }
}

function referencesOf(scope: CheckScope): References {
  return new References(scope);
}

function referencesIn(scope: CheckScope): Reference[] {
  const references: Reference[] = [];
  for (const pod of scope.pods) {
    addPodReferences(new ReferenceList(pod.object, references), pod);
  }
  for (const object of scope.objects) {
    const known = REFERENCES.get(object.kind);
    if (known !== undefined && known[0] === groupOf(object.apiVersion)) {
      known[1](new ReferenceList(object, references), object);
    }
  }
  return references;
}
