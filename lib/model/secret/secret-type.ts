import { Finding } from '../core/issue';
import { isSecretKey, SecretFormat, SecretKey } from './secret-key';

/**
 * Type of a Secret. Kubernetes checks that a Secret holds the keys of its type.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
export enum SecretType {
  /** Any keys. */
  OPAQUE = 'Opaque',
  /** A certificate and its private key, as an Ingress uses them. */
  TLS = 'kubernetes.io/tls',
  /** Credentials of container registries, as a pod pulls images with them. */
  DOCKER_CONFIG_JSON = 'kubernetes.io/dockerconfigjson',
  /** A user name, a password or both. */
  BASIC_AUTH = 'kubernetes.io/basic-auth',
  /** A private key for SSH. */
  SSH_AUTH = 'kubernetes.io/ssh-auth',
}

/** The keys that a type asks for. */
interface TypeKeys {
  /** All of these must be required keys. */
  readonly all?: readonly string[];
  /** At least one of these must be a required key. */
  readonly oneOf?: readonly string[];
  /** Where given, there is no other key than those above and these, which are optional. */
  readonly besides?: readonly string[];
  readonly allowed: string;
}

const TYPE_KEYS: ReadonlyMap<SecretType, TypeKeys> = new Map([
  [
    SecretType.TLS,
    {
      all: ['tls.crt', 'tls.key'],
      // cert-manager adds the issuer's certificate to each Secret that it writes.
      besides: ['ca.crt'],
      allowed: 'the required keys tls.crt and tls.key, the optional key ca.crt, and no other',
    },
  ],
  [SecretType.DOCKER_CONFIG_JSON, { all: ['.dockerconfigjson'], allowed: 'the required key .dockerconfigjson' }],
  [
    SecretType.BASIC_AUTH,
    { oneOf: ['username', 'password'], allowed: 'the required key username, the required key password, or both' },
  ],
  [SecretType.SSH_AUTH, { all: ['ssh-privatekey'], allowed: 'the required key ssh-privatekey' }],
]);

const TYPE_FORMATS: ReadonlyMap<string, SecretFormat> = new Map([
  [`${SecretType.TLS} tls.crt`, SecretFormat.PEM],
  [`${SecretType.TLS} tls.key`, SecretFormat.PEM],
  [`${SecretType.TLS} ca.crt`, SecretFormat.PEM],
  [`${SecretType.DOCKER_CONFIG_JSON} .dockerconfigjson`, SecretFormat.JSON],
]);

/** What the value of a key looks like: what its author says, or else what the type of the Secret says. */
export function formatOf(type: SecretType, key: SecretKey): SecretFormat {
  const implied = TYPE_FORMATS.get(`${type} ${key.name}`) ?? SecretFormat.NONE;
  return key.format === SecretFormat.NONE ? implied : key.format;
}

/** The keys are those of the type. */
export function typeKeyFindings(field: string, type: SecretType, keys: readonly SecretKey[]): Finding[] {
  const rule = TYPE_KEYS.get(type);
  if (rule === undefined) {
    return [];
  }
  const known = keys.filter(isSecretKey);
  const isRequired = (name: string) => known.some((key) => key.name === name && key.isRequired);
  const isKnown = (key: SecretKey) =>
    rule.all?.includes(key.name) || (rule.besides?.includes(key.name) && !key.isRequired);
  const complete = (rule.all ?? []).every(isRequired) && (rule.oneOf?.some(isRequired) ?? true);
  if (complete && (rule.besides === undefined || known.every(isKnown))) {
    return [];
  }
  const words = known.map((key) => `${key.isRequired ? 'required' : 'optional'} ${key.name}`);
  const given = words.length === 0 ? 'no key' : words.join(', ');
  const allowed = `for type ${type}: ${rule.allowed}`;
  return [
    { code: 'secret-type-keys', field, given, allowed, remedy: 'Declare these keys, or use another SecretType.' },
  ];
}
