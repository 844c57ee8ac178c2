import {
  AppConfig,
  Backend,
  type BackendProps,
  Default,
  EnvFrom,
  EnvValue,
  ProjectedSource,
  Volume,
  type WebAppChartProps,
  Worker,
} from 'cdk8s-webapp';
import { find, synthesize } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/shop-api:1.4.2';

/** Annotations of pods that take something from a configuration whose name does not change. */
function annotations(
  use: (config: AppConfig) => Partial<BackendProps>,
  value = '1',
  chartProps: Partial<WebAppChartProps> = {},
): { [key: string]: string } | undefined {
  const objects = synthesize((chart) => {
    const config = new AppConfig(chart, 'settings', { data: { A: value }, nameSuffixHash: false });
    new Backend(chart, 'api', { image: IMAGE, port: 8000, ...use(config) });
  }, chartProps);
  return find(objects, 'Deployment')['spec'].template.metadata.annotations;
}

const image = IMAGE;
const ways: [string, (config: AppConfig) => Partial<BackendProps>][] = [
  ['config', (config) => ({ config })],
  ['envFrom', (config) => ({ envFrom: [EnvFrom.config(config)] })],
  ['envVariables', (config) => ({ envVariables: { X: EnvValue.fromConfig(config, 'A') } })],
  ['a volume', (config) => ({ volumes: { conf: { path: '/conf', volume: Volume.configFiles(config) } } })],
  [
    'a projected volume',
    (config) => ({ volumes: { conf: { path: '/c', volume: Volume.projected([ProjectedSource.config(config)]) } } }),
  ],
  ['a side container', (config) => ({ sidecars: { side: { image, envFrom: [EnvFrom.config(config)] } } })],
  [
    'an init container',
    (config) => ({ initContainers: { init: { image, envVariables: { X: EnvValue.fromConfig(config, 'A') } } } }),
  ],
  [
    'a volume of an init container',
    (config) => ({
      initContainers: { init: { image, volumes: { conf: { path: '/conf', volume: Volume.configFiles(config) } } } },
    }),
  ],
];

describe('the checksum annotation', () => {
  it.each(ways)('changes with the configuration that pods take by %s', (_, use) => {
    const before = annotations(use);
    expect(before).toEqual({ 'checksum/config': expect.stringMatching(/^[a-z0-9]{10}$/) });
    expect(annotations(use)).toEqual(before);
    expect(annotations(use, '2')).not.toEqual(before);
  });

  it('is the same whichever way the configuration is taken, and however often', () => {
    const [first, ...others] = ways.map(([, use]) => annotations(use));
    expect(new Set(others.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify(first)]));
    expect(
      annotations((config) => ({ config, volumes: { c: { path: '/c', volume: Volume.configFiles(config) } } })),
    ).toEqual(first);
  });

  it('covers every configuration, in any order', () => {
    const of = (second: string, isSwapped: boolean) => {
      const objects = synthesize((chart) => {
        const one = new AppConfig(chart, 'one', { data: { A: '1' }, nameSuffixHash: false });
        const two = new AppConfig(chart, 'two', { data: { B: second }, nameSuffixHash: false });
        const envFrom = [one, two].map((config) => EnvFrom.config(config));
        new Worker(chart, 'mail', { image, envFrom: isSwapped ? envFrom.reverse() : envFrom });
      });
      return find(objects, 'Deployment')['spec'].template.metadata.annotations;
    };
    expect(of('1', true)).toEqual(of('1', false));
    expect(of('2', false)).not.toEqual(of('1', false));
  });

  it('covers what is added later', () => {
    const late = (value: string) =>
      annotations((config) => {
        config.add('B', value);
        return { config };
      });
    expect(late('1')).not.toEqual(late('2'));
  });

  it('gives way to what the author says, and stands beside other annotations', () => {
    expect(annotations((config) => ({ config, podAnnotations: { 'checksum/config': 'mine' } }))).toEqual({
      'checksum/config': 'mine',
    });
    expect(Object.keys(annotations((config) => ({ config, podAnnotations: { a: 'b' } })) ?? {})).toEqual([
      'a',
      'checksum/config',
    ]);
  });

  it.each([
    ['the workload', { without: [Default.CONFIG_CHECKSUM] }, {}],
    ['the chart', {}, { without: [Default.CONFIG_CHECKSUM] }],
  ])('is left out where %s turns it off', (_, props, chartProps) => {
    expect(annotations((config) => ({ config, ...props }), '1', chartProps)).toBeUndefined();
  });

  it('is left out where the name says it already, and where the name of the ConfigMap is all that is known', () => {
    const objects = synthesize((chart) => {
      const config = new AppConfig(chart, 'settings', { data: { A: '1' } });
      const volume = Volume.configFiles({ configMapName: 'other' });
      new Backend(chart, 'api', { image, port: 8000, config, volumes: { conf: { path: '/conf', volume } } });
    });
    expect(find(objects, 'Deployment')['spec'].template.metadata).not.toHaveProperty('annotations');
  });
});
