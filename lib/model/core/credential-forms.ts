/** What credentials of one origin look like. */
export interface CredentialForm {
  /** What it is, for messages: `a token of GitHub`. */
  readonly what: string;
  /** Source of a regular expression that a whole one matches, wherever it stands in a text. */
  readonly source: string;
  /** Source of one that matches a part of it, and hardly any other text. */
  readonly hint: string;
}

/** What stands in front of a token: the beginning of a word. */
const WORD = '(?<![A-Za-z0-9])';

/** @param kinds how each kind of it begins, and what follows */
function token(what: string, ...kinds: readonly (readonly [beginning: string, rest: string])[]): CredentialForm {
  const hint = kinds.map(([beginning]) => beginning).join('|');
  return { what, source: `${WORD}(?:${kinds.map((parts) => parts.join('')).join('|')})`, hint: `${WORD}(?:${hint})` };
}

/**
 * What is a credential wherever it stands: tokens that say by their beginning who issued them, private keys, passwords in
 * addresses. A reference to a variable, as in `redis://:$(PASSWORD)@host`, is none, nor is a placeholder.
 *
 * Where something must follow, repetitions have a maximum: hostile text must not take long.
 *
 * The one list of forms: what is masked, what the model refuses and what checks find all use it.
 */
export const CREDENTIAL_FORMS: readonly CredentialForm[] = [
  token('a token of Docker Hub', ['dckr_', '[op]at_[\\w-]{8,}']),
  token('a token of GitHub', ['gh[oprsu]_', '\\w{16,}'], ['github_pat_', '\\w{16,}']),
  token('a token of GitLab', ['gl(?:pat|dt|rt|cbt|ptt|ft|soat|oas)-', '[\\w-]{16,}']),
  token('an access key of AWS', ['A(?:KIA|SIA)', '[A-Z0-9]{16}(?![A-Za-z0-9])']),
  token('a JSON Web Token', ['eyJ', '[\\w-]{12,2000}\\.[\\w-]{2,8000}\\.[\\w-]+']),
  token('a token of Slack', ['xox[abeoprs]-', '[\\w-]{10,}'], ['xapp-', '\\d-[\\w-]{10,}']),
  {
    what: 'a web hook of Slack',
    source: 'hooks\\.slack\\.com/(?:services|workflows)/\\w+/\\w+/\\w+',
    hint: 'hooks\\.slack',
  },
  { what: 'a web hook of Discord', source: 'discord(?:app)?\\.com/api/webhooks/\\d+/[\\w-]{20,}', hint: 'discord' },
  token('a key of Stripe', ['(?:sk|rk)_(?:live|test)_', '\\w{16,}'], ['whsec_', '[\\w+/=]{16,}']),
  token('a key of Anthropic or OpenAI', ['sk-', '(?:ant|proj|svcacct|admin)-[\\w-]{16,}'], ['sk-', '[A-Za-z0-9]{32,}']),
  token('a key of Google', ['AIza', '[\\w-]{35}'], ['GOCSPX-', '[\\w-]{20,}'], ['ya29\\.', '[\\w-]{20,}']),
  token('a key of SendGrid', ['SG\\.', '[\\w-]{16,100}\\.[\\w-]{16,}']),
  token('a key of Resend', ['re_', '[A-Za-z0-9]{8}_[A-Za-z0-9]{16,}']),
  token('a key of Twilio', ['SK', '[0-9a-f]{32}(?![0-9a-f])']),
  token('a key of Mailgun', ['key-', '[0-9a-f]{32}(?![0-9a-f])']),
  token('a key of Mailchimp', ['[0-9a-f]{32}-us', '\\d{1,2}(?!\\w)']),
  token('a token of npm', ['npm_', '[A-Za-z0-9]{36}']),
  token('a token of PyPI', ['pypi-', '[\\w-]{50,}']),
  token('a token of RubyGems', ['rubygems_', '[0-9a-f]{48}']),
  token('a token of Vault', ['hv[bsr]\\.', '[\\w-]{20,}']),
  token('a token of DigitalOcean', ['do[opr]_v1_', '[0-9a-f]{40,}']),
  token('a token of Shopify', ['shp(?:at|ca|pa|ss)_', '[0-9A-Fa-f]{32}']),
  token('a token of Hugging Face', ['hf_', '[A-Za-z0-9]{30,}']),
  token('a token of Databricks', ['dapi', '[0-9a-f]{32}']),
  token('a token of Grafana', ['glc_', '[\\w+/=]{20,}'], ['glsa_', '\\w{20,}']),
  token('a token of Atlassian', ['ATATT3', '[\\w=-]{20,}']),
  token('a token of Sentry', ['sntry[su]_', '[\\w+/=-]{20,}']),
  token('a key of New Relic', ['NRAK-', '[A-Z0-9]{27}']),
  token('a token of Supabase', ['sb[ps]_', '[0-9a-f]{40}'], ['sb_secret_', '[\\w-]{16,}']),
  token('a token of Telegram', ['\\d{8,10}:AA', '[\\w-]{33}(?![\\w-])']),
  token('a token of Linear', ['lin_api_', '\\w{32,}']),
  token('a key of age', ['AGE-SECRET-KEY-1', '[0-9A-Z]{58}']),
  {
    what: 'a key of an Azure account',
    source: '(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}',
    hint: 'AccountKey=|SharedAccessKey=',
  },
  { what: 'the login of a registry', source: '"auth"\\s*:\\s*"[A-Za-z0-9+/]{8,}={0,2}"', hint: '"auth"' },
  { what: 'a private key', source: '-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----', hint: 'PRIVATE KEY' },
  {
    what: 'a password in an address',
    source: '://[^/@\\s:\'"<>]*:(?!\\$[({]|<|\\{\\{|\\*+@|x{3,}@)[^/@\\s\'"]+@',
    hint: '://[^/\\s]*@',
  },
];

/** What a text has at least that holds a credential of any form: a cheap test for the many texts that hold none. */
export const CREDENTIAL_HINT = new RegExp(CREDENTIAL_FORMS.map(({ hint }) => hint).join('|'));
