'use strict';

const kubernetes = require('../kubernetes/jest.config');

/** What Helm makes of our charts. Apart from `npm test`, because Helm has to be installed. */
module.exports = { ...kubernetes, testMatch: ['<rootDir>/test/helm/**/*.test.ts'], testTimeout: 600_000 };
