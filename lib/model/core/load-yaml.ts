import { createRequire } from 'node:module';
import type { Document, LineCounter, Tags } from 'yaml';

const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/**
 * The package `yaml`, loaded when it is first needed, past every bundler: few programs read YAML, and the package is as
 * large as this library.
 */
export function loadYaml(): typeof import('yaml') {
  return createRequire(__filename)('yaml') as typeof import('yaml');
}

/**
 * The documents of a text, read as kubectl reads them: YAML 1.1, without dates.
 *
 * @param lines learns where lines begin, where somebody wants to know; messages of errors then show nothing of the text
 */
export function kubernetesDocuments(text: string, lines?: LineCounter): Document.Parsed[] {
  const customTags = (tags: Tags): Tags => tags.filter((tag) => typeof tag !== 'object' || tag.tag !== TIMESTAMP);
  return [
    ...loadYaml().parseAllDocuments(text, {
      ...{ schema: 'yaml-1.1', version: '1.1', customTags },
      ...(lines === undefined ? {} : { lineCounter: lines, prettyErrors: false }),
    }),
  ] as Document.Parsed[];
}
