import { run } from '../../lib/process/run';
import { CLI, CliProject, SHOP } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(120_000);

const FILES = ['dist/staging/shop.k8s.yaml', 'dist/production/shop.k8s.yaml'];
const KILLS = 12;

it('a run that is killed leaves each file as it was or as it will be, and the next run finishes', () => {
  const project = new CliProject(SHOP);
  const texts = () => FILES.map((file) => project.read(file));
  const states = ['1.4.2', '1.4.3'].map((version) => {
    project.write({ 'main.ts': (SHOP['main.ts'] ?? '').replace('1.4.2', version) });
    project.succeed('synth');
    return texts();
  });
  const started = Date.now();
  project.succeed('synth');
  const duration = Date.now() - started;
  for (let kill = 0; kill < KILLS; kill++) {
    const wanted = kill % 2;
    project.write({ 'main.ts': (SHOP['main.ts'] ?? '').replace('1.4.2', ['1.4.2', '1.4.3'][wanted] ?? '') });
    // Most of them in the second half, where the files are written.
    const delay = (duration * (0.4 + (0.8 * kill) / KILLS)) / 1000;
    const script = `"$0" "$1" synth > /dev/null & sleep ${delay.toFixed(3)}; kill -9 $! 2> /dev/null; wait`;
    run('sh', ['-c', script, process.execPath, CLI], { cwd: project.directory });
    texts().forEach((text, index) => {
      expect(states.map((state) => state[index])).toContain(text);
    });
    project.succeed('synth');
    expect(texts()).toEqual(states[wanted]);
  }
  project.remove();
});
