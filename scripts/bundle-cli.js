'use strict';

const { buildSync } = require('esbuild');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');

/** Where the command line is written: one file, because every module that Node loads costs time. */
const CLI = path.join(ROOT, 'build', 'lib', 'cli', 'main.cjs');

/** Writes it. Dependencies stay outside: they are loaded where they are needed. */
function bundleCli() {
  return buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['lib/cli/main.ts'],
    outfile: CLI,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    metafile: true,
    banner: { js: '#!/usr/bin/env node' },
  });
}

module.exports = { CLI, bundleCli };

if (require.main === module) {
  bundleCli();
}
