import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(__dirname, '..');
/** The command as it is built. */
export const CLI = path.join(ROOT, 'build', 'lib', 'cli', 'main.cjs');

/** A project that has the library as npm installs it. */
export function project(directory: string, files: { readonly [name: string]: string }): string {
  const modules = path.join(directory, 'node_modules');
  fs.mkdirSync(modules, { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  const own = path.join(modules, 'cdk8s-webapp');
  fs.cpSync(path.join(ROOT, 'build'), path.join(own, 'build'), { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(own, 'package.json'));
  Object.entries(files).forEach(([name, text]) => {
    fs.writeFileSync(path.join(directory, name), text);
  });
  return directory;
}

/** The application of this repository, in a project of its own. */
export function todoChatbot(directory: string): string {
  fs.cpSync(path.join(ROOT, 'todo-chatbot'), path.join(directory, 'todo-chatbot'), { recursive: true });
  return project(directory, { 'main.ts': fs.readFileSync(path.join(ROOT, 'main.ts'), 'utf8') });
}
