import { join } from 'node:path';
import { CORE_SCHEMA, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { run } from '../../scripts/process';
import { askJudge, type JudgeData, ROOT } from './judges';

/** Reads a stream of documents. */
export type YamlReader = (stream: string) => unknown[];

/** Python with PyYAML and ruamel.yaml. */
export const PYTHON: JudgeData = {
  name: 'PyYAML',
  path: join(ROOT, '.tools/venv/bin/python'),
  install: 'scripts/install-judges.sh',
};

/** Readers that need nothing but Node. */
export const JS_READERS: { readonly [name: string]: YamlReader } = {
  'yaml, YAML 1.1': withYaml('1.1'),
  'yaml, YAML 1.2': withYaml('1.2'),
  'js-yaml, YAML 1.1': (stream) => loadAll(stream, { schema: YAML11_SCHEMA }),
  'js-yaml, YAML 1.2': (stream) => loadAll(stream, { schema: CORE_SCHEMA }),
};

/** Readers that are programs of their own. */
export const PROGRAMS: { readonly [name: string]: YamlReader } = {
  'kubectl (sigs.k8s.io/yaml)': (stream) => withGo('kubectl', stream),
  'Helm (yaml.v3)': (stream) => withGo('helm', stream),
  'PyYAML (libyaml)': (stream) => withPython('c', stream),
};

/** Readers that are programs of their own, and slow. */
export const SLOW_PROGRAMS: { readonly [name: string]: YamlReader } = {
  'PyYAML (Python)': (stream) => withPython('python', stream),
  'ruamel.yaml, YAML 1.2': (stream) => withPython('ruamel', stream),
};

function withYaml(version: '1.1' | '1.2'): YamlReader {
  // Readers that were not told otherwise merge `<<`.
  return (stream) =>
    parseAllDocuments(stream, { version, merge: true, uniqueKeys: true }).map((document) => {
      const [error] = [...document.errors, ...document.warnings];
      if (error !== undefined) {
        throw error;
      }
      return document.toJS() as unknown;
    });
}

function withGo(mode: string, stream: string): unknown[] {
  return lines(askJudge('yaml-readers', [mode], stream));
}

function withPython(mode: string, stream: string): unknown[] {
  const script = join(ROOT, 'scripts/judges/python-yaml/read.py');
  return lines(run(PYTHON.path, [script, mode], { input: stream }));
}

function lines({ status, stdout, stderr }: { status: number; stdout: string; stderr: string }): unknown[] {
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
