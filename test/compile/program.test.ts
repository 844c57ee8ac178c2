import * as fs from 'node:fs';
import { CliProject, program } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

let project: CliProject;

beforeEach(() => {
  project = new CliProject({});
});

afterEach(() => {
  project.remove();
});

/** Something that a module of cdk8s has always been executed before. */
const PROBE = 'class Probe extends resolve_1.LazyResolver {}';

/** What the program prints, compiled just now and from the cache. */
function printedTwice(): { [key: string]: string } {
  const first = project.printed();
  expect(project.printed()).toEqual(first);
  return first;
}

describe('a program finds what it would find under Node', () => {
  it('its arguments, itself as the main module, and the directory of each file', () => {
    project.write({
      'main.ts': program(
        `print({
          ARGV: process.argv[1] ?? '', MAIN: String(require.main === module), DIRECTORY: __dirname, FILE: __filename, ...part,
        });`,
        `import { part } from './lib/part';`,
      ),
      'lib/part.ts': `
        import { readFileSync } from 'node:fs';
        export const part = {
          PART_MAIN: String(require.main === module), MAIN_FILE: require.main?.filename ?? '',
          PART_DIRECTORY: __dirname, DATA: readFileSync(\`\${__dirname}/data.txt\`, 'utf8'),
        };`,
      'lib/data.txt': 'from a file',
    });
    expect(printedTwice()).toEqual({
      ARGV: project.path('main.ts'),
      MAIN: 'true',
      DIRECTORY: project.directory,
      FILE: project.path('main.ts'),
      PART_MAIN: 'false',
      MAIN_FILE: project.path('main.ts'),
      PART_DIRECTORY: project.path('lib'),
      DATA: 'from a file',
    });
  });

  it('JSON, by import and by a name that only the running program knows', () => {
    project.write({
      'main.ts': program(
        `print({ ...part, ...data });`,
        `import { part } from './lib/part';\nimport data from './data.json';`,
      ),
      'tsconfig.json': '{ "compilerOptions": { "esModuleInterop": true } }',
      'data.json': '{ "IMPORTED": "yes" }',
      'lib/part.ts': `const name = './more' + '.json'.slice(0);
        export const part = { ...require(name), ...require(require.resolve('./third.json')) };`,
      'lib/more.json': '{ "REQUIRED": "yes" }',
      'lib/third.json': '{ "RESOLVED": "yes" }',
    });
    expect(printedTwice()).toEqual({ IMPORTED: 'yes', REQUIRED: 'yes', RESOLVED: 'yes' });
  });

  it('modules by the paths of a tsconfig.json that it extends', () => {
    project.write({
      'main.ts': program(`print({ VALUE: value });`, `import { value } from '@shop/value';`),
      'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
      'tsconfig.base.json': '{ /* comment */ "compilerOptions": { "paths": { "@shop/*": ["./src/*"] }, } }',
      'src/value.ts': `export const value: string = 'by path';`,
    });
    expect(printedTwice()).toEqual({ VALUE: 'by path' });
  });

  it('other packages, with their own directory, and the built-in modules', () => {
    project.write({
      'main.ts': program(
        `print({ PACKAGE: own(), SEPARATOR: path.sep, LAZY: String(typeof lazy) });`,
        `import * as path from 'path';\nimport own = require('own');\nconst lazy = require('node:os').cpus;`,
      ),
      'node_modules/own/package.json': '{ "name": "own", "main": "index.js" }',
      'node_modules/own/index.js': `module.exports = () => require('fs').readFileSync(__dirname + '/own.txt', 'utf8');`,
      'node_modules/own/own.txt': 'its own file',
    });
    expect(printedTwice()).toEqual({ PACKAGE: 'its own file', SEPARATOR: '/', LAZY: 'function' });
  });

  it('what cdk8s loads late: YAML, patches, other programs', () => {
    project.write({
      'main.ts': program(
        `const include = new Include(chart, 'more', { url: __dirname + '/more.yaml' });
         const [object] = include.apiObjects;
         object?.addJsonPatch(JsonPatch.replace('/metadata/labels/more', 'patched'));
         let failure = '';
         try {
           new Helm(chart, 'helm', { chart: 'none', helmExecutable: __dirname + '/no-such-program' });
         } catch (error) {
           failure = (error as Error).message.includes('no-such-program') ? 'named' : (error as Error).message;
         }
         print({ TEXT: Yaml.stringify({ a: 1 }), PATCHED: object?.toJson().metadata.labels.more, FAILURE: failure });`,
        `import { Helm, Include, JsonPatch, Yaml } from 'cdk8s';`,
      ),
      'more.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: more, labels: { more: one } }\n',
    });
    expect(printedTwice()).toEqual({ TEXT: 'a: 1\n', PATCHED: 'patched', FAILURE: 'named' });
  });

  it('modules of construct libraries as Node has them', () => {
    const library = {
      'package.json': '{ "name": "charts", "main": "index.js", "peerDependencies": { "cdk8s": "*" } }',
      'index.js': `#!/usr/bin/env node
        exports.early = 'early';
        exports.circular = require('./circle').seen;
        exports.data = require('./data.json').word;
        exports.scope = [__dirname, __filename, module.filename, String(this === exports), String(module.exports === exports)];
        exports.isMain = String(require.main === module);
        exports.resolved = require.resolve('./data.json');
        exports.optional = (() => { try { return require('no-such-package'); } catch (error) { return error.code; } })();
        exports.failing = [1, 2].map(() => { try { return require('./failing'); } catch (error) { return error.message; } });
        exports.text = require('./text');
        exports.line = () => new Error('here').stack.split('\\n')[1].replace(/.*index/, 'index');`,
      'circle.js': `exports.seen = require('./index').early;`,
      'data.json': '{ "word": "from JSON", "__proto__": { "word": "no" } }',
      'failing.js': `globalThis.failures = (globalThis.failures ?? 0) + 1; throw new Error('failure ' + globalThis.failures);`,
      'text.js': `module.exports = 'Zürich \u{1F600}';`,
    };
    project.write({
      'main.ts': program(
        `print({
          CIRCULAR: library.circular, DATA: library.data, SCOPE: library.scope.join(), MAIN: library.isMain,
          RESOLVED: library.resolved, OPTIONAL: library.optional, FAILING: library.failing.join(), TEXT: library.text,
          LINE: library.line(),
        });`,
        `import library = require('charts');`,
      ),
      ...Object.fromEntries(Object.entries(library).map(([name, text]) => [`node_modules/charts/${name}`, text])),
    });
    const directory = project.path('node_modules/charts');
    expect(printedTwice()).toEqual({
      CIRCULAR: 'early',
      DATA: 'from JSON',
      SCOPE: `${directory},${directory}/index.js,${directory}/index.js,true,true`,
      MAIN: 'false',
      RESOLVED: `${directory}/data.json`,
      OPTIONAL: 'MODULE_NOT_FOUND',
      FAILING: 'failure 1,failure 2',
      TEXT: 'Zürich \u{1F600}',
      LINE: 'index.js:11:30)',
    });
  });

  it('one copy of a package that a construct library uses too', () => {
    const json = (name: string, more = '') => `{ "name": "${name}", "main": "index.js"${more} }`;
    project.write({
      'main.ts': program(
        `settings.word = 'said by the program';
         print({ WORD: library.word(), SAME: String(library.settings === settings), KEYS: library.keys });`,
        `import library = require('charts');\nimport settings = require('settings');`,
      ),
      'node_modules/settings/package.json': json('settings'),
      'node_modules/settings/index.js': `exports.word = 'said by nobody';`,
      'node_modules/charts/package.json': json('charts', ', "peerDependencies": { "cdk8s": "*" }'),
      'node_modules/charts/index.js': `
        const settings = require('settings');
        exports.settings = settings;
        exports.word = () => settings.word;
        exports.keys = String('spawnSync' in { ...require('child_process') });`,
    });
    expect(printedTwice()).toEqual({ WORD: 'said by the program', SAME: 'true', KEYS: 'true' });
  });

  it('what it prepares for construct libraries, also in the run after an edit', () => {
    const main = program(`print({ WORD: library.word });`, `import './prepare';\nimport library = require('charts');`);
    project.write({
      'main.ts': main,
      'prepare.ts': `process.env['WORD'] = 'prepared';`,
      'node_modules/charts/package.json':
        '{ "name": "charts", "main": "index.js", "peerDependencies": { "cdk8s": "*" } }',
      'node_modules/charts/index.js': `exports.word = process.env.WORD ?? 'nothing';`,
    });
    expect(printedTwice()).toEqual({ WORD: 'prepared' });
    project.write({ 'main.ts': `${main}// edited\n` });
    expect(project.printed()).toEqual({ WORD: 'prepared' });
  });

  it('modules of cdk8s that require each other, also in the run after an edit', () => {
    const cdk8s = project.path('node_modules/cdk8s');
    const original = fs.realpathSync(cdk8s);
    fs.rmSync(cdk8s);
    fs.cpSync(original, cdk8s, { recursive: true });
    const required = 'const resolve_1 = require("./resolve");';
    const app = project.read('node_modules/cdk8s/lib/app.js').replace(required, (found) => `${found}\n${PROBE}`);
    expect(app).toContain(PROBE);
    const main = program(`print({ KINDS: String((chart.toJson() as unknown[]).length) });`);
    project.write({ 'main.ts': main, 'node_modules/cdk8s/lib/app.js': app });
    expect(printedTwice()).toEqual({ KINDS: '1' });
    project.write({ 'main.ts': `${main}// edited\n` });
    expect(printedTwice()).toEqual({ KINDS: '1' });
  });

  it('files that it imports for what they do, whatever is said of their effects', () => {
    project.write({
      'package.json': '{ "sideEffects": false }',
      'main.ts': program(`print({ WORD: process.env['WORD'] ?? '' });`, `import './effect';`),
      'effect.ts': `process.env['WORD'] = 'done';`,
    });
    expect(printedTwice()).toEqual({ WORD: 'done' });
  });

  it('one copy of cdk8s, also from construct libraries', () => {
    project.write({
      'main.ts': program(
        `print({ SAME: String(library.App === App8), NAME: App8.name });`,
        `
        import { App as App8 } from 'cdk8s';\nimport library = require('charts');`,
      ),
      'node_modules/charts/package.json':
        '{ "name": "charts", "main": "index.js", "peerDependencies": { "cdk8s": "*" } }',
      'node_modules/charts/index.js': `exports.App = require('cdk8s').App;`,
    });
    expect(printedTwice()).toEqual({ SAME: 'true', NAME: 'App' });
  });

  it('ECMAScript modules: import.meta, a top-level await, packages that only have such', () => {
    project.write({
      'package.json': '{ "type": "module" }',
      'main.ts': program(
        `const late = await new Promise<string>((resolve) => setTimeout(() => resolve('waited'), 2));
         const { dynamic } = await import('./dynamic.js');
         const name = 'es-only';
         const again = await import(name);
         print({
           LATE: late, DYNAMIC: dynamic, DEFAULT: only, AGAIN: again.default,
           URL: import.meta.url, DIRECTORY: import.meta.dirname, RESOLVED: import.meta.resolve('./dynamic.ts'),
         });`,
        `import only from 'es-only';`,
      ),
      'dynamic.ts': `export const dynamic: string = 'imported later';`,
      'node_modules/es-only/package.json': '{ "name": "es-only", "type": "module", "exports": "./index.js" }',
      'node_modules/es-only/index.js': `export default 'only as a module';`,
    });
    expect(printedTwice()).toEqual({
      LATE: 'waited',
      DYNAMIC: 'imported later',
      DEFAULT: 'only as a module',
      AGAIN: 'only as a module',
      URL: `file://${project.path('main.ts')}`,
      DIRECTORY: project.directory,
      RESOLVED: `file://${project.path('dynamic.ts')}`,
    });
  });

  it('the names of its classes, where two files have one of the same name', () => {
    project.write({
      'main.ts': program(
        `print({ ONE: One.name, OTHER: Other.name });`,
        `
        import { Shop as One } from './one';\nimport { Shop as Other } from './other';`,
      ),
      'one.ts': 'export class Shop {}',
      'other.ts': 'export class Shop {}',
    });
    expect(printedTwice()).toEqual({ ONE: 'Shop', OTHER: 'Shop' });
  });

  it('lines of its source in the stacks that it prints itself', () => {
    project.write({ 'main.ts': program(`print({ LINE: new Error('here').stack?.split('\\n')[1]?.trim() ?? '' });`) });
    expect(printedTwice()['LINE']).toBe(`at ${project.path('main.ts')}:7:15`);
  });

  it('its interpreter line, and JavaScript', () => {
    project.write({
      'cdk8s.yaml': 'app: node main.js\n',
      'main.js': `#!/usr/bin/env node
      const { App, AppConfig, WebAppChart } = require('cdk8s-webapp');
      const app = new App({ checks: { enabled: false } });
      const chart = new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop' });
      new AppConfig(chart, 'config', { name: 'x', data: {
        MAIN: String(require.main === module), DIRECTORY: __dirname, FILES: [require.main.filename, module.filename, module.id].join(),
      } });
      app.synth();`,
    });
    const file = project.path('main.js');
    expect(printedTwice()).toEqual({ MAIN: 'true', DIRECTORY: project.directory, FILES: [file, file, '.'].join() });
  });
});
