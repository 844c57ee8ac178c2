'use strict';

const { buildSync } = require('esbuild');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const DIRECTORY = path.join(ROOT, 'build', 'lib', 'cli');

/** Where the command line is written: one file, because every module that Node loads costs time. */
const CLI = path.join(DIRECTORY, 'main.cjs');

/** What all files of it are made like. Dependencies stay outside: they are loaded where they are needed. */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
};

/** Writes it. The command check is a file of its own: its rules are eight times as large as all other commands together. */
function bundleCli() {
  const check = path.join(DIRECTORY, 'check.js');
  buildSync({ ...COMMON, entryPoints: ['lib/cli/check.ts'], outfile: check });
  const banner = { js: '#!/usr/bin/env node' };
  buildSync({ ...COMMON, entryPoints: ['lib/cli/main.ts'], outfile: CLI, external: ['./check'], banner });
}

module.exports = { CLI, bundleCli };

if (require.main === module) {
  bundleCli();
}
