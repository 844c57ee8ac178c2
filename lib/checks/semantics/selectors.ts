import { labelKey } from '../../model/core/label-key';
import { labelValue } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, isSetAt, listAt, mappingAt, textAt } from '../data';
import { selects } from '../label-selection';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule, podRule, Problem, problemsOf } from '../rule-kinds';
import { CLAIM, DISRUPTION_BUDGET, JOB, NETWORK_POLICY, SELECTING, SERVICE } from './api-kinds';
import { schedulingTerms } from './scheduling-terms';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

const SELECTOR_TEXT = {
  summary: 'Selectors have keys, operators and values of the form that Kubernetes accepts.',
  remedy: 'Give values to In and NotIn, and to no other operator.',
};

const selectorInvalid = objectRule(
  { id: 'selector-invalid', ...SELECTOR_TEXT },
  [...SELECTING, JOB, DISRUPTION_BUDGET, CLAIM, NETWORK_POLICY, SERVICE],
  (object) => selectorsOf(object).flatMap(([field, selector]) => selectorProblems(field, selector)),
);

const podSelectorInvalid = podRule({ id: 'pod-selector-invalid', ...SELECTOR_TEXT }, (pod) =>
  selectorsOfPod(pod).flatMap(([field, selector]) => selectorProblems(field, selector)),
);

const selectorMismatch = objectRule(
  {
    id: 'selector-mismatch',
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
    summary: 'A Job leaves its selector to the cluster.',
    remedy: 'Remove spec.selector.',
  },
  [JOB],
  ({ manifest }) =>
    isSetAt(manifest, 'spec', 'selector') && at(manifest, 'spec', 'manualSelector') !== true
      ? [{ field: 'spec.selector', given: 'a selector', allowed: 'none, or one beside manualSelector: true' }]
      : NO_PROBLEM,
);

type Place = readonly [field: string, selector: unknown];

function selectorsOf({ kind, manifest }: CheckedObject): Place[] {
  if (kind === 'Service') {
    return [['spec', { matchLabels: at(manifest, 'spec', 'selector') }]];
  }
  if (kind !== 'NetworkPolicy') {
    return [['spec.selector', at(manifest, 'spec', 'selector')]];
  }
  const peers = [
    ['ingress', 'from'],
    ['egress', 'to'],
  ].flatMap(([direction = '', side = '']) =>
    listAt(manifest, 'spec', direction).flatMap((rule, index) =>
      listAt(rule, side).map((peer, place): [string, unknown] => [
        `spec.${direction}[${index}].${side}[${place}]`,
        peer,
      ]),
    ),
  );
  return [
    ['spec.podSelector', at(manifest, 'spec', 'podSelector')],
    ...peers.flatMap(([field, peer]): Place[] => [
      [`${field}.podSelector`, at(peer, 'podSelector')],
      [`${field}.namespaceSelector`, at(peer, 'namespaceSelector')],
    ]),
  ];
}

function selectorsOfPod(pod: CheckedPod): Place[] {
  const spread = listAt(pod.spec, 'topologySpreadConstraints').map((constraint, index): Place => [
    `${pod.field}.topologySpreadConstraints[${index}].labelSelector`,
    at(constraint, 'labelSelector'),
  ]);
  const terms = schedulingTerms(pod).flatMap(({ field, term }): Place[] => [
    [`${field}.labelSelector`, at(term, 'labelSelector')],
    [`${field}.namespaceSelector`, at(term, 'namespaceSelector')],
  ]);
  return spread.length === 0 && terms.length === 0 ? [] : [...spread, ...terms];
}

function selectorProblems(field: string, selector: unknown): readonly Problem[] {
  const labels = mappingAt(selector, 'matchLabels');
  const isService = field === 'spec';
  return [
    ...Object.keys(labels).flatMap((key) => {
      const place = isService ? `spec.selector.${key}` : `${field}.matchLabels.${key}`;
      const value = labels[key];
      return [
        ...problemsOf(labelKey(place, key)),
        ...(typeof value === 'string' ? problemsOf(labelValue(place, value)) : []),
      ];
    }),
    ...listAt(selector, 'matchExpressions').flatMap((each, index) =>
      requirementProblems(`${field}.matchExpressions[${index}]`, each, OPERATORS),
    ),
  ];
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
  return [
    ...(key === undefined ? NO_PROBLEM : problemsOf(labelKey(`${field}.key`, key))),
    ...(operator === undefined || operators.includes(operator)
      ? NO_PROBLEM
      : [{ field: `${field}.operator`, given: showWithoutValue(operator), allowed: `one of ${operators.join(', ')}` }]),
    ...valueProblems(`${field}.values`, operator ?? '', values),
    ...values.flatMap((value) => (typeof value === 'string' ? problemsOf(labelValue(`${field}.values`, value)) : [])),
  ];
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
