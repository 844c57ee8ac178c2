'use strict';

const kubernetes = require('../kubernetes/jest.config.js');

/** What the scripts of workflows do, and what others say of workflows. Needs bash, git, jq and the judges. */
module.exports = { ...kubernetes, testMatch: ['<rootDir>/test/workflows/**/*.test.ts'] };
