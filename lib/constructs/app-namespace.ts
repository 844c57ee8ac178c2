import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Stage } from '../model/deployment/stage';
import { KubernetesObject } from './kubernetes-object';

/** Options of `AppNamespace`. */
export interface AppNamespaceProps {
  /** Name of the Namespace. */
  readonly name: string;
  /** Stage of the environment, the value of the label `environment`. */
  readonly stage: Stage;
}

/**
 * The Namespace of an application.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export class AppNamespace extends Construct {
  constructor(scope: Construct, id: string, props: AppNamespaceProps) {
    super(scope, id);
    const labels = { 'app.kubernetes.io/component': 'namespace', environment: props.stage };
    const namespace = new KubernetesObject(
      this,
      'Resource',
      k8s.KubeNamespace.manifest({ metadata: { name: props.name, labels } }),
    );
    // A chart puts its namespace into every object; this one belongs to none.
    namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
}
