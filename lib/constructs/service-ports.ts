import { Finding, show } from '../model/core/issue';
import { Exposure, ServiceType } from '../model/exposure/exposure';
import { unusedNodePort } from '../model/exposure/exposure-rules';
import { Protocol } from '../model/exposure/protocol';
import { ServedPort } from '../model/exposure/service-exposure';
import { ServicePort } from '../model/exposure/service-object';
import { ContainerPort } from './pod/container-options';

/** What the ports of a Service are made from. */
export interface ServicePortSources {
  /** How the Service can be reached. */
  readonly exposure: Exposure;
  /** @default - those of the container */
  readonly ports?: readonly ServicePort[];
  /** Ports of the main container, that of the workload first. */
  readonly main: readonly ContainerPort[];
  /** Ports of all containers of the pod. */
  readonly all: readonly ContainerPort[];
  /** Whether it is one of several Services, which leads to the first port alone where it names none. */
  readonly isFurther: boolean;
}

/** The ports of a Service. */
export function servedPorts(sources: ServicePortSources): ServedPort[] {
  const { exposure, ports, main } = sources;
  if (ports === undefined) {
    return defaultPorts(sources);
  }
  return ports.map((given, index) => {
    const target = targetOf(given, index, sources);
    const number = given.targetPort ?? target?.port ?? given.port ?? main[0]?.port;
    const isFirst = index === 0;
    return {
      name: given.name ?? (ports.length > 1 ? nameOf(target) : undefined),
      port: given.port ?? (isFirst ? exposure.port : undefined) ?? (number as number),
      targetPort: number as number,
      targetPortName: given.targetPortName,
      nodePort: given.nodePort ?? (isFirst ? exposure.nodePort : undefined),
      nodePortField: given.nodePort === undefined ? undefined : `ports[${index}].nodePort`,
      protocol: given.protocol ?? target?.protocol ?? Protocol.TCP,
      appProtocol: given.appProtocol,
    };
  });
}

/** What can be wrong with the ports of a Service beside the pods and its type, with field names relative to it. */
export function servedPortFindings(sources: ServicePortSources): Finding[] {
  const { exposure, ports = [], all } = sources;
  const served = servedPorts(sources);
  const hasNodePorts = exposure.serviceType !== ServiceType.CLUSTER_IP;
  return [
    ...ports.flatMap((port, index) => [
      ...(targetOf(port, index, sources) === undefined ? [dangling(`ports[${index}]`, port, all)] : []),
      ...(port.nodePort === undefined || hasNodePorts
        ? []
        : [unusedNodePort(`ports[${index}].nodePort`, port.nodePort)]),
    ]),
    ...(ports[0] === undefined ? [] : twoTruths(ports[0], exposure)),
    ...repeated(served),
  ];
}

/** A public Service offers the first port, and further ones only where that is said. */
function defaultPorts({ exposure, main, isFurther }: ServicePortSources): ServedPort[] {
  const isPublic = exposure.serviceType !== ServiceType.CLUSTER_IP;
  const [first, ...others] = main;
  const { port = first?.port as number, nodePort } = exposure;
  const own = { name: nameOf(first), port, targetPort: first?.port as number, nodePort };
  const offered = isFurther ? [] : others.filter(({ onService = !isPublic }) => onService);
  const further = offered.map((each) => {
    return { name: nameOf(each), port: each.port, targetPort: each.port, protocol: each.protocol ?? Protocol.TCP };
  });
  return [{ ...own, protocol: first?.protocol ?? Protocol.TCP }, ...further];
}

/** The name of a container's port. One without a name has an empty one. */
function nameOf(port: ContainerPort | undefined): string | undefined {
  return port?.name === '' ? undefined : port?.name;
}

/** The container's port that a port of the Service leads to, `undefined` where there is none. */
function targetOf(given: ServicePort, index: number, { main, all }: ServicePortSources): ContainerPort | undefined {
  const { name, port, targetPort, targetPortName, protocol } = given;
  const fits = all.filter((each) => protocol === undefined || (each.protocol ?? Protocol.TCP) === protocol);
  if (targetPortName !== undefined) {
    const found = fits.find((each) => each.name === targetPortName);
    return targetPort === undefined || found?.port === targetPort ? found : undefined;
  }
  if (targetPort !== undefined) {
    return fits.find((each) => each.port === targetPort);
  }
  const named = name === undefined ? undefined : fits.find((each) => each.name === name);
  return named ?? (index === 0 ? fits.find((each) => each === main[0]) : fits.find((each) => each.port === port));
}

function dangling(field: string, given: ServicePort, all: readonly ContainerPort[]): Finding {
  const { name, port, targetPort, targetPortName, protocol } = given;
  const wanted = targetPortName ?? targetPort ?? name ?? port;
  const known = all
    .map((each) => `${nameOf(each) ?? 'without a name'} (${each.port}/${each.protocol ?? Protocol.TCP})`)
    .join(', ');
  return {
    code: 'service-port-dangling',
    field,
    given: `${show(wanted)}${protocol === undefined ? '' : ` over ${protocol}`}, which no container listens on`,
    allowed: known === '' ? 'no port: no container declares one' : `a port of the pods: ${known}`,
    remedy: 'Correct targetPort or targetPortName, or declare the port in `ports` of its container.',
  };
}

/** The number of the first port, and its node port, stand in one place. */
function twoTruths({ port, nodePort }: ServicePort, exposure: Exposure): Finding[] {
  const pairs: [string, number | undefined, number | undefined][] = [
    ['port', port, exposure.port],
    ['nodePort', nodePort, exposure.nodePort],
  ];
  return pairs
    .filter(([, own, other]) => own !== undefined && other !== undefined && own !== other)
    .map(([name, own, other]) => ({
      code: 'service-port-ambiguous',
      field: `ports[0].${name}`,
      given: show(own),
      allowed: `${other}, as the exposure says`,
      remedy: `Say it once: give the ${name} to the exposure and leave it out here. A load balancer has port 80 by itself.`,
    }));
}

/** Every name, and every number of a protocol, stands once in a Service. */
function repeated(ports: readonly ServedPort[]): Finding[] {
  const names = ports.map(({ name }) => name ?? '');
  const numbers = ports.map(({ port, protocol }) => `${port}/${protocol}`);
  const twice = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) < index);
  return [...twice(names), ...twice(numbers)].map((given) => ({
    code: 'service-port-duplicate',
    field: 'ports',
    given: given === '' ? 'several ports without a name' : `${show(given)} more than once`,
    allowed: 'every name and every number of a protocol once in a Service',
    remedy: 'Give each port a name and a number of its own, or say onService: false for a port of the container.',
  }));
}
