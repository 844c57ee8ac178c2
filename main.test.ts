import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { todoChatbot } from './main';

const { files, derived } = todoChatbot().render();

describe('todo-chatbot', () => {
  it.each(['local', 'dev', 'staging', 'production', 'cloud'])('synthesizes %s', (environment) => {
    const own = files.filter((file) => file.path.startsWith(`${environment}/`));
    expect(own.map((file) => file.path)).toEqual([`${environment}/todo-chatbot.k8s.yaml`]);
    expect(own[0]?.text).toMatchSnapshot();
  });

  it('has no other file', () => {
    expect(files).toHaveLength(5);
  });

  it('is what dist/ holds: run `npm run synth` and commit the result where this fails', () => {
    const dist = path.join(__dirname, 'dist');
    const committed = fs.readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = committed.map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)));
    const outputs = derived.filter(({ directory }) => directory === undefined);
    const groups = ['cloud', 'dev', 'local', 'production', 'staging', ...outputs.map(({ name }) => name)];
    const written = [...files, ...outputs.flatMap((output) => output.files)];
    const expected = [...groups.map((name) => `.cdk8s-webapp/${name}.index`), ...written.map((file) => file.path)];
    expect(names.sort()).toEqual(expected.map(path.normalize).sort());
    for (const file of written) {
      expect(fs.readFileSync(path.join(dist, file.path), 'utf8')).toBe(file.text);
    }
  });

  it('writes nothing when main.ts is imported', () => {
    const outdir = path.join(os.tmpdir(), `cdk8s-webapp-import-${process.pid}`);
    process.env['CDK8S_OUTDIR'] = outdir;
    try {
      jest.resetModules();
      jest.requireActual('./main');
    } finally {
      delete process.env['CDK8S_OUTDIR'];
    }
    expect(fs.existsSync(outdir)).toBe(false);
  });

  it('refuses an environment that it does not have', () => {
    expect(() => todoChatbot({ environments: ['prod'] }).files()).toThrow(
      /environments \[environment-unknown\]\s+given: {3}"prod"\s+allowed: local, dev, staging, production, cloud/,
    );
  });

  it('synthesizes only the selected environments', () => {
    const selected = todoChatbot({ environments: ['cloud', 'dev'] }).files();
    expect(selected.map((file) => file.path)).toEqual(['cloud/todo-chatbot.k8s.yaml', 'dev/todo-chatbot.k8s.yaml']);
  });
});
