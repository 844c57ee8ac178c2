import type { k8s } from 'cdk8s-plus-28';

/**
 * A variable whose value is exactly this text. From a ConfigMap Kubernetes takes values as they are; in one that stands in the
 * container it resolves `$(NAME)`, and makes one of two `$`.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function literalVariable(name: string, text: string): k8s.EnvVar {
  return { name, value: text.replaceAll(/\$(?=[$(])/g, '$$$$') };
}
