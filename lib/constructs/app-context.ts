import { IConstruct } from 'constructs';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { Stage } from '../model/deployment/stage';
import { type Default } from './defaults';
import { type LimitRangeOptions } from './namespace-limits';
import { type NetworkOptions } from './network-options';
import { type PodSecurityLevel } from './pod-security';

const CONTEXT_KEY = 'cdk8s-webapp:app';

/** What a workload knows of the application and the environment around it. */
export interface AppContext {
  /** Name of the application. */
  readonly name: string;
  /** Namespace of the application. */
  readonly namespace: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Stage of the environment. */
  readonly stage: Stage;
  /** Defaults that the application turns off. */
  readonly without: readonly Default[];
  /** What is known of the network around the application. */
  readonly network: NetworkOptions;
  /** Whether the namespace lets no connection pass that no policy allows. */
  readonly deniesTraffic: boolean;
  /**
   * Version of Kubernetes that the environment runs on.
   * @default - not known
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /** @default - the namespace is not known to enforce any */
  readonly podSecurity?: PodSecurityLevel;
  /** @default - the namespace is not known to have one */
  readonly limitRange?: LimitRangeOptions;
}

/** Makes the context known to all that is defined below the scope from now on. */
export function provideAppContext(scope: IConstruct, context: AppContext): void {
  scope.node.setContext(CONTEXT_KEY, context);
}

/** The context, or `undefined` in a plain cdk8s chart. */
export function findAppContext(scope: IConstruct): AppContext | undefined {
  return scope.node.tryGetContext(CONTEXT_KEY) as AppContext | undefined;
}
