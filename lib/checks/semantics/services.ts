import { ipVersion } from '../../model/core/addresses';
import { showSafely } from '../../model/core/credentials';
import { dnsSubdomain } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { cidrFindings } from '../../model/network/cidr';
import { at, isSetAt, listAt, mappingAt, numberAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, objectRule, Problem, problemsOf } from '../rule-kinds';
import { ADVICE } from '../severity';
import { SERVICE } from './api-kinds';

const HEADLESS = 'None';
const MAX_AFFINITY_SECONDS = 86_400;

const typeFields = objectRule(
  {
    id: 'service-type-fields',
    needs: [Unusual.EXPOSED],
    summary: 'A Service has only what its type has: names have no address, headless ones no port of nodes.',
    remedy: 'Change spec.type or remove the field.',
  },
  [SERVICE],
  ({ manifest }) => {
    const spec = mappingAt(manifest, 'spec');
    const type = textAt(spec, 'type') ?? 'ClusterIP';
    if (type === 'ExternalName') {
      return externalNameProblems(spec);
    }
    const isOpen = type === 'NodePort' || type === 'LoadBalancer';
    const ownFields: [string, boolean][] = [
      ['externalName', false],
      ['externalTrafficPolicy', isOpen || listAt(spec, 'externalIPs').length > 0],
      ['loadBalancerClass', type === 'LoadBalancer'],
      ['loadBalancerIP', type === 'LoadBalancer'],
      ['allocateLoadBalancerNodePorts', type === 'LoadBalancer'],
      ['loadBalancerSourceRanges', type === 'LoadBalancer'],
      ['healthCheckNodePort', type === 'LoadBalancer' && at(spec, 'externalTrafficPolicy') === 'Local'],
    ];
    return all(
      isOpen && at(spec, 'clusterIP') === HEADLESS
        ? [{ field: 'spec.clusterIP', given: '"None"', allowed: `an address for type ${type}` }]
        : NO_PROBLEM,
      ownFields
        .filter(([key, isAllowed]) => !isAllowed && isSetAt(spec, key) && at(spec, key) !== '' && at(spec, key) !== 0)
        .map(([key]) => ({ field: `spec.${key}`, given: `${key} of a ${type}`, allowed: `nothing for type ${type}` })),
    );
  },
);

function externalNameProblems(spec: unknown): readonly Problem[] {
  const name = textAt(spec, 'externalName') ?? '';
  const address = textAt(spec, 'clusterIP') ?? '';
  return all(
    name === ''
      ? [{ field: 'spec.externalName', given: 'nothing', allowed: 'a DNS name for type ExternalName' }]
      : // A dot may end it.
        problemsOf(dnsSubdomain('spec.externalName', name.replace(/\.$/, ''))),
    /^\d+(?:\.\d+){3}$/.test(name)
      ? [
          {
            field: 'spec.externalName',
            given: showWithoutValue(name),
            allowed: 'a DNS name: addresses are taken for names',
          },
        ]
      : NO_PROBLEM,
    address === ''
      ? NO_PROBLEM
      : [{ field: 'spec.clusterIP', given: showWithoutValue(address), allowed: 'nothing for a name' }],
  );
}

const sessionAffinity = objectRule(
  {
    id: 'service-session-affinity',
    needs: ['sessionAffinityConfig'],
    summary: 'The time of a session is from 1 second to a day, and is given where sessions are kept.',
    remedy: 'Set sessionAffinity to ClientIP, or remove its configuration.',
  },
  [SERVICE],
  ({ manifest }) => {
    const field = 'spec.sessionAffinityConfig';
    if (!isSetAt(manifest, 'spec', 'sessionAffinityConfig')) {
      return NO_PROBLEM;
    }
    if (at(manifest, 'spec', 'sessionAffinity') !== 'ClientIP') {
      return [{ field, given: 'a configuration', allowed: 'nothing without sessionAffinity ClientIP' }];
    }
    const seconds = numberAt(manifest, 'spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds') ?? 1;
    return seconds >= 1 && seconds <= MAX_AFFINITY_SECONDS
      ? NO_PROBLEM
      : [
          {
            field: `${field}.clientIP.timeoutSeconds`,
            given: String(seconds),
            allowed: `1 to ${MAX_AFFINITY_SECONDS}`,
            remedy: 'Give a time of at most a day.',
          },
        ];
  },
);

const serviceAddress = objectRule(
  {
    id: 'service-address-invalid',
    needs: [Unusual.EXPOSED],
    summary: 'Addresses and ranges of a Service are such.',
    remedy: 'Correct the address.',
  },
  [SERVICE],
  ({ manifest }) => {
    const spec = mappingAt(manifest, 'spec');
    const clusterIp = textAt(spec, 'clusterIP') ?? '';
    return all(
      inList(at(spec, 'externalIPs'), (ip, index) => addressProblems(`spec.externalIPs[${index}]`, ip)),
      addressProblems('spec.loadBalancerIP', at(spec, 'loadBalancerIP')),
      clusterIp === HEADLESS ? NO_PROBLEM : addressProblems('spec.clusterIP', clusterIp),
      inList(at(spec, 'loadBalancerSourceRanges'), (range, index) =>
        typeof range === 'string'
          ? problemsOf(cidrFindings(`spec.loadBalancerSourceRanges[${index}]`, range.trim()))
          : [],
      ),
    );
  },
);

function addressProblems(field: string, given: unknown): readonly Problem[] {
  return typeof given !== 'string' || given === '' || ipVersion(given) > 0
    ? NO_PROBLEM
    : [{ field, given: showWithoutValue(given), allowed: 'an IP address' }];
}

const fixedClusterIp = objectRule(
  {
    id: 'service-fixed-address',
    needs: [Unusual.EXPOSED],
    summary: 'The address of a Service inside the cluster is chosen by the cluster: it can never be changed.',
    remedy: 'Remove clusterIP; other pods use the name of the Service.',
    severity: ADVICE,
  },
  [SERVICE],
  ({ manifest }) => {
    const given = textAt(manifest, 'spec', 'clusterIP') ?? '';
    return given === '' || given === HEADLESS || at(manifest, 'spec', 'type') === 'ExternalName'
      ? NO_PROBLEM
      : [{ field: 'spec.clusterIP', given: showSafely(given), allowed: 'nothing, or None' }];
  },
);

export const SERVICE_RULES: readonly Rule[] = [typeFields, sessionAffinity, serviceAddress, fixedClusterIp];
