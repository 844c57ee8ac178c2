'use strict';

const path = require('node:path');

/** What the real tools say about the committed dist/. Apart from `npm test`, because the tools have to be installed. */
module.exports = {
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/kubernetes/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.tools/'],
  moduleNameMapper: {
    '^cdk8s-webapp$': '<rootDir>/lib/index.ts',
    '^cdk8s-webapp/(.+)$': '<rootDir>/lib/$1/index.ts',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/scripts/jest-summary-reporter.js'],
};
