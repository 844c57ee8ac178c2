import { askJudge } from './judges';

/** An object that is not valid. */
export interface KubeconformResource {
  readonly filename: string;
  readonly kind: string;
  readonly name: string;
  readonly msg: string;
  readonly status: 'statusInvalid' | 'statusError' | 'statusValid';
}

/** What kubeconform says. */
export interface KubeconformVerdict {
  /** Those that are not valid. */
  readonly resources: readonly KubeconformResource[];
  readonly summary: {
    readonly valid: number;
    readonly invalid: number;
    readonly errors: number;
    readonly skipped: number;
  };
}

const OPTIONS = [
  ...['-strict', '-summary', '-output', 'json'],
  '-schema-location',
  '.tools/schemas/{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json',
  '-schema-location',
  '.tools/schemas/crds/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json',
];

/**
 * Asks kubeconform whether a version of Kubernetes, and the custom resources of our CRDs, have such objects.
 *
 * @param paths files and directories of manifests
 * @param input manifests as text, where there are no paths
 */
export function askKubeconform(paths: readonly string[], input?: string, version = '1.28'): KubeconformVerdict {
  const options = ['-kubernetes-version', `${version}.0`, ...OPTIONS];
  const { stdout, stderr } = askJudge('kubeconform', [...options, ...paths], input);
  if (stderr !== '') {
    throw new Error(`kubeconform could not judge: ${stderr}`);
  }
  return JSON.parse(stdout) as KubeconformVerdict;
}
