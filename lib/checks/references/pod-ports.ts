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
  return containers.flatMap(containerPorts);
}

/** Ports that the container says it has. */
export function containerPorts({ spec }: CheckedContainer): PodPort[] {
  return listAt(spec, 'ports').flatMap((each) => {
    const port = at(each, 'containerPort');
    const protocol = textAt(each, 'protocol') ?? 'TCP';
    return typeof port === 'number' ? [{ name: textAt(each, 'name'), port, protocol }] : [];
  });
}

/** Ports in a message: `http (8000), 9100`. */
export function describePorts(ports: readonly PodPort[]): string[] {
  return [...new Set(ports.map(({ name, port }) => (name === undefined ? String(port) : `${name} (${port})`)))];
}
