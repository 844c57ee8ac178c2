import { Construct } from 'constructs';
import { portName, serviceName } from '../model/core/names';
import { number, text } from '../model/core/reading';
import { portNumber } from '../model/core/rules';
import { Exposure } from '../model/exposure/exposure';
import { ServiceExposure } from '../model/exposure/service-exposure';
import { ExposedService } from './exposed-service';
import { TrafficEntry } from './traffic-entry';
import { Validation } from './validation';
import { Workload, WorkloadRole } from './workload';
import { WorkloadProps } from './workload-props';

/** What every workload has that others call. */
export interface ServedWorkloadProps extends WorkloadProps {
  /** Port on which the container listens. Health checks ask it, the Service offers it, routes lead to it. */
  readonly port: number;
  /**
   * Name of the port.
   * @default 'http'
   */
  readonly portName?: string;
  /**
   * Name of the Service.
   * @default - the name of the workload with `-service` at the end
   */
  readonly serviceName?: string;
}

/** A workload with a Service in front of its pods and, where exposed so, an Ingress or HTTPRoute. */
export abstract class ServedWorkload extends Workload {
  /** The Service in front of the pods, with its routes. */
  readonly service: ExposedService;

  constructor(scope: Construct, id: string, given: ServedWorkloadProps, role: WorkloadRole) {
    const readers = { port: number, portName: text, serviceName: text, ...role.readers };
    super(scope, id, given, { ...role, readers });
    const props = this.props as ServedWorkloadProps;
    const name = props.serviceName ?? `${this.name}-service`;
    // The default name only repeats what is wrong with the name that it is made from.
    const isRepeated = props.serviceName === undefined && serviceName('name', `${this.name}`).length > 0;
    Validation.of(this).report(
      ...(props.port === undefined && given?.port !== undefined ? [] : portNumber('port', props.port)),
      ...(props.portName === undefined ? [] : portName('portName', props.portName)),
      ...(isRepeated ? [] : serviceName('serviceName', name)),
    );
    this.service = new ExposedService(this, 'service', {
      exposure: new ServiceExposure({
        serviceName: name,
        exposure: props.exposure ?? Exposure.clusterIp(),
        targetPort: props.port,
      }),
      ports: this.ports,
      routeName: this.name,
      labels: this.labels,
      selector: this.selector,
    });
  }

  override entries(): TrafficEntry[] {
    return this.service.entries();
  }

  /** Whether the address that people open is known. */
  get isPublic(): boolean {
    return this.service.exposure.publicUrl !== undefined;
  }

  /** The address inside the cluster, for example `http://backend-service:8000`. */
  get internalUrl(): string {
    return this.service.exposure.internalUrl;
  }

  /**
   * The address that people open, without a slash at the end.
   *
   * Where only the cluster will know it, this construct gets the issue `address-unknown` and synthesis fails: an
   * address is never invented.
   */
  get publicUrl(): string {
    return this.service.publicUrl;
  }
}
