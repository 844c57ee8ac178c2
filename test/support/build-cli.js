'use strict';

const { buildSync } = require('esbuild');
const path = require('node:path');
const { bundleCli } = require('../../scripts/bundle-cli');

const ROOT = path.join(__dirname, '..', '..');

/** Builds once per run what the tests of the command line run: the command, and the library as a package has it. */
module.exports = function buildForTests() {
  bundleCli();
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['lib/index.ts'],
    outfile: 'node_modules/.cache/cdk8s-webapp-test/index.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    keepNames: true,
  });
};
