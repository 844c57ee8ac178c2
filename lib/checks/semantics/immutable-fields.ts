import { showWithoutValue } from '../../model/core/rules';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { at, isSetAt, listAt, mappingAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { both, inList, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
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
    needs: [Unusual.RELEASE, 'volumeClaimTemplates'],
    summary:
      'No label that changes with a release is part of what can never be changed: selectors and claim templates.',
    remedy: 'Keep names in selectors and claims, and versions in the labels of the pods.',
    severity: DEPLOYED,
  },
  SELECTING,
  ({ manifest }) =>
    both(
      varying('spec.selector.matchLabels', at(manifest, 'spec', 'selector', 'matchLabels'), manifest),
      inList(at(manifest, 'spec', 'volumeClaimTemplates'), (template, index) =>
        varying(`spec.volumeClaimTemplates[${index}].metadata.labels`, at(template, 'metadata', 'labels'), manifest),
      ),
    ),
);

function varying(field: string, labels: unknown, manifest: Mapping): readonly Problem[] {
  if (!isMapping(labels)) {
    return NO_PROBLEM;
  }
  const images = listAt(manifest, 'spec', 'template', 'spec', 'containers').map((container) =>
    textAt(container, 'image'),
  );
  return inList(Object.keys(labels), (each) => {
    const key = each as string;
    const value = labels[key];
    return VARYING.includes(key) || (typeof value === 'string' && images.some((image) => hasTag(image, value)))
      ? [
          {
            field: `${field}.${key}`,
            given: `${showWithoutValue(value)}, which the next release changes`,
            allowed: 'labels that never change',
          },
        ]
      : NO_PROBLEM;
  });
}

/** Whether the value of a label is the version of the image: a text without a digit names no version. */
function hasTag(image: string | undefined, value: string): boolean {
  const isVersion = image !== undefined && (image.endsWith(`:${value}`) || image.includes(`:${value}@`));
  return isVersion && /\d\.\d|[0-9a-f]{7,}/.test(value);
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
