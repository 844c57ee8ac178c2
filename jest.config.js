/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // The command line is tested as the program that it is.
  globalSetup: '<rootDir>/test/support/build-cli.js',
  testMatch: ['<rootDir>/main.test.ts', '<rootDir>/test/**/*.test.ts'],
  // Tests that need other programs or the network have scripts of their own: test:package, test:kubernetes, test:helm,
  // test:workflows, test:yaml, test:kill.
  testPathIgnorePatterns: ['package', 'kubernetes', 'helm', 'workflows', 'yaml', 'kill'].map(
    (name) => `<rootDir>/test/${name}/`,
  ),
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.tools/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^cdk8s-webapp$': '<rootDir>/lib/index.ts',
    '^cdk8s-webapp/(.+)$': '<rootDir>/lib/$1/index.ts',
  },
  reporters: ['default', '<rootDir>/scripts/jest-summary-reporter.js'],
};
