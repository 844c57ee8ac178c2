import { isClusterKind } from '../../model/external/external-object';
import { CheckedObject } from '../checked-object';
import { at, listAt, textAt } from '../data';
import { Reference } from './reference';

/** What else is known of a reference. */
export type ReferenceDetails = Partial<Omit<Reference, 'object' | 'field' | 'kind' | 'name'>>;

/** The references of an object, while they are looked for. */
export class ReferenceList {
  /** The object that refers. */
  readonly object: CheckedObject;
  readonly #references: Reference[];

  /** @param references the list that those of the object are added to */
  constructor(object: CheckedObject, references: Reference[]) {
    this.object = object;
    this.#references = references;
  }

  /** Adds what a field refers to; a field that holds no name refers to nothing. */
  add(kind: string, name: unknown, field: string, details?: ReferenceDetails): void {
    if (kind !== '' && typeof name === 'string' && name !== '') {
      const { object } = this;
      const namespace = isClusterKind(kind) ? undefined : object.namespace;
      this.#references.push({ object, field, kind, name, namespace, ...details });
    }
  }

  /** Adds what the field `name` of an object at a path of the manifest refers to. */
  addNamed(kind: string, path: string, details?: ReferenceDetails): void {
    this.add(kind, at(this.object.manifest, ...path.split('.'), 'name'), `${path}.name`, details);
  }

  /** Adds what the field at a path of the manifest refers to. */
  addField(kind: string, path: string, details?: ReferenceDetails): void {
    this.add(kind, at(this.object.manifest, ...path.split('.')), path, details);
  }

  /** Adds what a key of a ConfigMap or Secret refers to: `{ name, key, optional }`. */
  addKey(kind: string, reference: unknown, field: string): void {
    if (reference !== undefined) {
      const [name, key] = [textAt(reference, 'name'), textAt(reference, 'key')];
      const part = key === undefined ? undefined : { key, field: `${field}.key` };
      this.add(kind, name, `${field}.name`, { part, isOptional: at(reference, 'optional') === true });
    }
  }

  /** Adds what files refer to, which are made of all keys or of the items: a volume, or a source of a projected one. */
  addFiles(kind: string, source: unknown, field: string, nameField: string): void {
    const name = at(source, nameField);
    if (name === undefined) {
      return;
    }
    const isOptional = at(source, 'optional') === true;
    const items = listAt(source, 'items');
    if (items.length === 0) {
      this.add(kind, name, `${field}.${nameField}`, { isOptional });
    }
    items.forEach((item, index) => {
      const part = { key: textAt(item, 'key'), field: `${field}.items[${index}].key` };
      this.add(kind, name, `${field}.${nameField}`, { part, isOptional });
    });
  }
}
