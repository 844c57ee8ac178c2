import { variableName } from '../../model/core/names';
import { at, isSetAt, setKeys, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, containerRule, inList, NO_PROBLEM, problemsOf } from '../rule-kinds';

const VALUE_SOURCES = ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'];
const ENV_SOURCES = ['configMapRef', 'secretRef'];

const USUAL = /^[A-Z_][A-Z0-9_]{0,100}$/;
/** Whether the name is one that every version of Kubernetes accepts. */
export function isUsualVariable(name: string): boolean {
  return USUAL.test(name);
}

const RELAXED = /^[ -<>-~]+$/;

const envName = containerRule(
  {
    id: 'env-name-invalid',
    needs: [Unusual.VARIABLE],
    summary: 'Names of variables are such as Kubernetes accepts.',
    remedy: 'Rename the variable.',
  },
  ({ spec, field }, _, { kubernetesVersion }) =>
    all(
      inList(at(spec, 'env'), (variable, index) => {
        const name = textAt(variable, 'name') ?? '';
        // From 1.32 on a name may hold every printable character but "=".
        const isFine = name === '' || USUAL.test(name) || (RELAXED.test(name) && kubernetesVersion.isAtLeast('1.32'));
        return isFine ? NO_PROBLEM : problemsOf(variableName(`${field}.env[${index}].name`, name));
      }),
      inList(at(spec, 'envFrom'), (source, index) => {
        const prefix = textAt(source, 'prefix') ?? '';
        const isFree = prefix === '' || kubernetesVersion.isAtLeast('1.32');
        return isFree ? [] : problemsOf(variableName(`${field}.envFrom[${index}].prefix`, prefix));
      }),
    ),
);

const envSource = containerRule(
  {
    id: 'env-source',
    needs: [Unusual.VARIABLE],
    summary: 'A variable has a value or one source of it, and envFrom one ConfigMap or Secret.',
    remedy: 'Remove one of the two.',
  },
  ({ spec, field }) =>
    all(
      inList(at(spec, 'env'), (variable, index) => {
        const place = `${field}.env[${index}]`;
        if (!isSetAt(variable, 'valueFrom')) {
          return [];
        }
        const sources = setKeys(at(variable, 'valueFrom'), VALUE_SOURCES);
        const hasValue = (textAt(variable, 'value') ?? '') !== '';
        return all(
          hasValue ? [{ field: place, given: 'value and valueFrom', allowed: 'one of the two' }] : NO_PROBLEM,
          sources.length === 1 ? NO_PROBLEM : [oneOf(`${place}.valueFrom`, sources, VALUE_SOURCES)],
        );
      }),
      inList(at(spec, 'envFrom'), (source, index) => {
        const sources = setKeys(source, ENV_SOURCES);
        return sources.length === 1 ? [] : [oneOf(`${field}.envFrom[${index}]`, sources, ENV_SOURCES)];
      }),
    ),
);

function oneOf(field: string, given: readonly string[], allowed: readonly string[]) {
  return {
    field,
    given: given.join(', ') || 'nothing',
    allowed: `exactly one of ${allowed.join(', ')}`,
    remedy: 'Name one source.',
  };
}

export const ENVIRONMENT_RULES: readonly Rule[] = [envName, envSource];
