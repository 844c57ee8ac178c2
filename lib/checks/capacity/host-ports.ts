import { CheckedPod } from '../checked-pod';
import { at, listAt, textAt } from '../data';

/** A port of the node that a pod takes for itself. */
export interface HostPort {
  readonly port: number;
  readonly protocol: string;
  /** Empty for every address of the node. */
  readonly address: string;
}

const EVERY_ADDRESS = ['', '0.0.0.0'];

/** The node's ports that a pod takes. */
export function hostPortsOf({ spec, containers }: CheckedPod): HostPort[] {
  const isOnHost = spec['hostNetwork'] === true;
  return containers.flatMap((container) =>
    listAt(container.spec, 'ports').flatMap((each) => {
      const port = at(each, 'hostPort') ?? (isOnHost ? at(each, 'containerPort') : undefined);
      const [protocol, address] = [textAt(each, 'protocol') ?? 'TCP', textAt(each, 'hostIP') ?? ''];
      return typeof port === 'number' && port > 0 ? [{ port, protocol, address }] : [];
    }),
  );
}

/** Whether two pods want the same port of a node. */
export function shareHostPort(a: readonly HostPort[], b: readonly HostPort[]): boolean {
  return a.some((own) =>
    b.some(
      (other) =>
        own.port === other.port &&
        own.protocol === other.protocol &&
        (own.address === other.address || EVERY_ADDRESS.includes(own.address) || EVERY_ADDRESS.includes(other.address)),
    ),
  );
}
