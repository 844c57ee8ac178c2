import { CliProject, SHOP } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

let project: CliProject;

beforeAll(() => {
  project = new CliProject(SHOP);
});

afterAll(() => {
  project.remove();
});

/** The lines of a table as cells. */
function cells(text: string): string[] {
  return text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
}

describe('cdk8s-webapp explain', () => {
  it('shows every value, where it comes from, and what it renders', () => {
    const lines = cells(project.succeed('explain', 'production'));
    expect(lines.slice(0, 2)).toEqual(['production', 'config.LOG_LEVEL | INFO | base']);
    expect(lines).toEqual(
      expect.arrayContaining([
        'stage | production | environment',
        'api',
        'config | production/config | program',
        'image | ghcr.io/acme/api:1.4.2 | base',
        'port | 8000 | program',
        'replicas | 3 | environment',
        expect.stringMatching(/^resources\.cpu\.request \| \d+m \| default$/),
        'serviceName | api-service | default',
        'userId | 10001 | default',
        'renders Service api-service in shop (production/shop.k8s.yaml)',
        'renders Deployment api in shop (production/shop.k8s.yaml)',
        'renders Namespace shop (production/shop.k8s.yaml)',
      ]),
    );
    expect(cells(project.succeed('explain', 'staging'))).toContain('replicas | 1 | default');
  });

  it('shows one construct with its manifests', () => {
    const text = project.succeed('explain', 'production', 'config');
    expect(text).toContain(
      'config\n  renders ConfigMap shop-config in shop (production/shop.k8s.yaml)\n---\napiVersion: v1\n',
    );
    expect(text).not.toContain('Deployment');
  });

  it('prints JSON', () => {
    const whole = JSON.parse(project.succeed('explain', 'production', '--json')) as {
      constructs: { construct: string }[];
    };
    expect(whole.constructs.map(({ construct }) => construct)).toEqual(['namespace', 'config', 'api']);
    expect(JSON.parse(project.succeed('explain', 'production', 'api', '--json'))).toMatchObject({
      construct: 'api',
      settings: expect.arrayContaining([{ path: 'replicas', value: '3', origin: 'environment' }]) as object,
      objects: [{ manifest: { kind: 'Service' } }, { manifest: { kind: 'Deployment' } }],
    });
  });

  it.each([
    [['prodution'], "there is no environment 'prodution'; known: production, staging. Did you mean production?"],
    [['production', 'apo'], "there is no construct 'apo'; known: namespace, config, api. Did you mean api?"],
  ])('%j is unknown, and the known ones are named', (args, expected) => {
    const { status, stdout, stderr } = project.run('explain', ...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`Error: ${expected}\n`);
  });
});
