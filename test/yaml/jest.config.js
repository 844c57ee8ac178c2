'use strict';

const kubernetes = require('../kubernetes/jest.config');

/** What other readers of YAML make of what we write. Apart from `npm test`, because the readers have to be installed. */
module.exports = { ...kubernetes, testMatch: ['<rootDir>/test/yaml/**/*.test.ts'], testTimeout: 600_000 };
