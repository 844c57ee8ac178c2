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

const USES_SCOPE = /\b(?:__dirname|__filename|require\.main|import\.meta)\b/;
const INTERPRETER_LINE = /^#!/;

/** The source of a file with the constants for the names that it uses, without moving any line. */
export function withModuleScope(file: string, source: string, isMain: boolean): string {
  if (!USES_SCOPE.test(source)) {
    return source;
  }
  const quoted = JSON.stringify(file);
  const constants = [
    `${SCOPE_NAMES.__dirname} = ${JSON.stringify(path.dirname(file))}`,
    `${SCOPE_NAMES.__filename} = ${quoted}`,
    `${SCOPE_NAMES['require.main']} = ${isMain ? 'module' : `/* @__PURE__ */ ${SCOPE}.main.valueOf()`}`,
    `${SCOPE_NAMES['import.meta']} = /* @__PURE__ */ ${SCOPE}.meta(${quoted})`,
  ];
  return `const ${constants.join(', ')}; ${source.replace(INTERPRETER_LINE, '//')}`;
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
