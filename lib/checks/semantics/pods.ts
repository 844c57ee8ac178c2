import { ipVersion } from '../../model/core/addresses';
import { showSafely } from '../../model/core/credentials';
import { dnsLabel, dnsSubdomain } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { CheckedPod } from '../checked-pod';
import { at, isSetAt, listAt, numberAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, podRule, Problem, problemsOf } from '../rule-kinds';

const ALWAYS_RESTARTED: readonly string[] = ['Always'];
const ENDING: readonly string[] = ['OnFailure', 'Never'];
/** What each kind does with pods that end. Of a kind that is not here nothing is known. */
const RESTART_POLICIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deployment', ALWAYS_RESTARTED],
  ['StatefulSet', ALWAYS_RESTARTED],
  ['DaemonSet', ALWAYS_RESTARTED],
  ['ReplicaSet', ALWAYS_RESTARTED],
  ['ReplicationController', ALWAYS_RESTARTED],
  ['Job', ENDING],
  ['CronJob', ENDING],
]);

const restartPolicy = podRule(
  {
    id: 'restart-policy',
    needs: [Unusual.ENDING],
    summary: 'Pods of services are always restarted, and pods of jobs never when they are done.',
    remedy: 'Set restartPolicy to one of these.',
    aliases: { kubeScore: ['cronjob-restartpolicy'] },
  },
  ({ object, spec, field }) => {
    const allowed = RESTART_POLICIES.get(object.kind);
    const given = textAt(spec, 'restartPolicy') ?? 'Always';
    return allowed === undefined || allowed.includes(given)
      ? NO_PROBLEM
      : [
          {
            field: `${field}.restartPolicy`,
            given: isSetAt(spec, 'restartPolicy') ? showWithoutValue(given) : 'nothing, which means Always',
            allowed: `${allowed.join(' or ')} in a ${object.kind}`,
          },
        ];
  },
);

/** Numbers of pods and their least values. */
const LEAST: readonly (readonly [field: string, least: number])[] = [
  ['terminationGracePeriodSeconds', 0],
  ['activeDeadlineSeconds', 1],
];

const podNumber = podRule(
  {
    id: 'pod-number',
    needs: [Unusual.NEGATIVE, 'activeDeadlineSeconds'],
    summary: 'Numbers of pods are such as Kubernetes accepts; only pods of jobs have a deadline.',
    remedy: 'Correct the number, or leave it out.',
  },
  ({ object, spec, field }) => {
    const small = inList(LEAST, (each) => {
      const [name, least] = each as (typeof LEAST)[number];
      const given = numberAt(spec, name) ?? least;
      return given >= least
        ? NO_PROBLEM
        : [{ field: `${field}.${name}`, given: String(given), allowed: `at least ${least}` }];
    });
    const mayEnd = RESTART_POLICIES.get(object.kind)?.includes('Always') !== true;
    return mayEnd || !isSetAt(spec, 'activeDeadlineSeconds')
      ? small
      : [
          ...small,
          {
            field: `${field}.activeDeadlineSeconds`,
            given: showSafely(at(spec, 'activeDeadlineSeconds')),
            allowed: `nothing in a ${object.kind}, whose pods do not end`,
          },
        ];
  },
);

const podNames = podRule(
  {
    id: 'pod-name-reference',
    needs: [
      Unusual.NAME,
      'hostname',
      'subdomain',
      'priorityClassName',
      'runtimeClassName',
      'nodeName',
      'schedulerName',
      'imagePullSecrets',
    ],
    summary: 'What a pod names has a name of the form that its kind has.',
    remedy: 'Correct the name.',
  },
  ({ spec, field }) =>
    all(
      ['hostname', 'subdomain'].flatMap((key) => named(spec, field, key, dnsLabel)),
      ['serviceAccountName', 'priorityClassName', 'runtimeClassName', 'nodeName', 'schedulerName'].flatMap((key) =>
        named(spec, field, key, dnsSubdomain),
      ),
      inList(at(spec, 'imagePullSecrets'), (secret, index) =>
        named(secret, `${field}.imagePullSecrets[${index}]`, 'name', dnsSubdomain),
      ),
    ),
);

const dnsConfig = podRule(
  {
    id: 'pod-dns',
    needs: ['dnsPolicy', 'dnsConfig', 'hostAliases'],
    summary: 'A pod without DNS policy of the cluster names its servers, at most three, and aliases have addresses.',
    remedy: 'Correct dnsConfig or hostAliases.',
  },
  (pod) => all(dnsProblems(pod), aliasProblems(pod)),
);

const MAX_NAME_SERVERS = 3;

function dnsProblems({ spec, field }: CheckedPod): readonly Problem[] {
  const servers = listAt(spec, 'dnsConfig', 'nameservers');
  const place = `${field}.dnsConfig.nameservers`;
  if (servers.length === 0) {
    return at(spec, 'dnsPolicy') === 'None'
      ? [{ field: place, given: 'no server', allowed: 'at least one server beside dnsPolicy None' }]
      : NO_PROBLEM;
  }
  return all(
    servers.length > MAX_NAME_SERVERS
      ? [{ field: place, given: `${servers.length} servers`, allowed: `at most ${MAX_NAME_SERVERS}` }]
      : NO_PROBLEM,
    servers.flatMap((server, index) => addressProblems(`${place}[${index}]`, server)),
  );
}

function aliasProblems({ spec, field }: CheckedPod): readonly Problem[] {
  return inList(at(spec, 'hostAliases'), (alias, index) => {
    const place = `${field}.hostAliases[${index}]`;
    return all(
      addressProblems(`${place}.ip`, at(alias, 'ip')),
      inList(at(alias, 'hostnames'), (host, inner) =>
        typeof host === 'string' ? problemsOf(dnsSubdomain(`${place}.hostnames[${inner}]`, host)) : [],
      ),
    );
  });
}

function addressProblems(field: string, given: unknown): readonly Problem[] {
  return typeof given !== 'string' || ipVersion(given) > 0
    ? NO_PROBLEM
    : [{ field, given: showWithoutValue(given), allowed: 'an IP address' }];
}

function named(holder: unknown, field: string, key: string, rule: typeof dnsLabel): readonly Problem[] {
  const name = textAt(holder, key) ?? '';
  return name === '' ? NO_PROBLEM : problemsOf(rule(`${field}.${key}`, name));
}

export const POD_RULES: readonly Rule[] = [restartPolicy, podNumber, podNames, dnsConfig];
