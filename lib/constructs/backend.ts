import { Construct } from 'constructs';
import { IAppConfig } from './app-config';
import { IAppSecrets } from './app-secrets';
import { configReader, secretsReader } from './environment-sources';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** Options of `Backend`. */
export interface BackendProps extends WorkloadProps {
  /**
   * Configuration that the whole environment is taken from.
   * @default - none
   */
  readonly config?: IAppConfig;
  /**
   * Secrets that the whole environment is taken from.
   * @default - none
   */
  readonly secrets?: IAppSecrets;
}

/**
 * An HTTP API: a Deployment and its Service.
 *
 * Its objects carry the labels `app` (the name), `component: api` and `tier: backend`.
 */
export class Backend extends Workload {
  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id, props, {
      component: 'api',
      tier: 'backend',
      readers: { config: configReader, secrets: secretsReader },
    });
  }
}
