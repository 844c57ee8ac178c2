import { toYaml } from '../../synth/yaml/emitter';
import { keysInOrder, keyText } from '../../synth/yaml/keys';
import { inlineText } from '../../synth/yaml/scalar';
import { ListNode, MapEntry, MapNode, TemplateNode } from './template-node';
import { flowText, NO_VALUE } from './value-form';
import { escapeActions } from './value-node';

/** What `toYaml` puts behind a text whose last line break would be lost. */
const END_OF_TEXT = '# end of text\n';

/** Writes a node as the template of one object, in the style of our manifests. */
export function writeTemplate(node: TemplateNode, guard?: string): string {
  return new TemplateWriter().document(node, guard);
}

/** A key, as it has to be written to come out of Helm unchanged. */
function literalText(text: string): string {
  return escapeActions(text.includes(NO_VALUE) ? flowText(text) : inlineText(text));
}

class TemplateWriter {
  #out = '';
  /** Whether the last line is the last of a text, whose line break an action behind it would take away. */
  #endsWithText = false;

  document(node: TemplateNode, guard?: string): string {
    this.guarded(guard, '', () => {
      if (node.type === 'map') {
        this.map(node, '', '');
      } else if (node.type === 'literal') {
        this.data(node.data, '');
      }
    });
    this.endText();
    return this.#out;
  }

  /** Entries; the first goes behind what leads to it, the dash of an item or the indentation. */
  private map({ entries, rest }: MapNode, indent: string, lead: string, isItem = false): void {
    const byKey: { readonly [key: string]: MapEntry } = Object.fromEntries(entries.map((entry) => [entry.key, entry]));
    const keys = keysInOrder(byKey, isItem).map((key) => byKey[key] as MapEntry);
    // What leads to an item can only stand before an entry that is always there.
    const ordered = isItem ? [...keys.filter((each) => !each.guard), ...keys.filter((each) => each.guard)] : keys;
    ordered.forEach((entry, index) => {
      this.guarded(entry.guard, indent, () => {
        this.#out += `${index === 0 ? lead : indent}${keyText(literalText(entry.key), indent)}`;
        this.value(entry.node, indent);
      });
    });
    if (rest !== undefined) {
      this.block(rest, indent);
    }
  }

  private list({ items }: ListNode, indent: string): void {
    for (const { node, guard } of items) {
      this.guarded(guard, indent, () => {
        if (node.type === 'map') {
          this.map(node, `${indent}  `, `${indent}- `, true);
        } else if (node.type === 'literal') {
          this.data([node.data], indent);
        } else {
          this.#out += `${indent}-`;
          this.value(node, indent);
        }
      });
    }
  }

  /** What stands behind a key or a dash. */
  private value(node: TemplateNode, indent: string): void {
    const inner = `${indent}  `;
    switch (node.type) {
      case 'literal':
        this.literal(node.data, indent);
        return;
      case 'inline':
        this.#out += ` ${node.text}\n`;
        this.#endsWithText = false;
        return;
      case 'block':
        this.#out += '\n';
        this.block(node.value, inner);
        return;
      case 'map':
        this.#out += '\n';
        this.map(node, inner, inner);
        return;
      case 'list':
        this.#out += '\n';
        this.list(node, inner);
    }
  }

  private block(value: string, indent: string): void {
    this.endText();
    this.#out += `${indent}{{- toYaml ${value} | nindent ${indent.length} }}\n`;
  }

  /** Data behind a key: written below a key of its own, of which the rest of the first line is taken. */
  private literal(data: unknown, indent: string): void {
    const before = this.#out;
    this.#out = '';
    this.data({ k: data }, indent);
    this.#out = `${before}${this.#out.slice(indent.length + 'k:'.length)}`;
  }

  private data(data: unknown, indent: string): void {
    const written = toYaml(data);
    this.#endsWithText = written.endsWith(END_OF_TEXT);
    const text = this.#endsWithText ? written.slice(0, -END_OF_TEXT.length) : written;
    this.#out += escapeActions(text.replace(/^(?=[^\n])/gm, indent));
  }

  private guarded(guard: string | undefined, indent: string, write: () => void): void {
    if (guard === undefined) {
      write();
      return;
    }
    this.endText();
    this.#out += `${indent}{{- ${guard} }}\n`;
    write();
    this.endText();
    this.#out += `${indent}{{- end }}\n`;
  }

  /** An action that trims, or Helm at the end of a document, would cut the end of a text off. */
  private endText(): void {
    if (this.#endsWithText) {
      this.#out += END_OF_TEXT;
      this.#endsWithText = false;
    }
  }
}
