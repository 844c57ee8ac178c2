import { Finding } from '../core/issue';
import { DeploymentConfiguration } from './deployment-configuration';
import { DeploymentBaseProps, EnvironmentProps } from './deployment-props';
import { baseReader } from './deployment-reading';

/**
 * The application, before anything is said of an environment.
 *
 * Every environment starts from here and says what differs: maps merge, lists and single values replace, and a setting
 * of the base is dropped only where the environment names it in `remove`.
 */
export class DeploymentBase {
  readonly #props: DeploymentBaseProps;
  readonly #findings: readonly Finding[];

  constructor(props: DeploymentBaseProps) {
    const { value = {}, findings } = baseReader('', props);
    this.#props = { services: {}, ...(value as Partial<DeploymentBaseProps>) };
    this.#findings = findings;
  }

  /** The application in one environment. Never throws: `issues()` of the result tells what is wrong. */
  environment(name: string, props: EnvironmentProps): DeploymentConfiguration {
    return new DeploymentConfiguration(name, this.#props, props, [...this.#findings]);
  }
}
