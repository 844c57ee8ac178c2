import { CliProject, SHOP } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

let project: CliProject;

beforeEach(() => {
  project = new CliProject(SHOP);
});

afterEach(() => {
  project.remove();
});

describe('cdk8s-webapp diff', () => {
  it('compares two environments; exit code 2 says that they differ', () => {
    const { status, stdout, stderr } = project.run('diff', 'staging', 'production');
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toBe(
      [
        'staging -> production: 0 added, 0 removed, 2 changed',
        '',
        '~ Deployment api in shop',
        '    ~ spec.replicas: 1 -> 3',
        '~ Namespace shop',
        '    ~ metadata.labels.environment: "staging" -> "production"',
        '',
      ].join('\n'),
    );
    expect(project.exists('dist')).toBe(false);
  });

  it('exits with 0 when there is no difference, and prints JSON', () => {
    const result = JSON.parse(project.succeed('diff', 'staging', 'staging', '--json')) as object;
    expect(result).toEqual({ before: 'staging', after: 'staging', added: 0, removed: 0, changed: 0, objects: [] });
  });

  it('compares with what was committed, without touching the working copy', () => {
    project.succeed('synth');
    project.write({ '.gitignore': 'node_modules\n' });
    project.git('init', '-q');
    project.git('add', '-A');
    project.git('commit', '-qm', 'first');
    expect(project.succeed('diff', 'production', '--git', 'HEAD')).toBe(
      'HEAD:dist/production -> production: no difference\n',
    );
    project.write({ 'settings.ts': 'export const replicas = 5;\n' });
    const { status, stdout } = project.run('diff', 'production', '--git=HEAD');
    expect(status).toBe(2);
    expect(stdout).toContain('    ~ spec.replicas: 3 -> 5\n');
    expect(project.read('dist/production/shop.k8s.yaml')).toContain('replicas: 3');

    project.git('rm', '-rq', '--cached', 'dist/production');
    project.git('commit', '-qm', 'second');
    expect(project.run('diff', 'production', '--git', 'HEAD').stdout).toContain('4 added, 0 removed, 0 changed');
    project.write({ 'dist/production/shop.k8s.yaml': '---\nkind: [\n' });
    project.git('add', '-A');
    project.git('commit', '-qm', 'third');
    expect(project.run('diff', 'production', '--git', 'HEAD')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Error: shop\.k8s\.yaml cannot be read as manifests: /) as string,
    });
  });

  it.each([
    [
      ['diff', 'stagng', 'production'],
      "there is no environment 'stagng'; known: production, staging. Did you mean staging?",
    ],
    [['diff', 'staging', 'xyz'], "there is no environment 'xyz'; known: production, staging.\n"],
    [['diff', 'staging'], 'name either OTHER, an environment, or --git REF'],
    [['diff', 'staging', 'production', '--git', 'HEAD'], 'name either OTHER, an environment, or --git REF'],
    [['diff', 'staging', '--git', 'HEAD'], 'is in no git repository'],
    [['diff'], 'ENV is missing'],
  ])('%j is an error with exit code 1', (args, expected) => {
    const { status, stdout, stderr } = project.run(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(expected);
  });

  it('says that the repository has no such commit, whatever it is called', () => {
    project.git('init', '-q');
    project.git('commit', '-qm', 'empty', '--allow-empty');
    expect(project.run('diff', 'staging', '--git', 'v1').stderr).toContain('the repository has no commit v1.');
    expect(project.run('diff', 'staging', '--git=--all').stderr).toContain('the repository has no commit --all.');
    expect(project.run('diff', 'staging', '--git', 'HEAD').stderr).toContain('HEAD has no file in dist/');
  });
});
