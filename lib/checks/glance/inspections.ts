import { mayNameSecret } from '../../model/core/sensitive-names';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { isUsualAnnotationKey, isUsualLabel } from '../semantics/labels';
import { Inspection } from './inspection';
import { POD_INSPECTIONS } from './pod-inspections';
import { signOf, Signs, Unusual } from './sign';
import { isUsualName, isUsualPort } from './usual';

/** The inspection of values of a definition of Kubernetes; `undefined` where none is needed. */
export function inspectionOf(name: string): Inspection | undefined {
  return INSPECTIONS.get(name);
}

const NAME = signOf(Unusual.NAME);
const LABEL = signOf(Unusual.LABEL);
const RELEASE = signOf(Unusual.RELEASE);
const ANNOTATION = signOf(Unusual.ANNOTATION);
const PORT = signOf(Unusual.PORT);
const DATA = signOf(Unusual.DATA);
const SECRET = signOf(Unusual.SECRET);
const EXPOSED = signOf(Unusual.EXPOSED);
const DIRECTION = signOf(Unusual.DIRECTION);
const EVICTION = signOf(Unusual.EVICTION);
/** Shorter annotations, and values of a ConfigMap, are not too large however many bytes a character has. */
const MOST_UNITS = 20_000;
/** What a version or a hash consists of. */
const RELEASED = /\d\.\d|[0-9a-f]{7}/;
/** Labels that change with a release. */
const RELEASE_KEY = /version|chart|hash/;
/** What only Services have that others than the cluster know of. */
const EXPOSING = [
  ...['allocateLoadBalancerNodePorts', 'clusterIP', 'externalIPs', 'externalName', 'externalTrafficPolicy'],
  ...['healthCheckNodePort', 'loadBalancerClass', 'loadBalancerIP', 'loadBalancerSourceRanges'],
];
const DATA_KEY = /^[A-Za-z0-9][-._A-Za-z0-9]{0,99}$/;

const INSPECTIONS: ReadonlyMap<string, Inspection> = new Map<string, Inspection>([
  ...POD_INSPECTIONS,
  ['core.v1.ConfigMap', inspectConfigMap],
  ['core.v1.Secret', inspectSecret],
  ['core.v1.ServicePort', inspectServicePort],
  ['core.v1.ServiceSpec', inspectService],
  ['meta.v1.LabelSelector', inspectSelector],
  ['meta.v1.ObjectMeta', inspectMetadata],
  ['networking.v1.NetworkPolicyPort', inspectPolicyPort],
  ['networking.v1.NetworkPolicySpec', inspectPolicy],
  ['networking.v1.ServiceBackendPort', inspectBackendPort],
  ['policy.v1.PodDisruptionBudget', inspectBudget],
]);

function inspectMetadata({ name, namespace, generateName, labels, annotations }: Mapping, signs: Signs): void {
  const isNamed = name === undefined || isUsualName(name);
  if (!isNamed || generateName !== undefined || (namespace !== undefined && !isUsualName(namespace))) {
    signs.raise(NAME);
  }
  if (isMapping(labels) && !areUsualLabels(labels)) {
    signs.raise(LABEL);
  }
  if (isMapping(annotations) && !areUsualAnnotations(annotations)) {
    signs.raise(ANNOTATION);
  }
}

function areUsualLabels(labels: Mapping): boolean {
  for (const key in labels) {
    if (!isUsualLabel(key, labels[key] as string)) {
      return false;
    }
  }
  return true;
}

function areUsualAnnotations(annotations: Mapping): boolean {
  let units = 0;
  for (const key in annotations) {
    if (!isUsualAnnotationKey(key) || key.includes('apparmor')) {
      return false;
    }
    units += key.length + (annotations[key] as string).length;
  }
  return units <= MOST_UNITS;
}

function inspectSelector({ matchLabels = {}, matchExpressions = [] }: Mapping, signs: Signs): void {
  if ((matchExpressions as unknown[]).length > 0) {
    signs.raise(LABEL);
  }
  for (const key in matchLabels as Mapping) {
    const value = (matchLabels as Mapping)[key] as string;
    if (!isUsualLabel(key, value)) {
      signs.raise(LABEL);
    }
    if (RELEASE_KEY.test(key) || RELEASED.test(value)) {
      signs.raise(RELEASE);
    }
  }
}

function inspectConfigMap({ data = {}, binaryData }: Mapping, signs: Signs): void {
  let units = 0;
  for (const key in data as Mapping) {
    const value = (data as Mapping)[key] as string;
    units += value.length;
    if (!DATA_KEY.test(key)) {
      signs.raise(DATA);
    }
    if (mayNameSecret(value)) {
      signs.raise(SECRET);
    }
  }
  if (binaryData !== undefined || units > MOST_UNITS) {
    signs.raise(DATA);
    signs.raise(SECRET);
  }
}

function inspectSecret(_: Mapping, signs: Signs): void {
  signs.raise(DATA);
}

function inspectService(value: Mapping, signs: Signs): void {
  const { ports = [], selector = {}, type = 'ClusterIP' } = value;
  if (type !== 'ClusterIP' || EXPOSING.some((key) => value[key] !== undefined)) {
    signs.raise(EXPOSED);
  }
  if ((ports as unknown[]).length !== 1) {
    signs.raise(PORT);
  }
  if (!areUsualLabels(selector as Mapping)) {
    signs.raise(LABEL);
  }
}

function inspectServicePort({ name = 'http', port, targetPort = 1 }: Mapping, signs: Signs): void {
  if (!isUsualPort(name) || !isUsualPort(port) || !isUsualPort(targetPort)) {
    signs.raise(PORT);
  }
}

function inspectPolicy({ policyTypes }: Mapping, signs: Signs): void {
  const types = Array.isArray(policyTypes) ? (policyTypes as unknown[]) : [];
  if (types.length !== 2 || !types.includes('Ingress') || !types.includes('Egress')) {
    signs.raise(DIRECTION);
  }
}

function inspectPolicyPort({ port = 1, endPort }: Mapping, signs: Signs): void {
  if (!isUsualPort(port) || endPort !== undefined) {
    signs.raise(PORT);
  }
}

function inspectBackendPort({ number = 1 }: Mapping, signs: Signs): void {
  if (!isUsualPort(number)) {
    signs.raise(PORT);
  }
}

function inspectBudget({ spec }: Mapping, signs: Signs): void {
  const { maxUnavailable, minAvailable, unhealthyPodEvictionPolicy } = isMapping(spec) ? spec : {};
  const isNumber = typeof maxUnavailable === 'number' && maxUnavailable > 0 && minAvailable === undefined;
  if (!isNumber || unhealthyPodEvictionPolicy === undefined) {
    signs.raise(EVICTION);
  }
}
