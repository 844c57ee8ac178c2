import * as fs from 'node:fs';
import * as path from 'node:path';
import * as webapp from 'cdk8s-webapp';
import ts from 'typescript';
import { todoChatbot } from '../../main';
import { scripts } from '../../package.json';
import { secret } from '../../todo-chatbot/base';

const ROOT = path.resolve(__dirname, '../..');

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const markdown = ['', 'docs'].flatMap((directory) =>
  fs
    .readdirSync(path.join(ROOT, directory), { recursive: directory !== '', encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join(directory, file)),
);

/** The fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code);
}

describe('snippets', () => {
  const snippets = new Map(
    markdown.flatMap((file) =>
      blocks(read(file), 'ts').map((code, index) => [path.join(ROOT, `${file}.${index}.ts`), code] as const),
    ),
  );

  it('exist', () => {
    expect(snippets.size).toBeGreaterThan(0);
  });

  it('compile against the library, strictly', () => {
    const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile } = host;
    host.fileExists = (file) => snippets.has(file) || fileExists(file);
    host.readFile = (file) => snippets.get(file) ?? readFile(file);
    const program = ts.createProgram([...snippets.keys()], { ...options, skipLibCheck: true }, host);
    const problems = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      return `${path.relative(ROOT, diagnostic.file?.fileName ?? '')}: ${text}`;
    });
    expect(problems).toEqual([]);
  }, 60_000);
});

describe.each(markdown)('%s', (file) => {
  const text = read(file);

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    const missing = links.filter((link) => !fs.existsSync(path.join(ROOT, path.dirname(file), link)));
    expect(missing).toEqual([]);
  });

  it('names only scripts that exist', () => {
    const names = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('README.md', () => {
  it('quotes the example as it is', () => {
    expect(blocks(read('README.md'), 'ts')).toContain(read('examples/shop/main.ts'));
  });

  it('names the command that .ci/run passes the tests with', () => {
    expect(read('README.md')).toMatch(/\| run the tests +\| `npm ci && npm test` +\|/);
    expect(read('.ci/run')).toContain('{ npm ci && npm test; }');
  });

  it('shows the error that its example gives when it is changed as told', () => {
    const wrong = read('examples/shop/main.ts').replace('port: 8000', 'port: 70000').replace('1.4.2', 'latest');
    const { outputText } = ts.transpileModule(wrong, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const run = new Function('require', 'exports', outputText) as (...args: unknown[]) => void;
    const [shown = ''] = blocks(read('README.md'), 'text').filter((block) => block.startsWith('ValidationError: '));
    const line = wrong.split('\n').findIndex((each) => each.includes('new Backend(')) + 1;
    expect(shown.match(/ at main\.ts:\d+$/gm)).toEqual([` at main.ts:${line}`, ` at main.ts:${line}`]);
    // Evaluated code has no file.
    const message = shown.replace('ValidationError: ', '').replaceAll(` at main.ts:${line}`, '');
    expect(() => {
      run(() => webapp, {});
    }).toThrow(message);
  });

  it('lists the files that come out', () => {
    const listed = [...read('README.md').matchAll(/^.── (\S+)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(
      todoChatbot()
        .files()
        .map((each) => each.path),
    );
  });
});

describe('docs/quickstart.md', () => {
  const text = read('docs/quickstart.md');

  it('names the Secret and exactly the keys that the application declares', () => {
    expect(text).toContain(`kubectl create secret generic ${secret.name} `);
    const row = (kind: string) => text.split('\n').find((line) => line.endsWith(`| ${kind} |`)) ?? '';
    const keys = (line: string) => [...line.matchAll(/`([A-Z_]+)`/g)].map(([, key]) => key);
    expect(keys(row('required'))).toEqual(secret.requiredKeys);
    expect(keys(row('optional'))).toEqual(secret.optionalKeys);
  });

  it('names the tags, addresses and objects that the manifests have', () => {
    const manifests = todoChatbot().synthYaml();
    const tags = [...manifests.matchAll(/image: \S+:(\S+)$/gm)].map(([, tag = '']) => tag);
    const urls = [...manifests.matchAll(/NEXT_PUBLIC_API_URL\n\s+value: (\S+)$/gm)].map(([, url = '']) => url);
    expect(new Set(tags).size).toBe(4);
    for (const word of [...tags, ...urls]) {
      expect(text).toContain(`\`${word}\``);
    }
    for (const [, kind = '', name = ''] of text.matchAll(/(deployment|service)\/([a-z-]+)/g)) {
      expect(manifests.toLowerCase()).toMatch(new RegExp(`kind: ${kind}\\n[\\s\\S]*?\\n {2}name: ${name}\\n`));
    }
  });
});
