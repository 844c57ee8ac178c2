import { createRequire } from 'node:module';

/** A loader that no bundler follows: few programs read YAML, and the package is as large as this library. */
const load = createRequire(__filename);

/** The package `yaml`, loaded when it is first needed. */
export function loadYaml(): typeof import('yaml') {
  return load('yaml') as typeof import('yaml');
}
