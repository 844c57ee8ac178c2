import { ApiObjectProps } from 'cdk8s';
import type {
  ExternalSecretSpec,
  ExternalSecretSpecData,
  ExternalSecretSpecTargetTemplate,
} from '../../../imports/external-secrets.io';
import { ExternalStore } from '../../model/secret/external-store';
import { KubernetesSecret } from '../../model/secret/kubernetes-secret';
import { RemoteReference } from '../../model/secret/remote-reference';
import { SecretType } from '../../model/secret/secret-type';

/**
 * The object by which the External Secrets operator makes the Secret. What the API server would fill in is written out, so
 * that Argo CD sees no difference.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecret(secret: KubernetesSecret, store: ExternalStore): ApiObjectProps {
  const data = entries(secret, store);
  const dataFrom = store.dataFrom.map(({ extracted, found }) => ({
    extract: extracted,
    find: found === undefined ? undefined : { name: nameOf(found.nameRegexp), tags: found.tags, path: found.path },
  }));
  // The enumerations of the model have the values of those that are generated.
  const spec = {
    refreshInterval: duration(store.refreshIntervalSeconds),
    secretStoreRef: { name: store.store, kind: store.storeKind },
    target: {
      name: secret.name,
      creationPolicy: store.creationPolicy,
      deletionPolicy: store.deletionPolicy,
      template: template(secret, store),
    },
    data: data.length === 0 ? undefined : data,
    dataFrom: dataFrom.length === 0 ? undefined : dataFrom,
  } as unknown as ExternalSecretSpec;
  return { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', spec };
}

/** What is read key by key. */
function entries({ keys }: KubernetesSecret, store: ExternalStore): ExternalSecretSpecData[] {
  const { remote, remoteKey, dataFrom, absentKeys, template: composed } = store;
  const declared = keys.map(({ name }) => name);
  const read = declared.filter((name) => !absentKeys.includes(name) && !Object.hasOwn(composed, name));
  const parts = Object.keys(remote).filter((name) => !declared.includes(name));
  const references = [...read, ...parts].map((name): [string, RemoteReference | undefined] => {
    const own = remoteKey === undefined ? { key: name } : { key: remoteKey, property: name };
    return [name, Object.hasOwn(remote, name) ? remote[name] : dataFrom.length > 0 ? undefined : own];
  });
  return references.flatMap(([secretKey, remoteRef]) =>
    remoteRef === undefined ? [] : [{ secretKey, remoteRef: remoteRef as ExternalSecretSpecData['remoteRef'] }],
  );
}

function template(secret: KubernetesSecret, store: ExternalStore): ExternalSecretSpecTargetTemplate | undefined {
  const { template: composed, absentKeys } = store;
  const isComposed = Object.keys(composed).length > 0;
  const isTyped = secret.type !== SecretType.OPAQUE;
  const others = secret.keys.filter(({ name }) => !Object.hasOwn(composed, name) && !absentKeys.includes(name));
  if (!isComposed && !isTyped) {
    return undefined;
  }
  const values = {
    type: isTyped ? secret.type : undefined,
    engineVersion: 'v2',
    // With "Replace" there would be the composed keys only.
    mergePolicy: isComposed && others.length > 0 ? 'Merge' : 'Replace',
    data: isComposed ? composed : undefined,
  };
  return values as ExternalSecretSpecTargetTemplate;
}

function nameOf(regexp: string | undefined) {
  return regexp === undefined ? undefined : { regexp };
}

/** As Go prints a duration: `1h0m0s`. Another spelling of it would be changed by the operator. */
function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = [hours > 0 ? `${hours}h` : '', seconds >= 60 ? `${minutes}m` : '', `${seconds % 60}s`];
  return parts.join('');
}
