import { dnsLabel, portName } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { at, isSetAt, listAt, numberAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, both, containerRule, inList, NO_PROBLEM, objectRule, podRule, Problem, problemsOf } from '../rule-kinds';
import { INGRESS, NETWORK_POLICY, SERVICE } from './api-kinds';
import { Handler, handlersOf } from './handlers';

const MAX_PORT = 65_535;
const NODE_PORTS = { first: 30_000, last: 32_767 };

const PORT_TEXT = {
  summary: 'Ports are numbers from 1 to 65535.',
  remedy: 'Give the port that the process listens on.',
};

const containerPortRange = containerRule(
  { id: 'container-port-range', needs: [Unusual.PORT, Unusual.PROBE], ...PORT_TEXT },
  ({ spec, field }) =>
    both(
      inList(at(spec, 'ports'), (port, index) => {
        const [own, host] = [at(port, 'containerPort'), at(port, 'hostPort')];
        return isPort(own) && isPort(host, 0)
          ? NO_PROBLEM
          : both(
              numberProblems(`${field}.ports[${index}].containerPort`, own),
              numberProblems(`${field}.ports[${index}].hostPort`, host, 0),
            );
      }),
      inList(handlersOf(spec, field), (each) => {
        const { handler, field: place } = each as Handler;
        return inList(['httpGet', 'tcpSocket', 'grpc'], (kind) => {
          const port = at(handler, kind as string, 'port');
          return port === undefined ? NO_PROBLEM : portProblems(`${place}.${kind as string}.port`, port);
        });
      }),
    ),
);

const portRange = objectRule(
  { id: 'port-range', needs: [Unusual.PORT], ...PORT_TEXT },
  [SERVICE, INGRESS, NETWORK_POLICY],
  ({ kind, manifest }) => {
    switch (kind) {
      case 'Service':
        return inList(at(manifest, 'spec', 'ports'), (port, index) =>
          all(
            numberProblems(`spec.ports[${index}].port`, at(port, 'port')),
            portProblems(`spec.ports[${index}].targetPort`, at(port, 'targetPort'), 0),
          ),
        );
      case 'Ingress':
        return ingressPorts(manifest);
      default:
        return networkPolicyPorts(manifest);
    }
  },
);

const nodePortRange = objectRule(
  {
    id: 'node-port-range',
    needs: ['nodePort', 'healthCheckNodePort'],
    summary: 'Node ports are from 30000 to 32767, and only Services that open ports of nodes have them.',
    remedy: 'Give a port of the range, or leave it to the cluster.',
  },
  [SERVICE],
  ({ manifest }) => {
    const type = textAt(manifest, 'spec', 'type') ?? 'ClusterIP';
    const hasNodePorts = type === 'NodePort' || type === 'LoadBalancer';
    const isInRange = (port: number) => port >= NODE_PORTS.first && port <= NODE_PORTS.last;
    const places: [string, number | undefined][] = [
      ...listAt(manifest, 'spec', 'ports').map((port, index): [string, number | undefined] => [
        `spec.ports[${index}].nodePort`,
        numberAt(port, 'nodePort'),
      ]),
      ['spec.healthCheckNodePort', numberAt(manifest, 'spec', 'healthCheckNodePort')],
    ];
    return places.flatMap(([field, port = 0]) => {
      if (port === 0 || (hasNodePorts && isInRange(port))) {
        return [];
      }
      const allowed = hasNodePorts ? `${NODE_PORTS.first} to ${NODE_PORTS.last}` : `no node port for type ${type}`;
      return [{ field, given: String(port), allowed }];
    });
  },
);

const portNameInvalid = containerRule(
  {
    id: 'port-name-invalid',
    needs: [Unusual.PORT],
    summary: 'Names of ports are IANA service names.',
    remedy: 'Choose a name of at most 15 lower-case letters, digits and "-".',
    aliases: { kubeLinter: ['invalid-target-ports'] },
  },
  ({ spec, field }) =>
    inList(at(spec, 'ports'), (port, index) => {
      const name = textAt(port, 'name');
      return name === undefined || name === '' ? [] : problemsOf(portName(`${field}.ports[${index}].name`, name));
    }),
);

const portNameDuplicate = podRule(
  {
    id: 'port-name-duplicate',
    needs: [Unusual.SEVERAL_PORTS],
    summary: 'No two ports of a pod have one name: who names it would get the first.',
    remedy: 'Give each port a name of its own.',
  },
  ({ containers }) => {
    const seen = new Map<string, string>();
    return containers.flatMap(({ spec, field }) =>
      inList(at(spec, 'ports'), (port, index) => {
        const name = textAt(port, 'name') ?? '';
        const place = `${field}.ports[${index}].name`;
        const earlier = seen.get(name);
        if (name !== '' && earlier === undefined) {
          seen.set(name, place);
        }
        return earlier === undefined
          ? []
          : [{ field: place, given: `${showWithoutValue(name)}, as ${earlier}`, allowed: 'a name that is used once' }];
      }),
    );
  },
);

const hostPortConflict = podRule(
  {
    id: 'host-port-conflict',
    needs: ['hostPort'],
    summary:
      'Ports of the node are opened once per pod, and in the network of the node they equal those of the container.',
    remedy: 'Leave hostPort out, or give each port one of its own.',
  },
  ({ spec: pod, containers }) => {
    const seen = new Map<string, string>();
    const usesNode = at(pod, 'hostNetwork') === true;
    return containers.flatMap(({ spec, field }) =>
      inList(at(spec, 'ports'), (port, index): readonly Problem[] => {
        const host = numberAt(port, 'hostPort') ?? 0;
        const place = `${field}.ports[${index}].hostPort`;
        if (host === 0) {
          return [];
        }
        const own = numberAt(port, 'containerPort');
        const key = [textAt(port, 'protocol') ?? 'TCP', textAt(port, 'hostIP') ?? '', host].join(' ');
        const earlier = seen.get(key);
        seen.set(key, place);
        return all(
          earlier === undefined
            ? []
            : [{ field: place, given: `${host}, as ${earlier}`, allowed: 'a port that is opened once' }],
          usesNode && own !== undefined && own !== host
            ? [{ field: place, given: String(host), allowed: `${own}, the port of the container, beside hostNetwork` }]
            : [],
        );
      }),
    );
  },
);

function ingressPorts(manifest: unknown): readonly Problem[] {
  return inList(at(manifest, 'spec', 'rules'), (rule, index) =>
    inList(at(rule, 'http', 'paths'), (path, place) =>
      numberProblems(
        `spec.rules[${index}].http.paths[${place}].backend.service.port.number`,
        at(path, 'backend', 'service', 'port', 'number'),
        0,
      ),
    ),
  );
}

function networkPolicyPorts(manifest: unknown): readonly Problem[] {
  return ['ingress', 'egress'].flatMap((direction) =>
    inList(at(manifest, 'spec', direction), (rule, index) =>
      inList(at(rule, 'ports'), (port, place) => {
        const field = `spec.${direction}[${index}].ports[${place}]`;
        return all(
          portProblems(`${field}.port`, at(port, 'port')),
          numberProblems(`${field}.endPort`, at(port, 'endPort')),
          endPortProblems(`${field}.endPort`, port),
        );
      }),
    ),
  );
}

function endPortProblems(field: string, port: unknown): readonly Problem[] {
  const end = numberAt(port, 'endPort');
  const first = at(port, 'port');
  if (end === undefined || (typeof first === 'number' && end >= first)) {
    return NO_PROBLEM;
  }
  const allowed = typeof first === 'number' ? `at least ${first}, the first port` : 'nothing beside a name or no port';
  return [{ field, given: String(end), allowed, remedy: 'Give the number of the first port, and that of the last.' }];
}

/** A number, or a name, which a text that consists of digits is not. */
function portProblems(field: string, given: unknown, min = 1): readonly Problem[] {
  return typeof given === 'string' ? problemsOf(portName(field, given)) : numberProblems(field, given, min);
}

function numberProblems(field: string, given: unknown, min = 1): readonly Problem[] {
  return isPort(given, min) ? NO_PROBLEM : [{ field, given: String(given), allowed: `1 to ${MAX_PORT}` }];
}

/** Other types are for the schema to refuse. */
function isPort(given: unknown, min = 1): boolean {
  return typeof given !== 'number' || (given >= min && given <= MAX_PORT);
}

const servicePorts = objectRule(
  {
    id: 'service-ports',
    needs: [Unusual.PORT],
    summary: 'A Service has ports, and names that differ where it has several; only headless ones and names need none.',
    remedy: 'Name each port.',
  },
  [SERVICE],
  ({ manifest }) => {
    const ports = listAt(manifest, 'spec', 'ports');
    const needsNone = at(manifest, 'spec', 'type') === 'ExternalName' || at(manifest, 'spec', 'clusterIP') === 'None';
    if (ports.length === 0) {
      const isGiven = needsNone || !isSetAt(manifest, 'spec');
      return isGiven
        ? NO_PROBLEM
        : [{ field: 'spec.ports', given: 'no port', allowed: 'at least one port', remedy: 'Add the port.' }];
    }
    const seen = new Set<string>();
    return ports.flatMap((port, index) => {
      const name = textAt(port, 'name') ?? '';
      const field = `spec.ports[${index}].name`;
      const isTwice = seen.has(name);
      seen.add(name);
      if (ports.length > 1 && name === '') {
        return [{ field, given: 'no name', allowed: 'a name, for the Service has several ports' }];
      }
      return all(
        isTwice ? [{ field, given: showWithoutValue(name), allowed: 'a name that is used once' }] : [],
        name === '' ? [] : problemsOf(dnsLabel(field, name)),
      );
    });
  },
);

export const PORT_RULES: readonly Rule[] = [
  containerPortRange,
  portRange,
  nodePortRange,
  portNameInvalid,
  portNameDuplicate,
  hostPortConflict,
  servicePorts,
];
