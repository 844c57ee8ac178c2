import { Finding } from '../model/core/issue';
import { hasMethods } from '../model/core/untrusted';
import { HealthCheck, HealthCheckKind, HttpCheckOptions } from '../model/service/health-check';
import { action } from './pod/probe';

/** What happens right after a container started, or before it is told to stop. */
export class LifecycleAction {
  /** A command in the container. It is not run by a shell. */
  static exec(command: string[]): LifecycleAction {
    return new LifecycleAction(HealthCheck.exec(command));
  }

  /** An HTTP GET to the container. */
  static httpGet(path: string, options?: HttpCheckOptions): LifecycleAction {
    return new LifecycleAction(HealthCheck.httpGet(path, options));
  }

  private constructor(private readonly call: HealthCheck) {}

  /** Everything that can be wrong with it. */
  findings(field: string): Finding[] {
    return this.call.findings(field);
  }

  /**
   * The action as Kubernetes writes it.
   *
   * @param fillsIn whether values are written that Kubernetes fills in itself
   */
  render(port: number | undefined, fillsIn: boolean): object {
    return action(this.call, port, fillsIn);
  }

  /** Name of the port that it asks, where it asks one by its name. */
  get portName(): string | undefined {
    return this.call.portName;
  }

  /** Whether it needs a port of the container. */
  get needsPort(): boolean {
    const { kind, port, portName } = this.call;
    return kind === HealthCheckKind.HTTP_GET && port === undefined && portName === undefined;
  }
}

/** Actions around the life of a container. */
export interface LifecycleHooks {
  /**
   * Runs right after the container started, beside its process.
   * @default - nothing
   */
  readonly postStart?: LifecycleAction;
  /**
   * Runs before the process gets SIGTERM, within the grace period.
   * @default - nothing
   */
  readonly preStop?: LifecycleAction;
}

/** Tells a `LifecycleAction`, also across two copies of this library. */
export function isLifecycleAction(value: unknown): value is LifecycleAction {
  return hasMethods(value, ['findings', 'render']) && 'needsPort' in (value as object);
}
