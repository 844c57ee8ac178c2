import { plainTextFindings } from '../../../lib/model/core/plain-text';

const codes = (value: string) => plainTextFindings('env.A', value).map(({ code }) => code);

describe('plainTextFindings', () => {
  it.each([
    `ghp_${'a1B2'.repeat(9)}`,
    `token: dckr_pat_${'a1B2'.repeat(6)}`,
    'AKIAIOSFODNN7EXAMPLE',
    `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxIn0'}.c2lnbmF0dXJl`,
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    'postgres://todo:hunter2@db.example.com/todo',
    'redis://:hunter2@cache:6379',
    'redis://:hunter2$(PASSWORD)@cache:6379',
  ])('finds the credential in %j, and never shows it', (value) => {
    expect(codes(value)).toEqual(['credential-in-plain-text']);
    expect(JSON.stringify(plainTextFindings('env.A', value))).not.toMatch(/hunter2|a1B2|EXAMPLE|MIIE|c2lnb/);
  });

  it.each([
    '',
    '123e4567-e89b-12d3-a456-426614174000',
    'd6cd1e2bd19e03a81132a23b2025920577f84e37',
    'https://user@example.com/repo.git',
    'https://example.com:8080/a@b',
    'eyJ',
    'AKIA',
    'a:b@c',
    'redis://:$(PASSWORD)@cache:6379',
    'postgres://$(USER):$(PASSWORD)@db.example.com/todo',
  ])('leaves %j alone', (value) => {
    expect(codes(value)).toEqual([]);
  });

  it('finds placeholders', () => {
    expect(codes('https://<YOUR_HOST>/')).toEqual(['placeholder']);
  });
});
