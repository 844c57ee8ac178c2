import * as path from 'node:path';
import { BUILT_IN_RULES } from '../../lib/checks/built-in-rules';
import { run } from '../../lib/process/run';

const ROOT = path.resolve(__dirname, '../..');

test('docs/checks.md lists the rules as they are', () => {
  const tsx = path.join(ROOT, 'node_modules/.bin/tsx');
  const { status, stderr } = run(tsx, ['scripts/document-rules.ts', '--check'], { cwd: ROOT });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('every rule has an id of its own that can be a part of an annotation', () => {
  const ids = BUILT_IN_RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 63)).toEqual([]);
});

test('every rule is a sentence, and so is its remedy', () => {
  const texts = BUILT_IN_RULES.flatMap(({ summary, remedy }) => [summary, remedy]);
  expect(texts.filter((text) => !/^[A-Z].*[.?]$/.test(text))).toEqual([]);
});
