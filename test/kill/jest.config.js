'use strict';

const kubernetes = require('../kubernetes/jest.config');

/** What a kill at any moment leaves of dist/. Apart from `npm test`, because hundreds of processes take minutes. */
module.exports = { ...kubernetes, testMatch: ['<rootDir>/test/kill/**/*.test.ts'], testTimeout: 600_000 };
