import {
  AppSecrets,
  Backend,
  ExternalCreationPolicy,
  ExternalDeletionPolicy,
  EnvFrom,
  EnvValue,
  IAppSecrets,
  SealingScope,
  SecretStoreKind,
  Volume,
  WebAppChart,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { seal } from '../sealed';
import { Piece, piece, Place } from './piece';
import { label, optional } from './values';

const names = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,10}$/), { minLength: 1, maxLength: 4 });

const external = fc.record(
  {
    store: label,
    storeKind: fc.constantFrom(...Object.values(SecretStoreKind)),
    refreshIntervalSeconds: fc.integer({ min: 1, max: 99999 }),
    remoteKey: fc.constantFrom('shop/production', 'shop'),
    deletionPolicy: fc.constantFrom(ExternalDeletionPolicy.RETAIN, ExternalDeletionPolicy.DELETE),
    creationPolicy: fc.constantFrom(ExternalCreationPolicy.OWNER, ExternalCreationPolicy.ORPHAN),
  },
  { requiredKeys: ['store'] },
);

const keys = fc.record({ names, optionalCount: fc.nat({ max: 2 }) }).map(({ names, optionalCount }) => ({
  required: names.slice(optionalCount).map((name) => `R_${name}`),
  optional: names.slice(0, optionalCount).map((name) => `O_${name}`),
}));

interface Given {
  readonly kind: string;
  readonly keys: { required: string[]; optional: string[] };
  readonly external: { store: string };
  readonly scope: SealingScope;
}

/** `AppSecrets` of every source, and a `Backend` that takes them in one of the ways that there are. */
export const appSecrets: fc.Arbitrary<Piece> = fc
  .record({
    kind: fc.constantFrom('external', 'sealed', 'csi'),
    keys,
    external,
    scope: fc.constantFrom(SealingScope.NAMESPACE_WIDE, SealingScope.CLUSTER_WIDE, SealingScope.STRICT),
    taken: optional({ all: fc.boolean(), from: fc.boolean(), files: fc.boolean() }),
  })
  .map((given) =>
    piece(given, (chart, place) => {
      const secrets = secretsOf(chart, place, given);
      const { all, from, files } = given.taken;
      const key = [...given.keys.required, ...given.keys.optional][0] ?? '';
      new Backend(chart, place.id, {
        image: 'acme/api:1.0.0',
        port: 8000,
        ...(all === true ? { secrets } : { envVariables: { KEY: EnvValue.fromSecret(secrets, key) } }),
        ...(from === true ? { envFrom: [EnvFrom.secrets(secrets, { prefix: 'SHOP_' })] } : {}),
        ...(files === true ? { volumes: { keys: { path: '/etc/keys', volume: Volume.secretFiles(secrets) } } } : {}),
      });
    }),
  );

function secretsOf(chart: WebAppChart, { id }: Place, { kind, keys, external, scope }: Given): IAppSecrets {
  if (kind === 'external') {
    return AppSecrets.externalSecret(chart, `${id}-secrets`, { ...external, ...keys });
  }
  const all = [...keys.required, ...keys.optional];
  if (kind === 'sealed') {
    const encryptedData = Object.fromEntries(all.map((key) => [key, SEALED]));
    return AppSecrets.sealedSecret(chart, `${id}-secrets`, { encryptedData, scope, ...keys });
  }
  const parameters = { roleName: 'shop', objects: all.map((key) => `- objectName: ${key}\n`).join('') };
  return AppSecrets.csi(chart, `${id}-secrets`, { provider: 'vault', parameters, ...keys });
}

/** Sealed once: to seal takes long, and what is in it is not looked at. */
const SEALED = seal('nothing');
