import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { directoryFindings } from '../model/core/paths';
import { plainTextFindings } from '../model/core/plain-text';
import { Cpu, Size } from '../model/core/quantity';
import { map, Readers, record, text } from '../model/core/reading';
import { fieldsOf, listOf, textOf } from '../model/core/untrusted';
import { isTree } from '../model/deployment/settings';
import { ContainerResources } from '../model/service/container-resources';
import { HealthCheck } from '../model/service/health-check';
import { VolumeMount } from '../model/service/mount';
import { Volume } from '../model/service/volume';
import { ApiAccess } from './api-access';
import { AppConfig } from './app-config';
import { AppliesDefault, Default, defaultsOf } from './defaults';
import { DeploymentOptions } from './deployment';
import { ApiOptions, Frontend, FrontendProps, internalAddressFindings } from './frontend';
import { nginxConfig } from './nginx-config';
import { ServedWorkloadOptions } from './served-workload';
import { objectFindings, Validation } from './validation';

/** Options of `SinglePageApp`. */
export interface SinglePageAppProps extends ServedWorkloadOptions, DeploymentOptions, ApiOptions {
  /**
   * Port on which the web server listens.
   * @default 8080
   */
  readonly port?: number;
  /**
   * Directory of the files in the image.
   * @default '/usr/share/nginx/html'
   */
  readonly webRoot?: string;
  /**
   * What the browser's code is told, besides the address of the API. Everybody can read it.
   * @default - nothing
   */
  readonly runtimeConfig?: { [name: string]: string };
  /**
   * Path at which browsers find it: JSON where the name ends with `.json`, else a script that sets
   * `window.__CONFIG__`.
   * @default '/config.js'
   */
  readonly runtimeConfigPath?: string;
  /**
   * The configuration of nginx, the file `/etc/nginx/conf.d/default.conf`.
   * @default - files, with index.html for every other path; calls below `apiPath` go to a proxied API
   */
  readonly nginxConfig?: string;
  /**
   * Path below which nginx passes calls on to an API of `ApiAccess.proxied(...)`.
   * @default '/api'
   */
  readonly apiPath?: string;
}

const WEB_ROOT = '/usr/share/nginx/html';
const CONFIG_PATH = '/config.js';
const API_PATH = '/api';
const PORT = 8080;
const NGINX_FILE = 'default.conf';
const NGINX_PATH = `/etc/nginx/conf.d/${NGINX_FILE}`;
const VOLUME_NAME = 'web-files';
const WEB_PATH = /^(?:\/[-A-Za-z0-9._~]+)+$/;
/** Directories that nginx writes to, besides /tmp. */
const NGINX_PATHS = ['/var/cache/nginx', '/var/run'];
/** A web server of static files needs little. */
const SMALL: ContainerResources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(200) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
  ephemeralStorage: { request: Size.mebibytes(32), limit: Size.mebibytes(256) },
};

const OPTIONS: Readers = {
  webRoot: text,
  runtimeConfig: map(text),
  runtimeConfigPath: text,
  nginxConfig: text,
  apiPath: text,
};

/** What only a SinglePageApp has. */
interface WebOptions {
  readonly webRoot: string;
  readonly runtimeConfig: { [name: string]: string };
  readonly runtimeConfigPath: string;
  /** @default - made from the other options */
  readonly nginxConfig?: string;
  readonly apiPath: string;
}

/**
 * A single-page application that an nginx serves as files: one image for all environments, because what differs
 * between them is a file of a ConfigMap.
 *
 * Its image is made like `FROM nginxinc/nginx-unprivileged` and `COPY dist /usr/share/nginx/html`.
 */
export class SinglePageApp extends Frontend {
  /** The files that are not in the image: the configuration of nginx, and that of the browser's code. */
  readonly files: AppConfig;

  constructor(scope: Construct, id: string, props: SinglePageAppProps) {
    const { web, others, findings } = split(props);
    const applies = defaultsOf(scope, listOf(others.without));
    const mounted = mountedFiles(web, others, applies);
    // The volumes of a workload are judged when it is made, so what they are made of comes first.
    const files = new AppConfig(scope, `${id}-files`, { name: `${textOf(others.name) || id}-files` });
    super(scope, id, frontendProps(others, applies, volumes(files, mounted)));
    this.files = files;
    Validation.of(this).report(...objectFindings('props', props), ...findings, ...pathFindings(web));
    if (mounted.has(fileName(web.runtimeConfigPath))) {
      Validation.of(this).addRule(() => this.runtimeFindings(web));
      files.add(
        fileName(web.runtimeConfigPath),
        this.late(web, () => runtimeConfigText(web, this.runtimeConfig(web))),
      );
    }
    if (mounted.has(NGINX_FILE)) {
      const { port } = this.props as FrontendProps;
      const apiAddress = () => Object.values(this.addressOfApi((api) => api.serverVariables(this)))[0] ?? '';
      const content = () => web.nginxConfig ?? nginxConfig({ ...web, port, apiAddress: apiAddress() });
      files.add(NGINX_FILE, this.late(web, content));
    }
  }

  /** The process is nginx, which only knows its own address of the API. */
  protected override variablesOf(api: ApiAccess): { [name: string]: () => string } {
    return api.serverVariables(this);
  }

  /** What the browser's code is told. */
  private runtimeConfig(web: WebOptions): { [name: string]: string } {
    return { ...web.runtimeConfig, ...this.addressOfApi((api) => api.browserVariables(this)) };
  }

  private runtimeFindings(web: WebOptions): Finding[] {
    const address = this.addressOfApi((api) => api.browserVariables(this));
    return [
      ...repeated(Object.keys(web.runtimeConfig), Object.keys(address)),
      ...publicFindings({ ...web.runtimeConfig, ...address }),
    ];
  }

  /** Text that is made when addresses are known. What is reported of its parts is not reported again of the whole. */
  private late(web: WebOptions, produce: () => string): string {
    const isWrong = () => pathFindings(web).length > 0 || this.runtimeFindings(web).length > 0;
    return Lazy.any({ produce: () => (isWrong() ? '' : produce()) }) as string;
  }

  private addressOfApi(choose: (api: ApiAccess) => { [name: string]: () => string }): { [name: string]: string } {
    const { api } = this.props as FrontendProps;
    const variables = api === undefined ? {} : choose(api);
    return Object.fromEntries(Object.entries(variables).map(([name, produce]) => [name, produce()]));
  }
}

/** The properties that only a SinglePageApp has, and the others. */
function split(props: SinglePageAppProps) {
  const { webRoot, runtimeConfig, runtimeConfigPath, nginxConfig: nginx, apiPath, ...others } = fieldsOf(props);
  const given = { webRoot, runtimeConfig, runtimeConfigPath, nginxConfig: nginx, apiPath };
  const { value = {}, findings } = record(OPTIONS)('', given);
  const defaults = { webRoot: WEB_ROOT, runtimeConfig: {}, runtimeConfigPath: CONFIG_PATH, apiPath: API_PATH };
  return { web: { ...defaults, ...(value as object) } as WebOptions, others, findings };
}

/** Where the files that are not in the image appear, by their names. */
function mountedFiles(web: WebOptions, { api }: ApiOptions, applies: AppliesDefault): Map<string, string> {
  const isTold = api !== undefined || Object.keys(web.runtimeConfig).length > 0;
  const isConfigured = web.nginxConfig !== undefined || applies(Default.WEB_SERVER);
  return new Map([
    ...(isConfigured ? [[NGINX_FILE, NGINX_PATH] as const] : []),
    ...(isTold ? [[fileName(web.runtimeConfigPath), web.webRoot + web.runtimeConfigPath] as const] : []),
  ]);
}

function volumes(files: AppConfig, mounted: ReadonlyMap<string, string>): { [name: string]: VolumeMount } {
  const [first, ...rest] = [...mounted].map(([subPath, path]) => ({ path, subPath, readOnly: true }));
  const volume = Volume.configFiles(files);
  return first === undefined
    ? {}
    : { [VOLUME_NAME]: { ...first, volume, ...(rest.length > 0 ? { alsoAt: rest } : {}) } };
}

function frontendProps(given: Partial<SinglePageAppProps>, applies: AppliesDefault, own: object): FrontendProps {
  const nginx = { health: { check: HealthCheck.httpGet('/') }, writablePaths: NGINX_PATHS };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const named = (known as Partial<SinglePageAppProps>).volumes;
  return {
    port: PORT,
    ...(applies(Default.WEB_SERVER) ? nginx : {}),
    ...(applies(Default.RESOURCES) ? { resources: SMALL } : {}),
    ...known,
    // What is no map is reported where it stands.
    volumes: named === undefined || isTree(named) ? Object.assign({}, named, own) : named,
  } as FrontendProps;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The values as a file that the browser's code loads before it starts. */
function runtimeConfigText({ runtimeConfigPath }: WebOptions, values: { [name: string]: string }): string {
  const json = JSON.stringify(values, undefined, 2);
  return runtimeConfigPath.endsWith('.json') ? `${json}\n` : `window.__CONFIG__ = ${json};\n`;
}

/** Paths are such that nginx and a browser take them for what they are. */
function pathFindings({ webRoot, runtimeConfigPath, apiPath }: WebOptions): Finding[] {
  return Object.entries({ webRoot, runtimeConfigPath, apiPath })
    .filter(([, path]) => !WEB_PATH.test(path) || directoryFindings('', path).length > 0)
    .map(([field, path]) => ({
      code: 'path-invalid',
      field,
      given: show(path),
      allowed: 'an absolute path of letters, digits, "-", "_", "." and "~", without "/" at its end',
      remedy: 'Give a path like /config.js.',
    }));
}

/** Everybody who opens the page can read these values, from wherever. */
function publicFindings(values: { [name: string]: string }): Finding[] {
  return Object.entries(values).flatMap(([name, value]) => [
    ...plainTextFindings(`runtimeConfig.${name}`, value),
    ...internalAddressFindings(`runtimeConfig.${name}`, value),
  ]);
}

function repeated(names: readonly string[], ofApi: readonly string[]): Finding[] {
  const [allowed, remedy] = ['every variable once', 'Remove one of the two.'];
  return names
    .filter((name) => ofApi.includes(name))
    .map((name) => ({
      code: 'variable-duplicate',
      field: `runtimeConfig.${name}`,
      given: `${show(name)}, which the API sets too`,
      allowed,
      remedy,
    }));
}
