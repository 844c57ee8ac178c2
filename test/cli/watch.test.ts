import { run } from '../../lib/process/run';
import { CLI, CliProject, SHOP } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(120_000);

let project: CliProject;

beforeEach(() => {
  project = new CliProject(SHOP);
});

afterEach(() => {
  project.remove();
});

/** Waits, in a shell, until the output of the command holds a number of matches. */
const SCRIPT = `
"$0" "$1" synth --watch > out.txt 2>&1 &
command=$!
until_lines() { for i in $(seq 600); do [ "$(grep -c "$1" out.txt)" -ge "$2" ] && return; sleep 0.1; done; kill $command; exit 9; }
until_lines '^dist: ' 1
echo 'export const replicas = ;' > settings.ts
until_lines 'CompileError' 1
echo 'export const replicas = -1;' > settings.ts
until_lines 'ValidationError' 1
printf "import { count } from './new';\\nexport const replicas = count;\\n" > settings.ts
until_lines 'Could not resolve' 1
echo 'export const count = 7;' > new.ts
until_lines '^dist: ' 2
mv main.ts gone.ts
until_lines 'is no file' 1
sleep 1.5
mv gone.ts main.ts
until_lines '^dist: ' 3
kill -INT $command || kill -TERM $command
wait $command
`;

it('synth --watch runs again whenever a file changes, errors do not end it, and an interruption does', () => {
  const { status } = run('bash', ['-m', '-c', SCRIPT, process.execPath, CLI], { cwd: project.directory });
  const output = project.read('out.txt');
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(project.read('dist/production/shop.k8s.yaml')).toContain('replicas: 7');
  expect(output.match(/^dist: /gm)).toHaveLength(3);
  // What is gone is said once.
  expect(output.match(/is no file/g)).toHaveLength(1);
  expect(output).not.toContain('Warning');
});

it('ends when the program cannot be found', () => {
  expect(project.run('synth', '--watch', '--app', 'absent.ts')).toMatchObject({ status: 1 });
});
