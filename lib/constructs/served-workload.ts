import { Construct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { portName, serviceName } from '../model/core/names';
import { boolean, number, text } from '../model/core/reading';
import { portNumber } from '../model/core/rules';
import { within } from '../model/core/validated';
import { Exposure } from '../model/exposure/exposure';
import { ServiceExposure } from '../model/exposure/service-exposure';
import { FurtherServiceOptions } from '../model/exposure/service-object';
import { Default } from './defaults';
import { ExposedService } from './exposed-service';
import { servedPortFindings, servedPorts } from './service-ports';
import { distinct, TrafficEntry } from './traffic-entry';
import { Validation } from './validation';
import { Workload, WorkloadRole } from './workload';
import { WorkloadProps } from './workload-props';
import { PodPort } from './workload-reference';

/** What every workload can be given that others call. */
export interface ServedWorkloadOptions extends WorkloadProps {
  /**
   * Name of the port.
   * @default - `http`, or `tcp` of a StatefulBackend
   */
  readonly portName?: string;
  /**
   * Whether the container lists the port. Kubernetes leads to one that is not listed all the same, but not by a name.
   * @default true
   */
  readonly declarePort?: boolean;
  /**
   * Name of the Service.
   * @default - the name of the workload with `-service` at the end
   */
  readonly serviceName?: string;
}

/** What every workload has that others call. */
export interface ServedWorkloadProps extends ServedWorkloadOptions {
  /** Port on which the container listens. Health checks ask it, the Service offers it, routes lead to it. */
  readonly port: number;
}

/** Where a Service stands among the properties, and what it is. */
interface ServicePlace {
  readonly id: string;
  readonly name: string;
  /** The property that holds the exposure. */
  readonly field: string;
  /** The property that holds the rest. */
  readonly block: string;
  readonly routeName: string;
  readonly options: FurtherServiceOptions;
  readonly isFurther: boolean;
}

/** A workload with a Service in front of its pods and, where exposed so, an Ingress or HTTPRoute. */
export abstract class ServedWorkload extends Workload {
  /** The main Service in front of the pods, with its routes. */
  readonly service: ExposedService;
  readonly #services: readonly ExposedService[];

  constructor(scope: Construct, id: string, given: ServedWorkloadProps, role: WorkloadRole) {
    const readers = { port: number, portName: text, declarePort: boolean, serviceName: text, ...role.readers };
    super(scope, id, given, { ...role, readers });
    const props = this.props as ServedWorkloadProps;
    const name = props.serviceName ?? `${this.name}-service`;
    // The default name only repeats what is wrong with the name that it is made from.
    const isRepeated = props.serviceName === undefined && serviceName('name', this.name).length > 0;
    Validation.of(this).report(
      ...(props.port === undefined && given?.port !== undefined ? [] : portNumber('port', props.port)),
      ...(props.portName === undefined ? [] : portName('portName', props.portName)),
      ...(props.portName === undefined || props.declarePort !== false ? [] : [undeclared(props.portName)]),
      ...(isRepeated ? [] : serviceName('serviceName', name)),
    );
    const { exposure, service } = props;
    const options = { ...service, exposure };
    const place = { id: 'service', name, field: 'exposure', block: 'service', routeName: this.name };
    this.service = this.addService({ ...place, options, isFurther: false });
    const further = Object.entries(props.services ?? {}).map(([key, each]) => this.addFurther(key, each));
    this.#services = [this.service, ...further];
  }

  /** Every Service in front of the pods, the main one first: a copy. */
  get services(): ExposedService[] {
    return [...this.#services];
  }

  /** Whether the address that people open is known by now. */
  get isPublic(): boolean {
    return this.service.knownUrl !== undefined;
  }

  /** The address inside the cluster, for example `http://backend-service:8000`. */
  get internalUrl(): string {
    return this.service.exposure.internalUrl;
  }

  /**
   * The address that people open, without a slash at the end: that of the exposure, or of the first `WebIngress` or
   * `WebRoute` that leads to the main Service, which must be defined before it is asked for.
   *
   * Where only the cluster will know it, this construct gets the issue `address-unknown` and synthesis fails: an
   * address is never invented.
   */
  get publicUrl(): string {
    return this.service.publicUrl;
  }

  /** Ways by which traffic from outside of the application reaches the pods, as far as they are defined by now. */
  override entries(): TrafficEntry[] {
    return distinct(this.services.flatMap((service) => service.entries()));
  }

  /** Ports of the pods that Services offer, inside the cluster too. */
  override servedPorts(): PodPort[] {
    const ports = this.services.flatMap((service) => service.ports);
    return distinct(ports.map(({ targetPort, protocol }) => ({ port: targetPort, protocol })));
  }

  private addFurther(name: string, options: FurtherServiceOptions): ExposedService {
    const block = `services.${name}`;
    const place = { id: `service-${name}`, name, field: `${block}.exposure`, block, routeName: name };
    return this.addService({ ...place, options, isFurther: true });
  }

  private addService({ id, name, field, block, routeName, options, isFurther }: ServicePlace): ExposedService {
    const { exposure = Exposure.clusterIp() } = options;
    const others = Object.values(this.props.sidecars ?? {}).flatMap(({ ports = [] }) => ports);
    const main = this.ports;
    const sources = { exposure, ports: options.ports, main, all: [...main, ...others], isFurther };
    const ports = servedPorts(sources);
    const [first] = ports;
    Validation.of(this).report(
      ...within(block, [...servedPortFindings(sources), ...this.selectorFindings(options.selector)]),
      ...(exposure.headless && options.clusterIp !== undefined ? [addressless(`${block}.clusterIp`)] : []),
      ...(exposure.ingress?.portByName === true && first?.name === undefined ? [unnamed(field)] : []),
    );
    return new ExposedService(this, id, {
      exposure: new ServiceExposure({
        serviceName: name,
        exposure,
        targetPort: first?.targetPort ?? (this.props as ServedWorkloadProps).port,
        protocol: first?.protocol,
        ports: ports.map((port) => ({ ...port, nodePortField: prefixed(block, port.nodePortField) })),
      }),
      options,
      field,
      routeName,
      labelsOf: (own) => this.labelsOf(own),
      selector: this.selector,
      fillsIn: this.applies(Default.IMPLIED_VALUES),
    });
  }

  /** The labels that a Service chooses pods by are labels of these pods. */
  private selectorFindings(selector: { [key: string]: string } | undefined): Finding[] {
    if (selector === undefined) {
      return [];
    }
    const { podLabels } = this;
    const entries = Object.entries(selector);
    const unmatched = entries.filter(([key, value]) => podLabels[key] !== value);
    return [
      ...(entries.length === 0 ? [selectsNothing('selector', 'no label')] : []),
      ...unmatched.map(([key, value]) => selectsNothing(`selector.${key}`, show(value))),
    ];
  }
}

function prefixed(block: string, field: string | undefined): string | undefined {
  return field === undefined ? undefined : `${block}.${field}`;
}

function undeclared(given: string): Finding {
  return {
    code: 'port-name-undeclared',
    field: 'portName',
    given: show(given),
    allowed: 'names of ports that the container lists: declarePort is false',
    remedy: 'Leave it out; a port of the Service is named in `ports` of the Service.',
  };
}

function addressless(field: string): Finding {
  const [given, allowed] = ['an address of a headless Service', 'an address of any other Service'];
  const remedy = 'Leave clusterIp out, or use another exposure than Exposure.headless(...).';
  return { code: 'cluster-ip-of-headless', field, given, allowed, remedy };
}

function unnamed(field: string): Finding {
  const remedy = 'Give the port a name in `ports` of the Service, or leave portByName out.';
  const [given, allowed] = ['a port without a name', 'a port that has a name'];
  return { code: 'route-port-unknown', field: `${field}.portByName`, given, allowed, remedy };
}

function selectsNothing(field: string, given: string): Finding {
  return {
    code: 'service-selects-no-pod',
    field,
    given,
    allowed: 'labels that the pods of the workload carry',
    remedy: 'Correct the label, or give it to the pods by podLabels.',
  };
}
