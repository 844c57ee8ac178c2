import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, HelmChart, type Manifest, WebAppChart } from 'cdk8s-webapp';
import { todoChatbot } from '../../main';
import { appOfExample, EXAMPLES } from '../support/examples';
import { temporaryDirectory } from '../support/files';
import {
  Comparison,
  comparisonsOf,
  differences,
  HelmMajor,
  HelmRequest,
  MAJORS,
  readObjects,
  renderWithHelm,
} from '../support/helm';
import { askJudge, describeWithJudge } from '../support/judges';

interface Labelled {
  readonly annotations?: object;
}

const base = temporaryDirectory();

/** The app of an example, with a chart of each of its applications. */
function withCharts(app: App): App {
  const charts = app.node.findAll().filter((each) => WebAppChart.isWebAppChart(each));
  const names = [...new Set(charts.map(({ name }) => name))];
  names.forEach((application) => new HelmChart(app, `chart-of-${application}`, { application }));
  return app;
}

/** Writes a chart. */
function write(files: HelmRequest['files']): string {
  const directory = fs.mkdtempSync(path.join(base, 'chart-'));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.join(directory, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(directory, file), text);
  }
  return directory;
}

function helm(major: HelmMajor, ...args: string[]): string {
  const { status, stdout, stderr } = askJudge(`helm${major}`, args);
  if (status !== 0) {
    throw new Error(`${stdout}${stderr}`);
  }
  return stdout;
}

/** What `helm template` is given for an environment. */
function argumentsOf({ environment, request }: Comparison, directory: string): string[] {
  const { release, namespace, kubeVersion } = request;
  const values = path.join(directory, `values-${environment}.yaml`);
  return [release, directory, '--namespace', namespace, '--kube-version', kubeVersion, '--values', values];
}

const PROGRAMS = ['todo-chatbot', ...EXAMPLES];
const CASES = MAJORS.flatMap((major) => PROGRAMS.map((program) => ({ major, program })));

describeWithJudge(['helm3', 'helm4', 'yaml-readers'], 'Helm', () => {
  const comparisons = new Map(
    PROGRAMS.map((name) => [
      name,
      comparisonsOf(name === 'todo-chatbot' ? todoChatbot() : withCharts(appOfExample(name))),
    ]),
  );

  describe.each(CASES)('$major and $program', ({ major, program }) => {
    const environments = (comparisons.get(program) ?? []).map((each) => ({
      ...each,
      directory: write(each.request.files),
    }));

    it('render in every environment what synthesis writes, less the Namespace', () => {
      expect(environments.length).toBeGreaterThan(0);
      for (const { directory, expected, ...comparison } of environments) {
        const stream = helm(major, 'template', ...argumentsOf({ ...comparison, expected }, directory));
        expect(differences(expected, readObjects(stream))).toEqual([]);
      }
    });

    it('find nothing to complain about', () => {
      for (const { directory, environment, request } of environments) {
        const values = path.join(directory, `values-${environment}.yaml`);
        const { kubeVersion, namespace } = request;
        const options = ['--strict', '--namespace', namespace, '--kube-version', kubeVersion, '--values', values];
        expect(helm(major, 'lint', directory, ...options)).toContain('1 chart(s) linted, 0 chart(s) failed');
      }
    });

    it('pack the chart', () => {
      const directory = environments[0]?.directory ?? '';
      const packed = helm(major, 'package', directory, '--destination', directory);
      const archive = packed.trim().split(' ').at(-1) ?? '';
      expect(helm(major, 'show', 'chart', archive)).toBe(helm(major, 'show', 'chart', directory));
    });
  });
});

describeWithJudge(['helm3', 'helm4', 'helm-render', 'yaml-readers'], 'The chart of todo-chatbot', () => {
  const all = comparisonsOf(todoChatbot());
  const cloud = all.find(({ environment }) => environment === 'cloud') as Comparison;
  const directory = write(cloud.request.files);
  const template = (major: HelmMajor, ...options: string[]) =>
    helm(major, 'template', ...argumentsOf(cloud, directory), ...options);

  describe.each(MAJORS)('with Helm %s', (major) => {
    it('is not installed without the values of an environment', () => {
      const { release, namespace } = cloud.request;
      const options = ['--namespace', namespace, '--kube-version', '1.28'];
      expect(() => helm(major, 'template', release, directory, ...options)).toThrow(
        /at '\/frontend\/service': missing .*'type'/,
      );
    });

    it('is not installed in a cluster that is too old', () => {
      expect(() => template(major, '--kube-version', '1.27')).toThrow('chart requires kubeVersion: >=1.28.0-0');
    });

    it.each([
      ['backend.replicas=many', /at '\/backend\/replicas': got string, want integer/],
      ['backend.replicas=-1', /at '\/backend\/replicas': minimum/],
      ['backend.replica=2', /at '\/backend': additional properties 'replica' not allowed/],
      ['backend.image.pullPolicy=Sometimes', /at '\/backend\/image\/pullPolicy': value must be one of/],
      ['frontend.service.port=70000', /at '\/frontend\/service\/port': maximum/],
      ['frontend.service=null', /at '\/frontend': missing property 'service'|at '\/frontend\/service': got null/],
      ['frontend.ingress.enabled=true', /at '\/frontend\/ingress': missing property 'host'/],
    ])('refuses %s', (setting, message) => {
      expect(() => template(major, '--set', setting)).toThrow(message);
    });

    it.each([
      ['backend.image.tag=2.0.0', /"kind":"Deployment".*"image":"username\/todo-backend:2\.0\.0"/],
      [
        'backend.image.digest=sha256:00',
        /"kind":"Deployment".*"image":"username\/todo-backend:1\.0\.0-cloud@sha256:00"/,
      ],
      ['frontend.replicas=3', /"kind":"Deployment".*"name":"frontend".*"replicas":3/],
      ['frontend.resources.limits.cpu=2', /"kind":"Deployment".*"limits":\{"cpu":2,/],
      ['config.LOG_LEVEL=DEBUG', /"LOG_LEVEL":"DEBUG".*"kind":"ConfigMap"/],
      ['frontend.service.nodePort=30001', /"kind":"Service".*"nodePort":30001/],
      [
        'frontend.ingress.enabled=true,frontend.ingress.host=a.example.com',
        /"kind":"Ingress".*"rules":\[\{"host":"a\.example\.com".*"hosts":\["a\.example\.com"\]/,
      ],
    ])('takes %s for what it says, and changes nothing else', (setting, changed) => {
      const found = differences(cloud.expected, readObjects(template(major, '--set', setting)));
      expect(found.filter((line) => line.startsWith('is rendered: '))).toEqual([expect.stringMatching(changed)]);
    });

    it('tells how to see whether the release has arrived', () => {
      const [answer] = renderWithHelm(major, [cloud.request]);
      expect(answer?.notes).toBe(
        [
          'todo-chatbot 1.0.0 is release todo-chatbot in namespace todo-app.',
          '',
          'It has arrived when these commands end:',
          '',
          '  kubectl --namespace todo-app rollout status deployment/backend',
          '  kubectl --namespace todo-app rollout status deployment/frontend',
          '',
        ].join('\n'),
      );
    });
  });
});

describeWithJudge(['helm3', 'helm4', 'yaml-readers'], 'A chart that includes its Namespace', () => {
  const app = new App();
  new WebAppChart(app, 'production', { name: 'shop', namespace: 'shop', version: '2.1.0' });
  new HelmChart(app, 'helm-chart', { includeNamespace: true });
  const [comparison] = comparisonsOf(app, true) as [Comparison];
  const directory = write(comparison.request.files);
  const options = argumentsOf(comparison, directory);

  it.each(MAJORS)('renders it for a release that Helm %s records in another namespace', (major) => {
    expect(comparison.expected.map(({ kind }) => kind)).toEqual(['Namespace', 'NetworkPolicy']);
    expect(differences(comparison.expected, readObjects(helm(major, 'template', ...options)))).toEqual([]);
  });

  it.each(MAJORS)(
    'refuses to be recorded in it by Helm %s, and so to be installed with --create-namespace',
    (major) => {
      const own = ['--namespace', 'shop', '--create-namespace'];
      expect(() => helm(major, 'template', ...options, ...own)).toThrow('The chart makes this namespace itself');
    },
  );
});

describeWithJudge(['helm3', 'helm4', 'yaml-readers'], 'The chart of examples/migrations', () => {
  const [comparison] = comparisonsOf(withCharts(appOfExample('migrations'))) as [Comparison];
  const options = argumentsOf(comparison, write(comparison.request.files));

  it.each(MAJORS)(
    'leaves it to Helm %s to run the migration, and what only it needs, before anything else',
    (major) => {
      const isHook = ({ metadata }: Manifest) => 'helm.sh/hook' in ((metadata as Labelled).annotations ?? {});
      const hooks = readObjects(helm(major, 'template', ...options)).filter(isHook);
      expect(hooks.map(({ kind }) => kind)).toEqual(['NetworkPolicy', 'ServiceAccount', 'Job']);
      const others = readObjects(helm(major, 'template', ...options, '--no-hooks'));
      expect(others.filter(isHook)).toEqual([]);
      expect(others.length + hooks.length).toBe(comparison.expected.length);
    },
  );
});
