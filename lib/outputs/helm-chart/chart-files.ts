import { toYaml } from '../../synth/yaml/emitter';

/** What a chart says of itself. */
export interface ChartMetadata {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** @default - the environments have different ones, or none */
  readonly appVersion?: string;
  /**
   * The oldest Kubernetes of the clusters, for example `1.28`.
   * @default - not known of every cluster
   */
  readonly kubernetesVersion?: string;
}

/** A workload whose rollout can be watched. */
export interface Rollout {
  readonly kind: string;
  readonly name: string;
  /**
   * The action that decides whether it exists.
   * @default - it always does
   */
  readonly guard?: string;
}

/** Text of `.helmignore`: what is no part of the packed chart. */
export const HELM_IGNORE = ['.git/', '.gitignore', '.DS_Store', '*.swp', '*.bak', '*.tmp', '*.orig', '*.tgz', ''].join(
  '\n',
);

/**
 * Text of `Chart.yaml`.
 *
 * @see https://helm.sh/docs/topics/charts/#the-chartyaml-file
 */
export function chartYaml({ name, version, description, appVersion, kubernetesVersion }: ChartMetadata): string {
  return toYaml({
    apiVersion: 'v2',
    name,
    description,
    type: 'application',
    version,
    ...(appVersion === undefined ? {} : { appVersion }),
    // The end lets versions of providers pass, such as v1.28.3-gke.100.
    ...(kubernetesVersion === undefined ? {} : { kubeVersion: `>=${kubernetesVersion}.0-0` }),
  });
}

/** Name of the template that joins the parts of an image. */
export function imageTemplateName(chart: string): string {
  return `${chart}.image`;
}

/** Text of `templates/_helpers.tpl`. */
export function helpersText(chart: string): string {
  const comment = '{{/* The reference of an image: its repository, and a tag, a digest or both. */}}';
  const parts = '{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}';
  return `${comment}\n{{- define "${imageTemplateName(chart)}" -}}\n${parts}\n{{- end }}\n`;
}

/** Text of `templates/NOTES.txt`: how to see whether the release has arrived. */
export function notesText(rollouts: readonly Rollout[]): string {
  const lines = rollouts.flatMap(({ kind, name, guard }) => {
    const command = `  kubectl --namespace {{ .Release.Namespace }} rollout status ${kind.toLowerCase()}/${name}`;
    return guard === undefined ? [command] : [`{{- ${guard} }}`, command, '{{- end }}'];
  });
  return [
    '{{ .Chart.Name }} {{ .Chart.Version }} is release {{ .Release.Name }} in namespace {{ .Release.Namespace }}.',
    ...(lines.length === 0 ? [] : ['', 'It has arrived when these commands end:', '', ...lines]),
    '',
  ].join('\n');
}
