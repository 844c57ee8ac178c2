import { CheckedContainer, CheckedPod } from '../checked-pod';
import { at, listAt, textAt } from '../data';

/** A port that a container says it has. */
export interface PodPort {
  /** @default - it has none */
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
}

/** Every port that containers of the pod say they have. */
export function podPorts({ containers }: CheckedPod): PodPort[] {
  const ports: PodPort[] = [];
  for (const container of containers) {
    addPorts(ports, container);
  }
  return ports;
}

/** Ports that the container says it has. */
export function containerPorts(container: CheckedContainer): PodPort[] {
  const ports: PodPort[] = [];
  addPorts(ports, container);
  return ports;
}

function addPorts(ports: PodPort[], { spec }: CheckedContainer): void {
  for (const each of listAt(spec, 'ports')) {
    const port = at(each, 'containerPort');
    if (typeof port === 'number') {
      ports.push({ name: textAt(each, 'name'), port, protocol: textAt(each, 'protocol') ?? 'TCP' });
    }
  }
}

/** Ports in a message: `http (8000), 9100`. */
export function describePorts(ports: readonly PodPort[]): string[] {
  return [...new Set(ports.map(({ name, port }) => (name === undefined ? String(port) : `${name} (${port})`)))];
}
