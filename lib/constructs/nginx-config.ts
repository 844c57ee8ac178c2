/** What an nginx of a single-page application serves and passes on. */
export interface NginxOptions {
  /** Port on which it listens. */
  readonly port: number;
  /** Directory of the files. */
  readonly webRoot: string;
  /** Path of the file that browsers must ask for again each time. */
  readonly runtimeConfigPath: string;
  /** Path below which calls go to the API. */
  readonly apiPath: string;
  /** Address of the API in the cluster; empty where the browser calls the API itself. */
  readonly apiAddress: string;
}

/** What the browser speaks: behind an Ingress that ends TLS, only the Ingress knows. */
const FORWARDED_PROTOCOL = [
  'map $http_x_forwarded_proto $forwarded_protocol {',
  '  default $http_x_forwarded_proto;',
  '  "" $scheme;',
  '}',
  '',
];

/**
 * Configuration of an nginx that serves a single-page application: paths that are no files are those of its router, so
 * they get index.html, and browsers ask whether a file has changed before they use it again.
 */
export function nginxConfig({ port, webRoot, runtimeConfigPath, apiPath, apiAddress }: NginxOptions): string {
  return [
    ...(apiAddress === '' ? [] : FORWARDED_PROTOCOL),
    'server {',
    `  listen ${port};`,
    `  root ${webRoot};`,
    '  server_tokens off;',
    '',
    '  location / {',
    '    try_files $uri $uri/ /index.html;',
    '    add_header Cache-Control "no-cache";',
    '  }',
    '',
    `  location = ${runtimeConfigPath} {`,
    '    add_header Cache-Control "no-store";',
    '  }',
    ...(apiAddress === '' ? [] : proxy(apiPath, apiAddress)),
    '}',
    '',
  ].join('\n');
}

function proxy(path: string, address: string): string[] {
  return [
    '',
    `  location ${path}/ {`,
    `    proxy_pass ${address};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $host;',
    '    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    '    proxy_set_header X-Forwarded-Proto $forwarded_protocol;',
    '  }',
  ];
}
