import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { at, listAt, mappingAt, textAt } from '../data';
import { isIssued } from './issuer-references';

/** A Secret that something in the cluster makes. */
export interface MadeSecret {
  /** What makes it. */
  readonly maker: CheckedObject;
  /** Where that names it. */
  readonly field: string;
  readonly name: string;
  /** @default - not known, so it may have any */
  readonly keys?: readonly string[];
}

const CERTIFICATE_KEYS = ['ca.crt', 'tls.crt', 'tls.key'];

/** A kind that makes Secrets. */
interface Maker {
  readonly kind: string;
  readonly group: string;
  /** Those that an object of it makes. */
  readonly made: (maker: CheckedObject) => MadeSecret[];
}

const MAKERS: readonly Maker[] = [
  { kind: 'ExternalSecret', group: 'external-secrets.io', made: ofExternalSecret },
  { kind: 'SealedSecret', group: 'bitnami.com', made: ofSealedSecret },
  { kind: 'SecretProviderClass', group: 'secrets-store.csi.x-k8s.io', made: ofProviderClass },
  { kind: 'Certificate', group: 'cert-manager.io', made: ofCertificate },
  { kind: 'Ingress', group: 'networking.k8s.io', made: ofIngress },
  { kind: 'Gateway', group: 'gateway.networking.k8s.io', made: ofGateway },
];

/** Kinds of objects that make Secrets. */
export const MAKER_KINDS: readonly string[] = MAKERS.map(({ kind }) => kind);

/** Secrets that objects of the scope make. */
export function madeSecrets(scope: CheckScope): MadeSecret[] {
  const secrets: MadeSecret[] = [];
  for (const { kind, group, made } of MAKERS) {
    for (const maker of scope.ofKind(kind)) {
      if (groupOf(maker.apiVersion) === group) {
        secrets.push(...made(maker));
      }
    }
  }
  return secrets;
}

function ofExternalSecret(maker: CheckedObject): MadeSecret[] {
  const target = mappingAt(maker.manifest, 'spec', 'target');
  const policy = textAt(target, 'creationPolicy');
  const name = textAt(target, 'name');
  // Of a Secret that it completes, somebody else knows the keys.
  return policy === 'None' || policy === 'Merge'
    ? []
    : [{ ...named(maker, name, 'spec.target.name'), keys: externalKeys(maker) }];
}

/** Keys that are read, and keys that are composed; those that are read are left out where composed ones replace them. */
function externalKeys({ manifest }: CheckedObject): readonly string[] | undefined {
  const [spec, template] = [mappingAt(manifest, 'spec'), mappingAt(manifest, 'spec', 'target', 'template')];
  const isComposed = at(template, 'data') !== undefined;
  const replaces = isComposed && textAt(template, 'mergePolicy') !== 'Merge';
  if (at(template, 'templateFrom') !== undefined || (!replaces && listAt(spec, 'dataFrom').length > 0)) {
    return undefined;
  }
  const read = listAt(spec, 'data').flatMap((entry) => textAt(entry, 'secretKey') ?? []);
  return [...(replaces ? [] : read), ...Object.keys(mappingAt(template, 'data'))];
}

/** It has the name of the object that makes it. */
function ofSealedSecret(maker: CheckedObject): MadeSecret[] {
  const { manifest } = maker;
  const keys = [
    ...Object.keys(mappingAt(manifest, 'spec', 'encryptedData')),
    ...Object.keys(mappingAt(manifest, 'spec', 'template', 'data')),
  ];
  return [{ ...named(maker, undefined, ''), keys }];
}

function ofProviderClass(maker: CheckedObject): MadeSecret[] {
  return listAt(maker.manifest, 'spec', 'secretObjects').map((secret, index) => ({
    ...named(maker, textAt(secret, 'secretName'), `spec.secretObjects[${index}].secretName`),
    keys: listAt(secret, 'data').flatMap((entry) => textAt(entry, 'key') ?? []),
  }));
}

function ofCertificate(maker: CheckedObject): MadeSecret[] {
  const spec = mappingAt(maker.manifest, 'spec');
  const name = textAt(spec, 'secretName');
  const hasMore = ['keystores', 'additionalOutputFormats'].some((field) => at(spec, field) !== undefined);
  const keys = hasMore ? undefined : CERTIFICATE_KEYS;
  return name === undefined ? [] : [{ ...named(maker, name, 'spec.secretName'), keys }];
}

function ofIngress(maker: CheckedObject): MadeSecret[] {
  return !isIssued(maker)
    ? []
    : listAt(maker.manifest, 'spec', 'tls').flatMap((tls, index) => {
        const name = textAt(tls, 'secretName');
        return name === undefined
          ? []
          : [{ maker, name, field: `spec.tls[${index}].secretName`, keys: CERTIFICATE_KEYS }];
      });
}

function ofGateway(maker: CheckedObject): MadeSecret[] {
  return !isIssued(maker)
    ? []
    : listAt(maker.manifest, 'spec', 'listeners').flatMap((listener, index) =>
        listAt(listener, 'tls', 'certificateRefs').flatMap((reference, position) => {
          const name = textAt(reference, 'name');
          const field = `spec.listeners[${index}].tls.certificateRefs[${position}].name`;
          return name === undefined ? [] : [{ maker, name, field, keys: CERTIFICATE_KEYS }];
        }),
      );
}

function named(maker: CheckedObject, name: string | undefined, field: string): Omit<MadeSecret, 'keys'> {
  return name === undefined ? { maker, name: maker.name, field: 'metadata.name' } : { maker, name, field };
}
