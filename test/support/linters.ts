import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askJudge } from './judges';

/** Something that a linter holds against an object. */
export interface LinterFinding {
  readonly tool: 'kube-linter' | 'kube-score';
  /** The id of the rule, as the tool's own options and annotations spell it. */
  readonly rule: string;
  /** Kind and name of the object, for example `Deployment/backend`. */
  readonly object: string;
  readonly message: string;
}

interface KubeLinterReport {
  readonly Check: string;
  readonly Diagnostic: { readonly Message: string };
  readonly Object: {
    readonly K8sObject: { readonly Name: string; readonly GroupVersionKind: { readonly Kind: string } };
  };
}

interface KubeScoreObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly KubeScoreCheck[];
}

interface KubeScoreCheck {
  readonly check: { readonly id: string };
  readonly grade: number;
  readonly skipped: boolean;
  readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
}

/** Grades of kube-score: 1 critical, 5 warning; from 7 on it prints OK. */
const OK_GRADE = 7;

/** What both linters find by their default rules in a directory, whose objects they judge together. */
export function lint(directory: string): LinterFinding[] {
  return [...kubeLinter(directory), ...kubeScore(directory)];
}

/** Everything that kube-linter finds, by its default rules where no options say otherwise. */
export function kubeLinter(directory: string, options: readonly string[] = []): LinterFinding[] {
  const { stdout, stderr } = askJudge('kube-linter', ['lint', '--verbose', '--format', 'json', ...options, directory]);
  // It fails after findings; whatever else it says means that it did not read everything.
  const complaints = stderr.split('\n').filter((line) => line !== '' && !/^Error: found \d+ lint errors$/.test(line));
  if (complaints.length > 0) {
    throw new Error(`kube-linter did not judge all of ${directory}: ${complaints.join('\n')}`);
  }
  const { Reports } = JSON.parse(stdout) as { readonly Reports: readonly KubeLinterReport[] | null };
  return (Reports ?? []).map(({ Check, Diagnostic, Object: { K8sObject } }) => ({
    tool: 'kube-linter',
    rule: Check,
    object: `${K8sObject.GroupVersionKind.Kind}/${K8sObject.Name}`,
    message: Diagnostic.Message,
  }));
}

/** Everything that kube-score finds, told that the cluster is a Kubernetes 1.28, not the 1.18 that it believes in. */
export function kubeScore(directory: string, further: readonly string[] = []): LinterFinding[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(directory, file));
  const options = ['--output-format', 'json', '--kubernetes-version', 'v1.28', ...further];
  const { stdout, stderr } = askJudge('kube-score', ['score', ...options, ...files]);
  if (stderr !== '') {
    throw new Error(`kube-score did not judge all of ${directory}: ${stderr}`);
  }
  const objects = JSON.parse(stdout) as readonly KubeScoreObject[];
  return objects.flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < OK_GRADE)
      .map(({ check, comments }) => ({
        tool: 'kube-score' as const,
        rule: check.id,
        object: `${type_meta.kind}/${object_meta.name}`,
        message: (comments ?? []).map(({ path, summary }) => `${path} ${summary}`.trim()).join('; '),
      })),
  );
}
