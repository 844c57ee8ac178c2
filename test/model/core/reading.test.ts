import { instance, list, map, number, record, text } from '../../../lib/model/core/reading';

const reader = record({
  name: text,
  count: number,
  tags: list(text),
  labels: map(text),
  size: instance('a Size', ({ unit }) => typeof unit === 'string'),
  inner: record({ a: number }),
});
const problems = (given: unknown) => reader('', given).findings.map(({ field, code }) => `${field} ${code}`);

describe('a reader', () => {
  const size = Object.freeze({ unit: 'Mi' });
  const whole = { name: 'a', count: 1, tags: ['x'], labels: { k: 'v' }, size, inner: { a: 2 } };

  it('keeps what has the right form', () => {
    expect(reader('', whole)).toEqual({ value: whole, findings: [] });
  });

  it('keeps copies of maps and lists, and values with a class as they are', () => {
    const { tags, labels, inner, size: kept } = reader('', whole).value as typeof whole;
    expect([tags === whole.tags, labels === whole.labels, inner === whole.inner, kept === size]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes undefined for nothing', () => {
    expect(reader('', { name: undefined, nobody: undefined, inner: { a: undefined } })).toEqual({
      value: { inner: {} },
      findings: [],
    });
    expect(reader('', undefined)).toEqual({ findings: [] });
  });

  it('reports and leaves out what has the wrong form', () => {
    const wrong = { name: 5, count: '1', tags: ['x', 5, null], labels: { k: 1 }, size: 'big', inner: [] };
    expect(problems(wrong)).toEqual([
      'name setting-invalid',
      'count setting-invalid',
      'tags[1] setting-invalid',
      'tags[2] setting-invalid',
      'labels.k setting-invalid',
      'size setting-invalid',
      'inner setting-invalid',
    ]);
    expect(reader('', wrong).value).toEqual({ tags: ['x'], labels: {} });
  });

  it('reports a name of a map that has no value', () => {
    expect(problems({ labels: { HOST: undefined } })).toEqual(['labels.HOST setting-invalid']);
  });

  it('reports what nobody would read, and says what would be', () => {
    expect(reader('', { inner: { b: 1 } }).findings).toEqual([
      {
        code: 'setting-unknown',
        field: 'inner.b',
        given: 'a setting that nothing reads',
        allowed: 'one of a',
        remedy: 'Correct the name or remove it, for it would be ignored.',
      },
    ]);
    expect(problems({ toString: 'x' })).toEqual(['toString setting-unknown']);
  });

  it.each([null, 5, 'x', [], true])('reports %j where an object is due', (given) => {
    expect(problems(given)).toEqual(['props setting-invalid']);
  });

  it('refuses the character with which C ends texts', () => {
    const allowed = 'text without U+0000';
    expect(text('name', 'a\0b').findings).toMatchObject([{ code: 'setting-invalid', field: 'name', allowed }]);
    expect(text('name', 'a\u0001b')).toEqual({ value: 'a\u0001b', findings: [] });
  });

  it('never shows a text, for it may be confidential', () => {
    expect(JSON.stringify(reader('', { count: 'hunter2', inner: 'hunter2' }))).not.toContain('hunter2');
  });
});
