import { isSensitiveName } from '../../../lib/model/core/sensitive-names';
import { isPlaceholder } from '../../../lib/model/core/variables';

describe('isSensitiveName', () => {
  it.each([
    ...['DB_PASSWORD', 'dbPassword', 'db-password', 'PGPASSWORD', 'password1', 'ADMIN_PASSWD', 'passphrase', 'pwd'],
    ...[
      'JWT_SECRET',
      'SECRET_KEY_BASE',
      'clientSecret',
      'API_TOKEN',
      'authToken',
      'BEARER',
      'credentials',
      'API_SECRET_V',
    ],
    ...[
      'apiKey',
      'API_KEY',
      'OPENAI_APIKEY',
      'private-key',
      'tls.privateKey',
      'AWS_SECRET_ACCESS_KEY',
      'AZURE_MAPS_KEY',
    ],
  ])('says so of %s', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  it.each([
    ...['DB_PASSWORD_FILE', 'TOKEN_PATH', 'secretName', 'SECRET_NAME', 'publicKey', 'JWT_PUBLIC_KEY', 'tokenUrl'],
    ...[
      'MAX_TOKENS',
      'tokenExpirationSeconds',
      'JWT_ALGORITHM',
      'key',
      'KEYBOARD',
      'monkey',
      'primaryKey',
      'passwordPolicy',
    ],
    ...['', 'name', 'compass', 'secretary'],
  ])('does not say so of %p', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });
});

describe('isPlaceholder', () => {
  it.each([
    'CHANGEME',
    'change-me',
    'replace_me',
    'your-password',
    '${PASSWORD}',
    '$(PASSWORD)',
    '{{ .password }}',
    '***',
    'xxxx',
    '<password>',
    '...',
  ])('says so of %s', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each(['', 'change', 'hunter2', 'your', 'a ${PASSWORD}', 'todo', 'exchange-me', 'x1'])(
    'does not say so of %p',
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );
});
