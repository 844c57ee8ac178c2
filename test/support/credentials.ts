/*
 * Made here from pieces, so that no scanner of this repository takes them for real ones.
 */

const ALNUM = '0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT';
const HEX = '0123456789abcdef'.repeat(4);

/** So many letters and digits that no dictionary has. */
function mixed(length: number): string {
  return ALNUM.repeat(Math.ceil(length / ALNUM.length)).slice(0, length);
}

function join(...parts: readonly string[]): string {
  return parts.join('');
}

/** A name of each form, and a fake of it. */
export const FAKE_CREDENTIALS: readonly (readonly [name: string, text: string])[] = [
  ['Docker Hub', join('dckr', '_pat_', mixed(27))],
  ['Docker organisation', join('dckr', '_oat_', mixed(27))],
  ['GitHub personal', join('gh', 'p_', mixed(36))],
  ['GitHub server', join('gh', 's_', mixed(36))],
  ['GitHub fine-grained', join('github', '_pat_', mixed(40))],
  ['GitLab personal', join('gl', 'pat-', mixed(20))],
  ['GitLab deploy', join('gl', 'dt-', mixed(20))],
  ['AWS key', join('AK', 'IA', 'ABCDEFGHIJ234567')],
  ['AWS session', join('AS', 'IA', 'ABCDEFGHIJ234567')],
  ['JSON Web Token', [join('ey', 'J', mixed(20)), join('ey', 'J', mixed(30)), mixed(43)].join('.')],
  ['Slack bot', join('xo', 'xb-', '1234567890-', mixed(24))],
  ['Slack app', join('xa', 'pp-', '1-A012-', mixed(24))],
  ['Slack hook', join('https://hooks.', 'slack.com/services/', 'T012/B012/', mixed(24))],
  ['Discord hook', join('https://dis', 'cord.com/api/webhooks/', '123456/', mixed(40))],
  ['Stripe', join('sk', '_live_', mixed(24))],
  ['Stripe restricted', join('rk', '_live_', mixed(24))],
  ['Stripe hook', join('wh', 'sec_', mixed(32))],
  ['Anthropic', join('sk', '-ant-', 'api03-', mixed(40))],
  ['OpenAI project', join('sk', '-proj-', mixed(40))],
  ['OpenAI', join('sk', '-', mixed(48))],
  ['Google API', join('AI', 'za', mixed(35))],
  ['Google client', join('GO', 'CSPX-', mixed(28))],
  ['Google access', join('ya', '29.', mixed(40))],
  ['SendGrid', join('S', 'G.', mixed(22), '.', mixed(43))],
  ['Resend', join('re', '_', mixed(8), '_', mixed(24))],
  ['Twilio', join('S', 'K', HEX.slice(0, 32))],
  ['Mailgun', join('key', '-', HEX.slice(0, 32))],
  ['Mailchimp', join(HEX.slice(0, 32), '-', 'us12')],
  ['npm', join('npm', '_', mixed(36))],
  ['PyPI', join('pypi', '-', mixed(60))],
  ['RubyGems', join('ruby', 'gems_', HEX.slice(0, 48))],
  ['Vault', join('hv', 's.', mixed(24))],
  ['DigitalOcean', join('do', 'p_v1_', HEX)],
  ['Shopify', join('shp', 'at_', HEX.slice(0, 32))],
  ['Hugging Face', join('hf', '_', mixed(34))],
  ['Databricks', join('da', 'pi', HEX.slice(0, 32))],
  ['Grafana', join('gl', 'sa_', mixed(32))],
  ['Atlassian', join('ATA', 'TT3', mixed(40))],
  ['Sentry', join('sn', 'trys_', mixed(40))],
  ['New Relic', join('NR', 'AK-', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ1')],
  ['Supabase', join('sb', 'p_', HEX.slice(0, 40))],
  ['Telegram', join('1234567890', ':', 'AA', mixed(33))],
  ['Linear', join('lin', '_api_', mixed(40))],
  ['age', join('AGE-', 'SECRET-KEY-1', 'A0B1'.repeat(15).slice(0, 58))],
  ['Azure account', join('Account', 'Key=', mixed(86), '==')],
  ['registry login', join('{"auths":{"ghcr.io":{"au', 'th":"', mixed(24), '"}}}')],
  ['RSA key', join('-----BEGIN RSA ', 'PRIVATE KEY-----')],
  ['PGP key', join('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----')],
  ['plain key', join('-----BEGIN ', 'PRIVATE KEY-----')],
  ['database address', join('postgres://app:', 'hunter2', '@db.example.com/shop')],
  ['address without user', join('redis://:', 'hunter2', '@cache:6379/0')],
  ['address of a queue', join('amqps://user:', 'p%40ss', '@mq.example.com')],
];

/** A value that only the name beside it gives away. */
export const FAKE_PASSWORD = join('Tr0ub4dor', '&3');
/** A value that a machine has drawn. */
export const FAKE_KEY = mixed(40);
