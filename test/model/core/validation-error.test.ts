import { ValidationError } from 'cdk8s-webapp';
import { issueLine, show } from '../../../lib/model/core/issue';

const ISSUE = { path: 'a/b', code: 'x-y', field: 'f', given: '0', allowed: 'a whole number', remedy: 'Give one.' };

describe('ValidationError', () => {
  it('says where, what was given, what is allowed and what to do, for every issue', () => {
    const error = new ValidationError([ISSUE, { ...ISSUE, path: 'c' }]);
    expect(error.message).toBe(
      [
        '2 problems found',
        '',
        'a/b f [x-y]',
        '  given:   0',
        '  allowed: a whole number',
        '  remedy:  Give one.',
        '',
        'c f [x-y]',
        '  given:   0',
        '  allowed: a whole number',
        '  remedy:  Give one.',
        '',
      ].join('\n'),
    );
  });

  it('gives copies of its issues', () => {
    const error = new ValidationError([ISSUE]);
    error.issues.pop();
    expect(error.issues).toEqual([ISSUE]);
    expect(error.message).toMatch(/^1 problem found/);
  });

  it('can be told from other errors', () => {
    expect(ValidationError.isValidationError(new ValidationError([ISSUE]))).toBe(true);
    expect([new Error('x'), null, 'x', {}].some((value) => ValidationError.isValidationError(value))).toBe(false);
  });
});

describe('issueLine', () => {
  it('is one line', () => {
    expect(issueLine(ISSUE)).toBe('f: given 0; allowed: a whole number. Give one. [x-y]');
  });
});

const CYCLE: { self?: unknown } = {};
CYCLE.self = CYCLE;

describe('show', () => {
  it.each([
    [5, '5'],
    ['5', '"5"'],
    ['', '""'],
    [undefined, 'undefined'],
    [NaN, 'NaN'],
    [null, 'null'],
    [{ a: 1 }, '{"a":1}'],
    [10n, '10'],
    [CYCLE, '[object Object]'],
  ])('prints %p so that its type can be told', (value, text) => {
    expect(show(value)).toBe(text);
  });
});
