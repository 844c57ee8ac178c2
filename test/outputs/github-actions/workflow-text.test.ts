import fc from 'fast-check';
import { parse } from 'yaml';
import { PinnedAction } from '../../../lib/outputs/github-actions/actions';
import { Expression, type WorkflowNode, workflowText } from '../../../lib/outputs/github-actions/workflow-text';

const CHECKOUT = new PinnedAction('actions/checkout', 'v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1');

it('writes a workflow as people do', () => {
  const text = workflowText('Two\nlines', {
    name: 'deploy',
    on: { push: { branches: ['main'] }, workflow_dispatch: {} },
    permissions: {},
    jobs: {
      build: {
        'runs-on': 'ubuntu-24.04',
        absent: undefined,
        steps: [{ uses: CHECKOUT, with: { deep: false } }, { run: 'a\nb\n' }],
      },
      deploy: { needs: [], 'timeout-minutes': 5, env: { TOKEN: Expression.secret('TOKEN') } },
    },
  });
  expect(text).toBe(`# Two
# lines
name: deploy

on:
  push:
    branches:
      - main
  workflow_dispatch: {}

permissions: {}

jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          deep: false

      - run: |
          a
          b

  deploy:
    needs: []
    timeout-minutes: 5
    env:
      TOKEN: \${{ secrets.TOKEN }}
`);
});

it('lets GitHub evaluate nothing that is only a text', () => {
  const { env } = parse(workflowText('', { env: { A: 'x ${{ github.token }}', B: Expression.of('github.sha') } })) as {
    env: { A: string; B: string };
  };
  // GitHub takes the first expression for a text, and so gives back what was given.
  expect(env).toEqual({ A: "x ${{ '${{' }} github.token }}", B: '${{ github.sha }}' });
});

it('is read as what it was made of', () => {
  const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('${{'));
  const scalar = fc.oneof(
    text,
    fc.boolean(),
    fc.integer(),
    fc.constantFrom('on', 'no', '1.0', '', ' ', '#', 'a\n\n', '- a'),
  );
  const key = fc.oneof(
    fc.stringMatching(/^[a-zA-Z_][\w-]{0,8}$/),
    fc.constantFrom('on', 'y', 'steps', 'jobs', 'a b', ''),
  );
  const { node } = fc.letrec<{ node: WorkflowNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(fc.oneof(scalar, fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 3 })), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ) as fc.Arbitrary<WorkflowNode>,
  }));
  fc.assert(
    fc.property(fc.dictionary(key, node, { minKeys: 1, maxKeys: 4 }), (given) => {
      expect(parse(workflowText('x', given))).toEqual(given);
    }),
    { seed: 7, numRuns: 500 },
  );
});
