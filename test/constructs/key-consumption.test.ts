import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  AppConfig,
  AppSecrets,
  Backend,
  type BackendProps,
  EnvFrom,
  EnvValue,
  type IAppSecrets,
  ProjectedSource,
  Volume,
  type WebAppChart,
} from 'cdk8s-webapp';
import { temporaryDirectory } from '../support/files';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/shop-api:1.4.2';

/** The pod of a backend that takes something. */
const pod = (use: (chart: WebAppChart) => Partial<BackendProps>) =>
  find(
    synthesize((chart) => {
      new Backend(chart, 'api', { image: IMAGE, port: 8000, ...use(chart) });
    }),
    'Deployment',
  )['spec'].template.spec;
const issues = (use: (chart: WebAppChart) => Partial<BackendProps>) =>
  summary(
    issuesOf((chart) => {
      new Backend(chart, 'api', { image: IMAGE, port: 8000, ...use(chart) });
    }),
  );
const secretsOf = (chart: WebAppChart, required: string[], optional: string[] = []) =>
  AppSecrets.fromSecretName(chart, 'secrets', 'shop', { required, optional });

describe('keys that begin with a digit', () => {
  const config = (chart: WebAppChart) => new AppConfig(chart, 'config', { data: { '1ST': 'x', 'nginx.conf': 'y' } });

  it.each<[string, (chart: WebAppChart) => Partial<BackendProps>, string[]]>([
    ['config', (chart) => ({ config: config(chart) }), ['config']],
    ['envFrom', (chart) => ({ envFrom: [EnvFrom.config(config(chart))] }), ['envFrom[0]']],
    ['secrets', (chart) => ({ secrets: secretsOf(chart, ['1ST']) }), ['secrets']],
    [
      'envFrom of a side container',
      (chart) => ({ sidecars: { side: { image: IMAGE, envFrom: [EnvFrom.config(config(chart))] } } }),
      ['sidecars.side.envFrom[0]'],
    ],
  ])('are no variables by %s', (_, use, fields) => {
    expect(issues(use)).toEqual(fields.map((field) => `test/api ${field} key-not-a-variable`));
  });

  it.each<[string, (chart: WebAppChart) => Partial<BackendProps>]>([
    ['with a prefix', (chart) => ({ envFrom: [EnvFrom.config(config(chart), { prefix: 'N_' })] })],
    ['one by one', (chart) => ({ envVariables: { FIRST: EnvValue.fromConfig(config(chart), '1ST') } })],
    ['as files', (chart) => ({ volumes: { c: { path: '/c', volume: Volume.configFiles(config(chart)) } } })],
  ])('can be taken %s', (_, use) => {
    expect(issues(use)).toEqual([]);
  });

  it('are found when they are added later', () => {
    const found = issuesOf((chart) => {
      const late = new AppConfig(chart, 'config');
      new Backend(chart, 'api', { image: IMAGE, port: 8000, config: late });
      late.add('1ST', 'x');
    });
    expect(found).toMatchObject([{ path: 'test/api', given: '"1ST"', code: 'key-not-a-variable' }]);
  });
});

describe('keys whose values are bytes', () => {
  const directory = temporaryDirectory();
  fs.writeFileSync(path.join(directory, 'logo'), Buffer.from([0xff]));
  const config = (chart: WebAppChart) =>
    new AppConfig(chart, 'config', { baseDirectory: directory, data: { A: 'a' }, files: { logo: 'logo' } });

  it('can be files, and are left out where all keys become variables', () => {
    expect(issues((chart) => ({ config: config(chart), env: { logo: 'x' } }))).toEqual([]);
    const items = [{ key: 'logo', path: 'logo.png' }];
    expect(
      issues((chart) => ({ volumes: { c: { path: '/c', volume: Volume.configFiles(config(chart), { items }) } } })),
    ).toEqual([]);
  });

  it('are no variables', () => {
    expect(issues((chart) => ({ envVariables: { X: EnvValue.fromConfig(config(chart), 'logo') } }))).toEqual([
      'test/api envVariables.X key-binary',
    ]);
  });
});

describe('optional keys', () => {
  const both = (chart: WebAppChart) => secretsOf(chart, ['A'], ['B']);

  it.each<[string, (chart: WebAppChart) => EnvFrom, unknown]>([
    ['some', (chart) => EnvFrom.secrets(both(chart)), undefined],
    ['all', (chart) => EnvFrom.secrets(secretsOf(chart, [], ['B'])), true],
    ['all, said otherwise', (chart) => EnvFrom.secrets(secretsOf(chart, [], ['B']), { optional: false }), false],
    ['none, said otherwise', (chart) => EnvFrom.secrets(both(chart), { optional: true }), true],
  ])('of a Secret, %s, decide whether the whole is', (_, source, optional) => {
    const [container] = pod((chart) => ({ envFrom: [source(chart)] })).containers;
    expect(container.envFrom[0].secretRef).toEqual(
      optional === undefined ? { name: 'shop' } : { name: 'shop', optional },
    );
  });

  it('are optional as variables', () => {
    const [container] = pod((chart) => {
      const secrets = both(chart);
      return { envVariables: { A: EnvValue.fromSecret(secrets, 'A'), B: EnvValue.fromSecret(secrets, 'B') } };
    }).containers;
    expect(container.env).toEqual([
      { name: 'A', valueFrom: { secretKeyRef: { name: 'shop', key: 'A' } } },
      { name: 'B', valueFrom: { secretKeyRef: { name: 'shop', key: 'B', optional: true } } },
    ]);
  });

  const [a, b] = [
    { key: 'A', path: 'a' },
    { key: 'B', path: 'b' },
  ];
  const files = (secrets: (chart: WebAppChart) => IAppSecrets, options = {}) =>
    pod((chart) => ({
      volumes: { keys: { path: '/k', volume: Volume.secretFiles(secrets(chart), options) } },
    })).volumes.find(({ name }: { name: string }) => name === 'keys');

  it.each<[string, object, object]>([
    ['as a whole', { mode: 0o400 }, { secret: { secretName: 'shop', defaultMode: 0o400 } }],
    ['without them', { items: [a] }, { secret: { secretName: 'shop', items: [a] } }],
    ['alone', { items: [b] }, { secret: { secretName: 'shop', items: [b], optional: true } }],
    [
      'in part',
      { items: [b, a], mode: 0o400 },
      {
        projected: {
          defaultMode: 0o400,
          sources: [{ secret: { name: 'shop', items: [a] } }, { secret: { name: 'shop', items: [b], optional: true } }],
        },
      },
    ],
    [
      'said otherwise',
      { items: [a, b], optional: false },
      { secret: { secretName: 'shop', items: [a, b], optional: false } },
    ],
  ])('are optional as files, mounted %s', (_, options, expected) => {
    expect(files(both, options)).toEqual({ name: 'keys', ...expected });
  });

  it('make the whole directory optional where there are no others', () => {
    expect(files((chart) => secretsOf(chart, [], ['B']))).toEqual({
      name: 'keys',
      secret: { secretName: 'shop', optional: true },
    });
  });

  it('are a source of their own among projected files', () => {
    const { volumes } = pod((chart) => {
      const source = ProjectedSource.secret(both(chart), { items: [a, b] });
      return { volumes: { keys: { path: '/k', volume: Volume.projected([source]) } } };
    });
    expect(volumes).toContainEqual({
      name: 'keys',
      projected: {
        sources: [{ secret: { name: 'shop', items: [a] } }, { secret: { name: 'shop', items: [b], optional: true } }],
      },
    });
  });

  it('are not known of a Secret that only has a name', () => {
    const { volumes } = pod(() => ({
      volumes: { keys: { path: '/k', volume: Volume.secretFiles({ secretName: 'other' }, { items: [a] }) } },
    }));
    expect(volumes).toContainEqual({ name: 'keys', secret: { secretName: 'other', items: [a] } });
  });
});

describe('a key that is not declared', () => {
  it.each<[string, (secrets: IAppSecrets) => Partial<BackendProps>, string]>([
    ['variable', (secrets) => ({ envVariables: { X: EnvValue.fromSecret(secrets, 'C') } }), 'envVariables.X'],
    [
      'file',
      (secrets) => ({
        volumes: { k: { path: '/k', volume: Volume.secretFiles(secrets, { items: [{ key: 'C', path: 'c' }] }) } },
      }),
      'volumes.k.volume.items',
    ],
  ])('cannot be taken as a %s', (_, use, field) => {
    expect(issues((chart) => use(secretsOf(chart, ['A'])))).toEqual([`test/api ${field} key-unknown`]);
  });

  it('is not shown where it seems to be a value', () => {
    const found = issuesOf((chart) => {
      const X = EnvValue.fromSecret(secretsOf(chart, ['A']), 'A=p4ssword');
      new Backend(chart, 'api', { image: IMAGE, port: 8000, envVariables: { X } });
    });
    expect(summary(found)).toEqual(['test/api envVariables.X key-unknown']);
    expect(JSON.stringify(found)).not.toContain('p4ssword');
  });
});
