import { show } from '../../model/core/issue';
import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { at, listAt, mappingAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule, RuleFinding } from '../rule';
import { onlyWith } from '../rule-kinds';
import { DEPLOYED } from '../severity';
import { LabelIndex } from './label-index';
import { listed } from './listed';
import { podPorts } from './pod-ports';
import { References } from './references';

/** A monitor of the Prometheus operator, and names of the ports of what it selects. */
interface Watched {
  readonly monitor: CheckedObject;
  /** Field of the list of what is read. */
  readonly endpoints: string;
  /** Of each that is selected, names of its ports. */
  readonly ports: readonly (readonly string[])[];
}

const GROUP = 'monitoring.coreos.com';

/**
 * Rules about what Prometheus reads.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/
 */
export const MONITOR_RULES: readonly Rule[] = [
  onlyWith([Unusual.OBSERVED], {
    id: 'dangling-monitor',
    severity: DEPLOYED,
    summary: 'Every ServiceMonitor selects a Service, and every PodMonitor a pod.',
    remedy: 'Let its selector be labels of the Service or of the pods.',
    aliases: { kubeLinter: ['dangling-servicemonitor'] },
    check: (scope) =>
      scope
        .shared(watchedIn)
        .filter(({ ports }) => ports.length === 0)
        .map(({ monitor }) => ({
          ...{ object: monitor, field: 'spec.selector' },
          given: show(at(monitor.manifest, 'spec', 'selector')),
          allowed: monitor.kind === 'PodMonitor' ? 'labels of pods' : 'labels of a Service',
        })),
  }),
  onlyWith([Unusual.OBSERVED], {
    id: 'unknown-monitor-port',
    severity: DEPLOYED,
    summary: 'Every port that a monitor names is one of what it selects.',
    remedy: 'Name a port of the Service, or of the pods for a PodMonitor.',
    check: (scope) => scope.shared(watchedIn).flatMap(unknownPorts),
  }),
];

function unknownPorts({ monitor, endpoints, ports }: Watched): RuleFinding[] {
  const known = [...new Set(ports.flat())];
  return listAt(monitor.manifest, 'spec', endpoints).flatMap((endpoint, index) => {
    const port = textAt(endpoint, 'port');
    const isWrong = port !== undefined && ports.length > 0 && !known.includes(port);
    const field = `spec.${endpoints}[${index}].port`;
    const allowed = `a name of a port: ${listed(known)}`;
    return isWrong ? [{ object: monitor, field, given: showWithoutValue(port), allowed }] : [];
  });
}

function watchedIn(scope: CheckScope): Watched[] {
  if (scope.ofKind('ServiceMonitor').length + scope.ofKind('PodMonitor').length === 0) {
    return [];
  }
  const [services, pods] = ['ServiceMonitor', 'PodMonitor'].map((kind) =>
    scope.ofKind(kind).filter((object) => groupOf(object.apiVersion) === GROUP && isJudged(scope, object)),
  );
  const index = new LabelIndex(
    services?.length === 0 ? [] : scope.ofKind('Service'),
    ({ namespace }) => namespace,
    ({ manifest }) => mappingAt(manifest, 'metadata', 'labels'),
  );
  return [
    ...(services ?? []).map((monitor) => ({
      ...{ monitor, endpoints: 'endpoints' },
      ports: selected(index, monitor).map(servicePorts),
    })),
    ...(pods ?? []).map((monitor) => ({
      ...{ monitor, endpoints: 'podMetricsEndpoints' },
      ports: selected(References.of(scope).pods, monitor).map((pod) => podPorts(pod).flatMap(({ name }) => name ?? [])),
    })),
  ];
}

function selected<T>(index: LabelIndex<T>, { manifest, namespace }: CheckedObject): T[] {
  const selector = mappingAt(manifest, 'spec', 'selector');
  const names = listAt(manifest, 'spec', 'namespaceSelector', 'matchNames');
  return (names.length > 0 ? names : [namespace ?? '']).flatMap((name) =>
    typeof name === 'string' ? index.select(name, selector) : [],
  );
}

/** What watches other namespaces than those of the scope watches what is not known here. */
function isJudged({ objects }: CheckScope, { manifest, namespace }: CheckedObject): boolean {
  const selector = mappingAt(manifest, 'spec', 'namespaceSelector');
  const isElsewhere = (name: unknown) => name !== namespace && !objects.some((object) => object.namespace === name);
  return selector['any'] !== true && !listAt(selector, 'matchNames').some(isElsewhere);
}

function servicePorts({ manifest }: CheckedObject): string[] {
  return listAt(manifest, 'spec', 'ports').flatMap((port) => textAt(port, 'name') ?? []);
}
