import { showWithoutValue } from '../../model/core/rules';
import { Mapping } from '../../model/core/untrusted';
import { CheckedObject } from '../checked-object';
import { at, isSetAt, listAt, mappingAt, textAt } from '../data';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { ADVICE, DEPLOYED } from '../severity';
import { JOB, SELECTING } from './api-kinds';

/** Labels whose values change from release to release, or that controllers set. */
const VARYING = [
  'app.kubernetes.io/version',
  'helm.sh/chart',
  'chart',
  'pod-template-hash',
  'controller-revision-hash',
];

const immutableVaries = objectRule(
  {
    id: 'immutable-field-varies',
    summary:
      'No label that changes with a release is part of what can never be changed: selectors and claim templates.',
    remedy: 'Keep names in selectors and claims, and versions in the labels of the pods.',
    severity: DEPLOYED,
  },
  SELECTING,
  (object) => {
    const tags = tagsOf(object);
    return all(
      varying('spec.selector.matchLabels', mappingAt(object.manifest, 'spec', 'selector', 'matchLabels'), tags),
      inList(at(object.manifest, 'spec', 'volumeClaimTemplates'), (template, index) =>
        varying(`spec.volumeClaimTemplates[${index}].metadata.labels`, mappingAt(template, 'metadata', 'labels'), tags),
      ),
    );
  },
);

function varying(field: string, labels: Mapping, tags: readonly string[]): Problem[] {
  return Object.keys(labels)
    .filter((key) => VARYING.includes(key) || tags.includes(labels[key] as string))
    .map((key) => ({
      field: `${field}.${key}`,
      given: `${showWithoutValue(labels[key])}, which the next release changes`,
      allowed: 'labels that never change',
    }));
}

/** Versions of the images, as labels write them too. One without a digit names no version. */
function tagsOf({ manifest }: CheckedObject): string[] {
  return listAt(manifest, 'spec', 'template', 'spec', 'containers').flatMap((container) => {
    const [, tag = ''] = /:([\w][\w.-]*)(?:@|$)/.exec(textAt(container, 'image') ?? '') ?? [];
    return /\d\.\d|[0-9a-f]{7,}/.test(tag) ? [tag] : [];
  });
}

/** Annotations by which a tool deletes a job before it makes it anew. */
const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];
/** A version, or a hash, which has digits or no vowels. */
const CHANGING_NAME = /-(?:[a-z0-9.-]*\d[a-z0-9.-]*|[b-df-hj-np-tv-z]{8,})$/;

const jobName = objectRule(
  {
    id: 'job-name-fixed',
    summary: 'The name of a Job changes with its content, for its template can never be changed.',
    remedy: 'Use MigrationJob, whose name ends in a hash of its content, generateName, or a hook of Helm or Argo CD.',
    severity: ADVICE,
  },
  [JOB],
  ({ name, manifest }) => {
    const annotations = mappingAt(manifest, 'metadata', 'annotations');
    const isRemade =
      HOOKS.some((key) => isSetAt(annotations, key)) ||
      at(annotations, 'argocd.argoproj.io/sync-options') === 'Replace=true';
    return name === '' || isRemade || CHANGING_NAME.test(name)
      ? NO_PROBLEM
      : [{ field: 'metadata.name', given: showWithoutValue(name), allowed: 'a name that ends in a version or a hash' }];
  },
);

export const IMMUTABLE_FIELD_RULES: readonly Rule[] = [immutableVaries, jobName];
