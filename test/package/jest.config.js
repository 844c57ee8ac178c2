'use strict';

const path = require('node:path');

/** What users get from the packed tarball. Apart from `npm test`, because it builds, packs and installs. */
module.exports = {
  ...require('../../jest.config'),
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/package/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
