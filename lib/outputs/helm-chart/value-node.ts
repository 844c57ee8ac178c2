import { TemplateNode } from './template-node';
import { flowText, NO_VALUE, ValueForm } from './value-form';

/** How a value is read where it stands. */
export function valueNode(form: ValueForm, expression: string): TemplateNode {
  switch (form) {
    case ValueForm.TO_YAML:
      return { type: 'block', value: expression };
    case ValueForm.QUOTE:
      return { type: 'inline', text: `{{ ${expression} | quote }}` };
    case ValueForm.TO_JSON:
      return { type: 'inline', text: `{{ ${expression} | toJson }}` };
    default:
      return { type: 'inline', text: `{{ ${expression} }}` };
  }
}

/** Data that is the same in every environment. */
export function literalNode(data: unknown): TemplateNode {
  return typeof data === 'string' && data.includes(NO_VALUE)
    ? { type: 'inline', text: escapeActions(flowText(data)) }
    : { type: 'literal', data };
}

/** Text that Helm would take for an action is printed by one. */
export function escapeActions(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
