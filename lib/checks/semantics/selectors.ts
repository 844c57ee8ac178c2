import { labelKey } from '../../model/core/label-key';
import { labelValue } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, isSetAt, listAt, mappingAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { selects } from '../label-selection';
import { Rule } from '../rule';
import { all, both, inList, NO_PROBLEM, objectRule, podRule, Problem, problemsOf } from '../rule-kinds';
import { CLAIM, DISRUPTION_BUDGET, JOB, NETWORK_POLICY, SELECTING, SERVICE } from './api-kinds';
import { SchedulingTerm, schedulingTerms } from './scheduling-terms';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

const SELECTOR_TEXT = {
  summary: 'Selectors have keys, operators and values of the form that Kubernetes accepts.',
  remedy: 'Give values to In and NotIn, and to no other operator.',
};

const selectorInvalid = objectRule(
  { id: 'selector-invalid', needs: [Unusual.LABEL], ...SELECTOR_TEXT },
  [...SELECTING, JOB, DISRUPTION_BUDGET, CLAIM, NETWORK_POLICY, SERVICE],
  objectSelectors,
);

const podSelectorInvalid = podRule(
  { id: 'pod-selector-invalid', needs: [Unusual.LABEL], ...SELECTOR_TEXT },
  podSelectors,
);

const selectorMismatch = objectRule(
  {
    id: 'selector-mismatch',
    needs: [Unusual.SELECTOR],
    summary: 'A workload selects the pods of its own template.',
    remedy: 'Give the template the labels of spec.selector; where the workload exists, keep its selector.',
    aliases: {
      kubeLinter: ['mismatching-selector'],
      kubeScore: ['deployment-pod-selector-labels-match-template-metadata-labels'],
    },
  },
  SELECTING,
  ({ manifest }) => {
    const selector = at(manifest, 'spec', 'selector');
    const labels = mappingAt(manifest, 'spec', 'template', 'metadata', 'labels');
    if (!isSetAt(manifest, 'spec', 'selector') || !isSetAt(manifest, 'spec', 'template')) {
      return NO_PROBLEM;
    }
    const isEmpty =
      Object.keys(mappingAt(selector, 'matchLabels')).length === 0 && listAt(selector, 'matchExpressions').length === 0;
    if (isEmpty) {
      return [{ field: 'spec.selector', given: 'a selector without conditions', allowed: 'at least one condition' }];
    }
    return selects(selector, labels)
      ? NO_PROBLEM
      : [
          {
            field: 'spec.selector',
            given: 'conditions that the labels of the template do not fulfil',
            allowed: 'labels of spec.template',
          },
        ];
  },
);

const jobSelector = objectRule(
  {
    id: 'job-selector',
    needs: ['selector'],
    summary: 'A Job leaves its selector to the cluster.',
    remedy: 'Remove spec.selector.',
  },
  [JOB],
  ({ manifest }) =>
    isSetAt(manifest, 'spec', 'selector') && at(manifest, 'spec', 'manualSelector') !== true
      ? [{ field: 'spec.selector', given: 'a selector', allowed: 'none, or one beside manualSelector: true' }]
      : NO_PROBLEM,
);

function objectSelectors({ kind, manifest }: CheckedObject): readonly Problem[] {
  if (kind === 'Service') {
    return labelProblems('spec.selector', at(manifest, 'spec', 'selector'));
  }
  if (kind !== 'NetworkPolicy') {
    return selectorProblems('spec.selector', at(manifest, 'spec', 'selector'));
  }
  return all(
    selectorProblems('spec.podSelector', at(manifest, 'spec', 'podSelector')),
    peerSelectors(manifest, 'ingress', 'from'),
    peerSelectors(manifest, 'egress', 'to'),
  );
}

function peerSelectors(manifest: unknown, direction: string, side: string): readonly Problem[] {
  return inList(at(manifest, 'spec', direction), (rule, index) =>
    inList(at(rule, side), (peer, place) =>
      bothSelectors(`spec.${direction}[${index}].${side}[${place}]`, peer, 'podSelector'),
    ),
  );
}

function podSelectors(pod: CheckedPod): readonly Problem[] {
  return both(
    inList(at(pod.spec, 'topologySpreadConstraints'), (constraint, index) =>
      selectorProblems(
        `${pod.field}.topologySpreadConstraints[${index}].labelSelector`,
        at(constraint, 'labelSelector'),
      ),
    ),
    inList(schedulingTerms(pod), (each) => {
      const { field, term } = each as SchedulingTerm;
      return bothSelectors(field, term, 'labelSelector');
    }),
  );
}

/** The selector of pods, and that of their namespaces. */
function bothSelectors(field: string, holder: unknown, key: string): readonly Problem[] {
  return both(
    selectorProblems(`${field}.${key}`, at(holder, key)),
    selectorProblems(`${field}.namespaceSelector`, at(holder, 'namespaceSelector')),
  );
}

function selectorProblems(field: string, selector: unknown): readonly Problem[] {
  return isMapping(selector)
    ? both(
        labelProblems(`${field}.matchLabels`, selector['matchLabels']),
        inList(selector['matchExpressions'], (each, index) =>
          requirementProblems(`${field}.matchExpressions[${index}]`, each, OPERATORS),
        ),
      )
    : NO_PROBLEM;
}

function labelProblems(field: string, labels: unknown): readonly Problem[] {
  return isMapping(labels)
    ? inList(Object.keys(labels), (each) => {
        const key = each as string;
        const place = `${field}.${key}`;
        const value = labels[key];
        return both(
          problemsOf(labelKey(place, key)),
          typeof value === 'string' ? problemsOf(labelValue(place, value)) : NO_PROBLEM,
        );
      })
    : NO_PROBLEM;
}

/** The condition has an operator that is known, and values where the operator wants some. */
export function requirementProblems(
  field: string,
  requirement: unknown,
  operators: readonly string[],
): readonly Problem[] {
  const operator = textAt(requirement, 'operator');
  const values = listAt(requirement, 'values');
  const key = textAt(requirement, 'key');
  return all(
    key === undefined ? NO_PROBLEM : problemsOf(labelKey(`${field}.key`, key)),
    operator === undefined || operators.includes(operator)
      ? NO_PROBLEM
      : [{ field: `${field}.operator`, given: showWithoutValue(operator), allowed: `one of ${operators.join(', ')}` }],
    valueProblems(`${field}.values`, operator ?? '', values),
    values.flatMap((value) => (typeof value === 'string' ? problemsOf(labelValue(`${field}.values`, value)) : [])),
  );
}

function valueProblems(field: string, operator: string, values: readonly unknown[]): readonly Problem[] {
  const given = values.length === 1 ? '1 value' : `${values.length} values`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
        ? NO_PROBLEM
        : [{ field, given: 'no value', allowed: `at least one value for ${operator}` }];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? NO_PROBLEM : [{ field, given, allowed: `no value beside ${operator}` }];
    case 'Gt':
    case 'Lt':
      return values.length === 1 && /^-?\d+$/.test(String(values[0]))
        ? NO_PROBLEM
        : [{ field, given, allowed: `one whole number, in quotes, for ${operator}` }];
    default:
      return NO_PROBLEM;
  }
}

export const SELECTOR_RULES: readonly Rule[] = [selectorInvalid, podSelectorInvalid, selectorMismatch, jobSelector];
