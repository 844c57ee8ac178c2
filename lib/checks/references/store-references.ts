import { CheckedObject } from '../checked-object';
import { at, listAt, textAt } from '../data';
import { ReferenceList } from './reference-list';

/**
 * Stores that an ExternalSecret reads, and the Secret that it only adds to.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function addStoreReferences(list: ReferenceList, { manifest, name }: CheckedObject): void {
  addStore(list, at(manifest, 'spec', 'secretStoreRef'), 'spec.secretStoreRef');
  for (const block of ['data', 'dataFrom']) {
    listAt(manifest, 'spec', block).forEach((entry, index) => {
      const field = `spec.${block}[${index}].sourceRef.storeRef`;
      addStore(list, at(entry, 'sourceRef', 'storeRef'), field);
    });
  }
  if (textAt(manifest, 'spec', 'target', 'creationPolicy') === 'Merge') {
    list.add('Secret', textAt(manifest, 'spec', 'target', 'name') ?? name, 'spec.target.name');
  }
}

function addStore(list: ReferenceList, store: unknown, field: string): void {
  list.add(textAt(store, 'kind') ?? 'SecretStore', at(store, 'name'), `${field}.name`);
}
