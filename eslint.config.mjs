import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import optionalDefault from './scripts/eslint/optional-default.mjs';

/** Which layers a layer may import; ARCHITECTURE.md says why. The layers not named here are out of its reach. */
const LAYERS = {
  model: [],
  constructs: ['model'],
  charts: ['constructs', 'model'],
  checks: ['model'],
  synth: ['charts', 'checks', 'constructs', 'model'],
  outputs: ['synth', 'charts', 'checks', 'constructs', 'model'],
  testing: ['index.ts', 'synth', 'charts', 'checks', 'constructs', 'model'],
  process: [],
  compile: [],
  diff: ['synth', 'checks', 'model'],
  explain: ['diff', 'synth', 'model'],
  cli: ['explain', 'diff', 'compile', 'process', 'outputs', 'synth', 'charts', 'checks', 'constructs', 'model'],
};

const layerZones = Object.entries(LAYERS).map(([layer, allowed]) => ({
  target: `./lib/${layer}`,
  from: './lib',
  except: [layer, ...allowed].map((name) => `./${name}`),
  message: `lib/${layer} may import only: ${[layer, ...allowed].join(', ')}.`,
}));

/** Generated classes, of which nothing is loaded but by a program itself. */
const GENERATED = {
  group: ['cdk8s-plus-28', 'cdk8s-plus-28/**', '**/imports/*'],
  allowTypeImports: true,
  message: 'Import types only: what is generated is large, and every start would load it.',
};
const CHILD_PROCESS = { name: 'node:child_process', message: 'Only lib/process/run.ts runs programs.' };

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', 'dist/', 'imports/', 'lib/checks/schema/tables/', 'coverage/', '.tools/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    plugins: { 'import-x': importX, webapp: { rules: { 'optional-default': optionalDefault } } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/consistent-indexed-object-style': ['error', 'index-signature'],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/member-ordering': [
        'error',
        {
          default: {
            memberTypes: [
              'public-static-field',
              'private-static-field',
              'public-static-method',
              'private-static-method',
              'public-instance-field',
              'protected-instance-field',
              '#private-instance-field',
              'private-instance-field',
              'constructor',
              ['public-instance-get', 'public-instance-method'],
              ['protected-instance-get', 'protected-instance-method'],
              ['private-instance-get', 'private-instance-method'],
            ],
          },
        },
      ],
      'import-x/no-cycle': 'error',
      // The files of the package bind what they import once.
      'import-x/no-mutable-exports': 'error',
      'import-x/no-restricted-paths': ['error', { zones: layerZones }],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['private-constructors'] }],
      'import-x/order': [
        'error',
        {
          alphabetize: { order: 'asc' },
          'newlines-between': 'never',
          pathGroups: [{ pattern: 'cdk8s-webapp{,/**}', group: 'external' }],
        },
      ],
      'import-x/no-extraneous-dependencies': 'error',
      'no-restricted-imports': ['error', { paths: [CHILD_PROCESS, { ...CHILD_PROCESS, name: 'child_process' }] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'webapp/optional-default': 'error',
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [GENERATED] }],
    },
  },
  {
    files: ['lib/model/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [CHILD_PROCESS],
          patterns: [{ regex: '^(cdk8s.*|constructs)$', message: 'The model knows no construct library.' }],
        },
      ],
    },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/constructs/**', 'lib/outputs/**'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...layerZones,
            { target: './lib', from: './imports', message: 'Only constructs and outputs use imports/.' },
          ],
        },
      ],
    },
  },
  {
    files: ['lib/process/run.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.test.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
