import { IAppConfig } from './app-config';
import { contentHash } from './content-hash';
import { AppliesDefault, Default } from './defaults';

/** The annotation by which users of Helm replace pods when configuration changes. */
const CHECKSUM_ANNOTATION = 'checksum/config';

/**
 * Annotations of pods that change with the configuration which they read. Where the name of a ConfigMap says it already,
 * nothing is added.
 *
 * @see https://helm.sh/docs/howto/charts_tips_and_tricks/#automatically-roll-deployments
 */
export function checksumAnnotations(
  configs: readonly IAppConfig[],
  applies: AppliesDefault,
): { [key: string]: string } {
  const checksums = configs.flatMap(({ checksum, configMapName }) =>
    checksum === undefined ? [] : [[configMapName, checksum]],
  );
  return checksums.length === 0 || !applies(Default.CONFIG_CHECKSUM)
    ? {}
    : { [CHECKSUM_ANNOTATION]: contentHash(Object.fromEntries(checksums)) };
}
