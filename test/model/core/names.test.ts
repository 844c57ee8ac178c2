import { dataKey, dnsLabel, dnsSubdomain, labelValue, serviceName, variableName } from '../../../lib/model/core/names';

describe.each([
  [dnsLabel, ['a', 'a-1', '1a', 'x'.repeat(63)], ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'x'.repeat(64), 'ä', 'a\n']],
  [dnsSubdomain, ['a', 'a.b-c.d', 'x'.repeat(253)], ['', '.a', 'a.', 'a..b', 'A.b', 'x'.repeat(254)]],
  [serviceName, ['a', 'api-v1'], ['', '1a', 'a.b', 'a-', 'x'.repeat(64)]],
  [labelValue, ['', 'a', 'A_b.C-1', '1.0.0'], ['-a', 'a-', 'a b', 'x'.repeat(64)]],
  [variableName, ['A', '_a', 'a.b-c', '.a'], ['', '1A', 'A B', 'A=B', '.', '..a']],
  [dataKey, ['a', '.env', 'a.b_C-1'], ['', '.', '..', '..a', 'a/b', 'a b', 'x'.repeat(254)]],
])('%p', (rule, allowed, refused) => {
  it.each(allowed)('allows %j', (text) => {
    expect(rule('name', text)).toEqual([]);
  });

  it.each(refused)('refuses %j and says what is allowed', (text) => {
    expect(rule('name', text)).toEqual([
      {
        code: expect.stringMatching(/^[a-z-]+-invalid$/),
        field: 'name',
        given: JSON.stringify(text.replace(/=.*/, '=***')),
        allowed: expect.stringMatching(/letters/),
        remedy: expect.stringMatching(/.+\.$/),
      },
    ]);
  });

  it('shows nothing of a value that was given instead of a name', () => {
    const text = 'DATABASE_URL=postgres://u:hunter2@db/x';
    expect(JSON.stringify(rule(`data.${text}`, text))).not.toMatch(/hunter2|postgres/);
  });

  it.each([undefined, null, 5, {}])('refuses %j, which only JavaScript can pass', (value) => {
    expect(rule('name', value)).toHaveLength(1);
  });
});
