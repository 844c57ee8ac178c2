import { isPlaceholder, placeholderFindings } from '../../model/core/variables';
import { CheckedObject, groupOf } from '../checked-object';

/** What a template of Helm looks like that nobody has rendered. */
const HELM = /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities)\b|include\s|template\s|toYaml\s)/;
/** Fields whose texts are programs or documentation, where such words mean something. */
const FREE_FIELDS = ['command', 'args', 'description'];
/** Beginnings of whole placeholders; most texts are none. `$(NAME)` is replaced by Kubernetes itself. */
const HINT = /^(?:[%@{xX]|__[A-Z]|\$(?!\())|^(?:change|replace|fill|to|your|put|redacted|placeholder)/i;
/** A single name in angle brackets, which the model's own rule does not take for a placeholder. */
const BRACKETS = /^<[^<>]+>$/;

/** Other programs have templates of their own. */
export function isCustom({ apiVersion }: CheckedObject): boolean {
  const group = groupOf(apiVersion);
  return group.includes('.') && !group.endsWith('.k8s.io');
}

/** Whether the texts below the field are programs or documentation. The template of a workload is its pods. */
export function isFreeField(key: string, isCustomObject: boolean): boolean {
  return FREE_FIELDS.includes(key) || (isCustomObject && key === 'template');
}

/**
 * What placeholder the text holds, in words; `undefined` where it holds none. Only the placeholder is shown, for the rest may
 * be confidential.
 *
 * @param isFree whether words and braces mean something in the text
 */
export function placeholderIn(value: string, isFree: boolean): string | undefined {
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
