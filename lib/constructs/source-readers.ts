import { instance, Reader } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';

/** Reads an `IAppConfig`. */
export const configReader: Reader = instance(
  'an AppConfig',
  (value) => 'configMapName' in value && 'node' in value && Array.isArray(value['keys']) && hasMethods(value, ['has']),
);

/** Reads an `IAppSecrets`. */
export const secretsReader: Reader = instance(
  'secrets of AppSecrets',
  ({ secretName, node, requiredKeys, optionalKeys }) =>
    typeof secretName === 'string' && node !== undefined && Array.isArray(requiredKeys) && Array.isArray(optionalKeys),
);
