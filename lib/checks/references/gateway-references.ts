import { CheckedObject } from '../checked-object';
import { at, listAt, textAt } from '../data';
import { addIssuerAnnotations } from './issuer-references';
import { ReferenceList } from './reference-list';

/** Filters of routes that lead to a Service. */
const MIRROR = 'requestMirror';

/** @see https://gateway-api.sigs.k8s.io/api-types/gateway/ */
export function addGatewayReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  list.addField('GatewayClass', 'spec.gatewayClassName');
  addIssuerAnnotations(list);
  listAt(manifest, 'spec', 'listeners').forEach((listener, index) => {
    listAt(listener, 'tls', 'certificateRefs').forEach((reference, position) => {
      const field = `spec.listeners[${index}].tls.certificateRefs[${position}]`;
      addTyped(list, reference, field, 'Secret');
    });
  });
}

/** @see https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export function addRouteReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  listAt(manifest, 'spec', 'parentRefs').forEach((parent, index) => {
    const field = `spec.parentRefs[${index}]`;
    const listener = textAt(parent, 'sectionName');
    const part = listener === undefined ? undefined : { listener, field: `${field}.sectionName` };
    addTyped(list, parent, field, 'Gateway', part);
  });
  listAt(manifest, 'spec', 'rules').forEach((rule, index) => {
    const field = `spec.rules[${index}]`;
    listAt(rule, 'backendRefs').forEach((backend, position) => {
      addBackend(list, backend, `${field}.backendRefs[${position}]`);
    });
    listAt(rule, 'filters').forEach((filter, position) => {
      addBackend(list, at(filter, MIRROR, 'backendRef'), `${field}.filters[${position}].${MIRROR}.backendRef`);
    });
  });
}

function addBackend(list: ReferenceList, backend: unknown, field: string): void {
  const port = at(backend, 'port');
  addTyped(list, backend, field, 'Service', typeof port === 'number' ? { port, field: `${field}.port` } : undefined);
}

/** A reference that may name another kind, group and namespace. */
function addTyped(
  list: ReferenceList,
  reference: unknown,
  field: string,
  usual: string,
  part?: { readonly port?: number; readonly listener?: string; readonly field: string },
): void {
  const namespace = textAt(reference, 'namespace') ?? list.object.namespace;
  const [kind, group] = [textAt(reference, 'kind') ?? usual, textAt(reference, 'group')];
  list.add(kind, at(reference, 'name'), `${field}.name`, { namespace, group, part });
}
