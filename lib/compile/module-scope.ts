import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Name of the parameter through which the running program reaches `ModuleScope`. */
export const SCOPE = '__webappScope';

/**
 * What the names in the scope of a module become. They are the same for a bundle as a whole, so each file that uses them
 * gets constants of its own.
 */
export const SCOPE_NAMES = {
  __dirname: '__webappDirname',
  __filename: '__webappFilename',
  'require.main': '__webappMain',
  'import.meta': '__webappMeta',
};

/** What a running program needs to know beyond its code. */
export interface ModuleScope {
  /** What `require.main` is outside of the main module. */
  readonly main: object;
  /** What `import.meta` is in a file. */
  meta(file: string): object;
}

const INTERPRETER_LINE = /^#!/;
/** What a main module asks of itself. The compiler gives a CommonJS module an object that knows nothing of it. */
const ASKS_OF_ITSELF = /\b(?:require\.main|module)[!?]*\.(?:filename|id)\b/;

/** The source of a file with the constants for the names that it uses, without moving any line. */
export function withModuleScope(file: string, source: string, isMain: boolean): string {
  const quoted = JSON.stringify(file);
  const values = {
    __dirname: JSON.stringify(path.dirname(file)),
    __filename: quoted,
    'require.main': isMain ? 'module' : `${SCOPE}.main`,
    'import.meta': `${SCOPE}.meta(${quoted})`,
  };
  const constants = Object.entries(SCOPE_NAMES)
    .filter(([name]) => source.includes(name))
    .map(([name, constant]) => `${constant} = ${values[name as keyof typeof values]}`);
  const statements = [
    ...(constants.length === 0 ? [] : [`const ${constants.join(', ')}; `]),
    ...(isMain && ASKS_OF_ITSELF.test(source)
      ? [`Object.assign(module, { ...${SCOPE}.main, exports: module.exports }); `]
      : []),
  ];
  return statements.length === 0 ? source : `${statements.join('')}${source.replace(INTERPRETER_LINE, '//')}`;
}

/** `import.meta` of a file. */
export function importMeta(file: string, require: NodeJS.Require): object {
  const url = pathToFileURL(file).href;
  return {
    url,
    filename: file,
    dirname: path.dirname(file),
    resolve: (name: string) => {
      const found = require.resolve(name, { paths: [path.dirname(file)] });
      return path.isAbsolute(found) ? pathToFileURL(found).href : `node:${found.replace(/^node:/, '')}`;
    },
  };
}
