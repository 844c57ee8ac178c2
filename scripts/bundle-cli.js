'use strict';

const { buildSync } = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const DIRECTORY = path.join(ROOT, 'build', 'lib', 'cli');

/** Where the command line is written. It runs the file with all commands, one because every module that is loaded costs time. */
const CLI = path.join(DIRECTORY, 'main.cjs');

/** How esbuild imports a CommonJS module: it copies all that is in it, once for each file that does. */
const COPYING = /__toESM=\(mod,isNodeMode,target\)=>\(.*?\}\):target,mod\)\)/;
/** The same for modules of Node, which have no default of their own. */
const INHERITING = '__toESM=mod=>mod.__esModule?mod:Object.assign(Object.create(mod),{default:mod})';

/** Writes a file of it. Dependencies stay outside: they are loaded where they are needed. */
function bundle(entryPoint, outfile, options = {}) {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    minifySyntax: true,
    minifyWhitespace: true,
    ...options,
  });
  const code = outputFiles[0].text;
  if (!COPYING.test(code)) {
    throw new Error('esbuild imports CommonJS modules in another way');
  }
  fs.mkdirSync(path.dirname(outfile), { recursive: true });
  fs.writeFileSync(outfile, code.replace(COPYING, INHERITING));
}

/** Writes it. The command check is a file of its own: its rules are eight times as large as all other commands together. */
function bundleCli() {
  bundle('lib/cli/check.ts', path.join(DIRECTORY, 'check.js'));
  bundle('lib/cli/commands.ts', path.join(DIRECTORY, 'commands.cjs'), { external: ['./check'] });
  bundle('lib/cli/main.ts', CLI, { banner: { js: '#!/usr/bin/env node' } });
}

module.exports = { CLI, bundleCli };

if (require.main === module) {
  bundleCli();
}
