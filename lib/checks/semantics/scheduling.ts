import { labelKey } from '../../model/core/label-key';
import { labelValue } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { at, isSetAt, listAt, mappingAt, numberAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, podRule, Problem, problemsOf } from '../rule-kinds';
import { schedulingTerms } from './scheduling-terms';
import { requirementProblems } from './selectors';

const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const TOLERATION_OPERATORS = ['Exists', 'Equal', 'Lt', 'Gt'];
const MAX_WEIGHT = 100;

const toleration = podRule(
  {
    id: 'toleration-invalid',
    needs: ['tolerations'],
    summary: 'A toleration names what it tolerates: a key, and a value for Equal only.',
    remedy: 'Use Exists without value, or Equal with key and value.',
  },
  ({ spec, field }) =>
    inList(at(spec, 'tolerations'), (each, index) => tolerationProblems(`${field}.tolerations[${index}]`, each)),
);

function tolerationProblems(field: string, each: unknown): readonly Problem[] {
  const [operator = 'Equal', key = '', value = ''] = ['operator', 'key', 'value'].map((name) => textAt(each, name));
  const isOther = operator !== '' && !TOLERATION_OPERATORS.includes(operator);
  return all(
    isOther
      ? [{ field: `${field}.operator`, given: showWithoutValue(operator), allowed: 'Exists or Equal' }]
      : NO_PROBLEM,
    key === '' && operator !== 'Exists'
      ? [{ field: `${field}.key`, given: 'no key', allowed: 'a key, or operator Exists, which tolerates every taint' }]
      : NO_PROBLEM,
    key === '' ? NO_PROBLEM : problemsOf(labelKey(`${field}.key`, key)),
    operator === 'Exists' && value !== ''
      ? [{ field: `${field}.value`, given: 'a value', allowed: 'no value beside Exists' }]
      : problemsOf(labelValue(`${field}.value`, value)),
    isSetAt(each, 'tolerationSeconds') && at(each, 'effect') !== 'NoExecute'
      ? [
          {
            field: `${field}.tolerationSeconds`,
            given: 'seconds',
            allowed: 'seconds beside effect NoExecute only',
            remedy: 'Set effect to NoExecute, or leave the seconds out.',
          },
        ]
      : NO_PROBLEM,
  );
}

const topologySpread = podRule(
  {
    id: 'topology-spread-invalid',
    needs: [Unusual.SPREAD],
    summary: 'A spread constraint allows a skew of at least 1 and names the label of nodes.',
    remedy: 'Correct the constraint.',
  },
  ({ spec, field }) =>
    inList(at(spec, 'topologySpreadConstraints'), (each, index) => {
      const place = `${field}.topologySpreadConstraints[${index}]`;
      const [skew, domains] = [numberAt(each, 'maxSkew'), numberAt(each, 'minDomains')];
      return all(
        skew !== undefined && skew < 1
          ? [{ field: `${place}.maxSkew`, given: String(skew), allowed: 'at least 1' }]
          : NO_PROBLEM,
        at(each, 'topologyKey') === ''
          ? [{ field: `${place}.topologyKey`, given: '""', allowed: 'the key of a label' }]
          : NO_PROBLEM,
        domains !== undefined && (domains < 1 || at(each, 'whenUnsatisfiable') !== 'DoNotSchedule')
          ? [{ field: `${place}.minDomains`, given: String(domains), allowed: 'at least 1, beside DoNotSchedule only' }]
          : NO_PROBLEM,
        versionKeys(place, each),
      );
    }),
);

/** Keys of labels whose values are added to the selector, which is there, and does not speak of them. */
function versionKeys(place: string, constraint: unknown): readonly Problem[] {
  const selector = at(constraint, 'labelSelector');
  const selected = [
    ...Object.keys(mappingAt(selector, 'matchLabels')),
    ...listAt(selector, 'matchExpressions').map((each) => textAt(each, 'key')),
  ];
  return inList(at(constraint, 'matchLabelKeys'), (key, index) =>
    selector === undefined || (typeof key === 'string' && selected.includes(key))
      ? [
          {
            field: `${place}.matchLabelKeys[${index}]`,
            given: selector === undefined ? 'a key without labelSelector' : 'a key that labelSelector has too',
            allowed: 'keys of other labels, beside a labelSelector',
          },
        ]
      : NO_PROBLEM,
  );
}

const nodeSelector = podRule(
  {
    id: 'node-selector-invalid',
    needs: ['nodeSelector', 'affinity'],
    summary: 'Labels and conditions of nodes are of the form that Kubernetes accepts, and weights are from 1 to 100.',
    remedy: 'Correct the key, the operator, the values or the weight.',
  },
  ({ spec, field }) => {
    const labels = mappingAt(spec, 'nodeSelector');
    const affinity = isSetAt(spec, 'affinity')
      ? all(nodeTerms(spec, `${field}.affinity`), weights(spec, `${field}.affinity`))
      : NO_PROBLEM;
    return all(
      Object.keys(labels).flatMap((key) =>
        all(
          problemsOf(labelKey(`${field}.nodeSelector.${key}`, key)),
          typeof labels[key] === 'string' ? problemsOf(labelValue(`${field}.nodeSelector.${key}`, labels[key])) : [],
        ),
      ),
      affinity,
    );
  },
);

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function nodeTerms(spec: unknown, field: string): readonly Problem[] {
  const required = listAt(spec, 'affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms');
  const preferred = listAt(spec, 'affinity', 'nodeAffinity', PREFERRED);
  const place = `${field}.nodeAffinity`;
  const terms: [string, unknown][] = [
    ...required.map((term, index): [string, unknown] => [`${place}.${REQUIRED}.nodeSelectorTerms[${index}]`, term]),
    ...preferred.map((each, index): [string, unknown] => [
      `${place}.${PREFERRED}[${index}].preference`,
      at(each, 'preference'),
    ]),
  ];
  const isEmpty = isSetAt(spec, 'affinity', 'nodeAffinity', REQUIRED) && required.length === 0;
  return all(
    isEmpty
      ? [{ field: `${place}.${REQUIRED}.nodeSelectorTerms`, given: 'no term', allowed: 'at least one term' }]
      : NO_PROBLEM,
    terms.flatMap(([where, term]) =>
      inList(at(term, 'matchExpressions'), (each, index) =>
        requirementProblems(`${where}.matchExpressions[${index}]`, each, NODE_OPERATORS),
      ),
    ),
  );
}

function weights(spec: unknown, field: string): readonly Problem[] {
  return ['nodeAffinity', 'podAffinity', 'podAntiAffinity'].flatMap((kind) =>
    inList(at(spec, 'affinity', kind, PREFERRED), (each, index) => {
      const weight = numberAt(each, 'weight');
      return weight === undefined || (weight >= 1 && weight <= MAX_WEIGHT)
        ? []
        : [{ field: `${field}.${kind}.${PREFERRED}[${index}].weight`, given: String(weight), allowed: '1 to 100' }];
    }),
  );
}

const topologyKey = podRule(
  {
    id: 'topology-key-missing',
    needs: ['affinity'],
    summary: 'Affinity and spread name the label that nodes are compared by.',
    remedy: 'Name a label of nodes, such as kubernetes.io/hostname.',
  },
  (pod) =>
    schedulingTerms(pod).flatMap(({ field, term }) =>
      at(term, 'topologyKey') === ''
        ? [{ field: `${field}.topologyKey`, given: '""', allowed: 'the key of a label' }]
        : [],
    ),
);

export const SCHEDULING_RULES: readonly Rule[] = [toleration, topologySpread, nodeSelector, topologyKey];
