import { Mapping } from '../../model/core/untrusted';
import { isPlaceholder, placeholderFindings } from '../../model/core/variables';
import { CheckedObject } from '../checked-object';
import { Rule } from '../rule';
import { everyObjectRule, Problem } from '../rule-kinds';

/** What a template of Helm looks like that nobody has rendered. */
const HELM = /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities)\b|include\s|template\s|toYaml\s)/;
/** Fields whose texts are programs or documentation, where such words mean something. */
const FREE = new Set(['command', 'args', 'description', 'openAPIV3Schema']);
/** Beginnings of whole placeholders; most texts are none. `$(NAME)` is replaced by Kubernetes itself. */
const HINT = /^(?:[%@{xX]|__[A-Z]|\$(?!\())|^(?:change|replace|fill|to|your|put|redacted|placeholder)/i;
/** A single name in angle brackets, which the model's own rule does not take for a placeholder. */
const BRACKETS = /^<[^<>]+>$/;

/** Texts that stand for a value that nobody has given. */
export const placeholder: Rule = everyObjectRule(
  {
    id: 'placeholder',
    summary: 'No text stands for a value that somebody must still put there.',
    remedy: 'Replace the placeholder by the value of this environment.',
  },
  (object) => {
    const problems: Problem[] = [];
    visit(object.manifest, '', isCustom(object), problems);
    return problems;
  },
);

/** Other programs have templates of their own. */
function isCustom({ apiVersion, kind }: CheckedObject): boolean {
  const group = apiVersion.split('/', 1)[0] ?? '';
  return (
    kind === 'CustomResourceDefinition' ||
    (apiVersion.includes('/') && group.includes('.') && !group.endsWith('.k8s.io'))
  );
}

function visit(owner: Mapping | readonly unknown[], path: string, isFree: boolean, problems: Problem[]): void {
  for (const key in owner) {
    const value = (owner as Mapping)[key];
    if (typeof value === 'string') {
      // A name may be any word.
      const given = judge(value, isFree || key === 'name');
      if (given !== undefined) {
        problems.push({ field: fieldOf(owner, path, key), given, allowed: 'a real value' });
      }
      // The template of a workload is its pods; that of other programs is a text.
    } else if (typeof value === 'object' && value !== null && !FREE.has(key) && !(isFree && key === 'template')) {
      visit(value as Mapping, fieldOf(owner, path, key), isFree, problems);
    }
  }
}

/** Only the placeholder is shown, for the rest may be confidential. */
function judge(value: string, isFree: boolean): string | undefined {
  const isBraced = value.includes('{');
  const isTag = value.includes('<');
  if (isTag) {
    const [finding] = placeholderFindings('', value);
    if (finding !== undefined || BRACKETS.test(value)) {
      return finding?.given ?? 'a value in angle brackets';
    }
  }
  if (isBraced && HELM.test(value)) {
    return 'a template of Helm that is not rendered';
  }
  return !isFree && HINT.test(value) && isPlaceholder(value) ? 'a value that is still to be put there' : undefined;
}

function fieldOf(owner: Mapping | readonly unknown[], path: string, key: string): string {
  return Array.isArray(owner) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
}
