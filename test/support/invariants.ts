import { AnyManifest } from './synthesis';

/*
 * What holds for the objects of every right application. Each function says what is wrong, object by object; empty when
 * nothing is.
 */

/** A pod template with the object that it belongs to. */
interface Pods {
  readonly owner: AnyManifest;
  readonly labels: { [key: string]: string };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly spec: any;
}

interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly env?: readonly { readonly name: string }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

const CONTROLLERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Selectors of workloads match their own pods and no others; all other selectors match pods, of one workload each. */
export function selectorProblems(objects: readonly AnyManifest[]): string[] {
  const pods = objects.flatMap(podsOf);
  return objects.flatMap((object) => {
    const { kind } = object;
    const selected = pods
      .filter(({ owner, labels }) => isNeighbour(object, owner) && matches(selectorOf(object), labels))
      .map(({ owner }) => owner);
    if (CONTROLLERS.includes(kind)) {
      const isRight = selected.length === 1 && selected[0] === object;
      return isRight ? [] : [`${nameOf(object)} does not select its own pods and no others`];
    }
    if (kind === 'Service' || kind === 'PodDisruptionBudget') {
      const isRight = selected.length === 1 || object['spec'].type === 'ExternalName';
      return isRight ? [] : [`${nameOf(object)} does not select the pods of one workload`];
    }
    // A policy of a namespace is for all pods that will ever be there.
    const isOfNamespace = kind === 'NetworkPolicy' && Object.keys(object['spec'].podSelector).length === 0;
    return kind !== 'NetworkPolicy' || isOfNamespace || selected.length > 0 ? [] : [`${nameOf(object)} selects no pod`];
  });
}

/** Services lead to a port of their pods; routes lead to a port of a Service. */
export function portProblems(objects: readonly AnyManifest[]): string[] {
  const pods = objects.flatMap(podsOf);
  const services = objects.filter(({ kind }) => kind === 'Service');
  const leads = (object: AnyManifest, name: string, port: number | string | undefined) =>
    services.some(
      (service) =>
        isNeighbour(object, service) &&
        service.metadata.name === name &&
        service.spec.ports.some((each: { port: number; name?: string }) => each.port === port || each.name === port),
    );
  return objects.flatMap((object) => [
    ...(object.kind === 'Service' ? servicePortProblems(object, pods) : []),
    ...backends(object)
      .filter(({ name, port }) => !leads(object, name, port))
      .map(({ name, port }) => `${nameOf(object)} leads to ${name}:${port}, which no Service offers`),
  ]);
}

/** Objects, and what has a name inside of them, are told apart by their names. */
export function nameProblems(objects: readonly AnyManifest[]): string[] {
  return [
    ...repeated(objects.map(nameOf)).map((name) => `${name} is there twice`),
    ...objects.flatMap(podsOf).flatMap(({ owner, spec }) => {
      const containers = containersOf(spec);
      const lists = [
        containers.map(({ name }) => `container ${name}`),
        (spec.volumes ?? []).map(({ name }: { name: string }) => `volume ${name}`),
        containers.flatMap(({ ports = [] }) => ports.flatMap(({ name }) => (name === undefined ? [] : `port ${name}`))),
        ...containers.map(({ name, env = [] }) => env.map((variable) => `variable ${variable.name} of ${name}`)),
        ...containers.map(({ name, volumeMounts = [] }) =>
          volumeMounts.map((mount) => `path ${mount.mountPath} of ${name}`),
        ),
      ];
      return lists.flatMap((list) => repeated(list)).map((name) => `${nameOf(owner)} has the ${name} twice`);
    }),
  ];
}

/** Pods mount volumes that they have, and claims and configuration that the application has. */
export function referenceProblems(objects: readonly AnyManifest[]): string[] {
  const names = new Set(objects.map(nameOf));
  return objects.flatMap(podsOf).flatMap(({ owner, spec }) => {
    const volumes: { name: string; persistentVolumeClaim?: { claimName: string } }[] = spec.volumes ?? [];
    // Pods of a StatefulSet have a volume for each template of a claim.
    const templates: AnyManifest[] = owner['spec'].volumeClaimTemplates ?? [];
    const own = new Set([...volumes.map(({ name }) => name), ...templates.map(({ metadata }) => metadata.name)]);
    const claims = volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
    const maps = containersOf(spec).flatMap(
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      ({ envFrom = [] }: any) => envFrom.flatMap(({ configMapRef }: any) => configMapRef?.name ?? []),
    );
    const there = (kind: string, name: string) =>
      names.has(nameOf({ ...owner, apiVersion: 'v1', kind, metadata: { ...owner.metadata, name } }));
    const governing: string | undefined = owner.kind === 'StatefulSet' ? owner['spec'].serviceName : undefined;
    return [
      ...(governing === undefined || there('Service', governing)
        ? []
        : [`${nameOf(owner)} is governed by the Service ${governing}, which is not there`]),
      ...containersOf(spec)
        .flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name))
        .filter((name) => !own.has(name))
        .map((name) => `${nameOf(owner)} mounts the volume ${name}, which it does not have`),
      ...claims
        .filter((name) => !there('PersistentVolumeClaim', name))
        .map((name) => `${nameOf(owner)} claims ${name}, which is not there`),
      ...maps
        .filter((name: string) => !there('ConfigMap', name))
        .map((name: string) => `${nameOf(owner)} reads the ConfigMap ${name}, which is not there`),
    ];
  });
}

/** What scales, counts or watches an object is about one that is there, and budgets leave room for a drain. */
export function companionProblems(objects: readonly AnyManifest[]): string[] {
  const names = new Set(objects.map(nameOf));
  return objects.flatMap((object) => {
    const { kind, metadata, spec } = object;
    if (kind === 'HorizontalPodAutoscaler') {
      const { apiVersion, kind: targetKind, name } = spec.scaleTargetRef;
      const target = nameOf({ apiVersion, kind: targetKind, metadata: { ...metadata, name } });
      const fixed = objects.find((each) => nameOf(each) === target)?.['spec'].replicas;
      return [
        ...(names.has(target) ? [] : [`${nameOf(object)} scales ${target}, which is not there`]),
        ...(fixed === undefined ? [] : [`${nameOf(object)} scales ${target}, which has a number of its own`]),
      ];
    }
    if (kind === 'PodDisruptionBudget') {
      const isBlocked = ['0', '0%'].includes(String(spec.maxUnavailable)) || spec.minAvailable === '100%';
      return isBlocked ? [`${nameOf(object)} lets no pod go`] : [];
    }
    if (kind === 'ServiceMonitor') {
      const watched = objects.filter(
        (each) => each.kind === 'Service' && isNeighbour(object, each) && matches(spec.selector, labelsOf(each)),
      );
      const ports = new Set(watched.flatMap((each) => each['spec'].ports.map(({ name }: { name?: string }) => name)));
      return spec.endpoints
        .filter(
          ({ port, targetPort }: { port?: string; targetPort?: unknown }) =>
            !ports.has(port) && targetPort === undefined,
        )
        .map(({ port }: { port?: string }) => `${nameOf(object)} watches port ${port}, which no Service offers`);
    }
    return [];
  });
}

/** Everything is data that YAML can hold: no `undefined`, no `null`, no object of a class. */
export function valueProblems(objects: readonly AnyManifest[]): string[] {
  return objects.flatMap((object) => strange(object, nameOf(object)));
}

function strange(value: unknown, place: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((part, index) => strange(part, `${place}[${index}]`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.getPrototypeOf(value) === Object.prototype
      ? Object.entries(value).flatMap(([key, part]) => strange(part, `${place}.${key}`))
      : [`${place} is an object of a class`];
  }
  const isData = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  return isData ? [] : [`${place} is ${String(value)}`];
}

function servicePortProblems(service: AnyManifest, pods: readonly Pods[]): string[] {
  const selected = pods.filter(
    ({ owner, labels }) => isNeighbour(service, owner) && matches(selectorOf(service), labels),
  );
  const ports: { port: number; targetPort?: number | string; protocol?: string }[] = service.spec.ports;
  return ports
    .filter(({ port, targetPort = port, protocol = 'TCP' }) =>
      selected.some(
        ({ spec }) =>
          !containersOf(spec).some(({ ports: own = [] }) =>
            own.some(
              (each) =>
                (each.containerPort === targetPort || each.name === targetPort) &&
                (each.protocol ?? 'TCP') === protocol,
            ),
          ),
      ),
    )
    .map(({ targetPort }) => `${nameOf(service)} leads to port ${targetPort}, on which its pods do not listen`);
}

/** The Services that an Ingress or HTTPRoute leads to. */
function backends({ kind, spec }: AnyManifest): { name: string; port: number | string }[] {
  if (kind === 'Ingress') {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const paths = (spec.rules ?? []).flatMap(({ http }: any) => http?.paths ?? []);
    const all = [
      ...paths.map(({ backend }: { backend: unknown }) => backend),
      ...(spec.defaultBackend === undefined ? [] : [spec.defaultBackend]),
    ];
    return all.map(({ service }) => ({ name: service.name, port: service.port.number ?? service.port.name }));
  }
  return kind === 'HTTPRoute' ? spec.rules.flatMap(({ backendRefs = [] }) => backendRefs) : [];
}

function podsOf(owner: AnyManifest): Pods[] {
  const template = owner.kind === 'CronJob' ? owner['spec'].jobTemplate.spec.template : owner['spec']?.template;
  return template?.spec?.containers === undefined
    ? []
    : [{ owner, labels: template.metadata?.labels ?? {}, spec: template.spec }];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function containersOf(spec: any): Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

/** The selector of pods that an object has. */
function selectorOf({ kind, spec }: AnyManifest): LabelSelector | undefined {
  if (kind === 'Service') {
    return spec.selector === undefined ? undefined : { matchLabels: spec.selector };
  }
  return kind === 'NetworkPolicy' ? spec.podSelector : spec?.selector;
}

function labelsOf({ metadata }: AnyManifest): { [key: string]: string } {
  return (metadata as { labels?: { [key: string]: string } }).labels ?? {};
}

/** Whether a label selector matches. An absent one matches nothing, an empty one everything. */
function matches(selector: LabelSelector | undefined, labels: { [key: string]: string }): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    selector !== undefined &&
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const isAmong = values.includes(labels[key] ?? '') && key in labels;
      const verdicts: { [operator: string]: boolean } = {
        In: isAmong,
        NotIn: !isAmong,
        Exists: key in labels,
        DoesNotExist: !(key in labels),
      };
      return verdicts[operator];
    })
  );
}

function isNeighbour(one: AnyManifest, other: AnyManifest): boolean {
  return one.metadata.namespace === other.metadata.namespace;
}

function nameOf({ apiVersion, kind, metadata }: Pick<AnyManifest, 'apiVersion' | 'kind' | 'metadata'>): string {
  const group = apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/` : '';
  return `${group}${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) < index);
}
