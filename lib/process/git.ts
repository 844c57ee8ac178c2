import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from './run';

/** What git cannot answer. */
export class GitError extends Error {
  override readonly name = 'Error';
}

/**
 * Reads the files of a directory as they were committed, without touching the working copy.
 *
 * @param directory the directory, which need not exist now
 * @param below what is read of it
 * @returns texts by path below `directory/below`; none where the commit has other files in the directory only
 * @throws GitError when this is no repository, there is no such commit, or it has no such directory
 */
export function committedFiles(directory: string, below: string, ref: string): Map<string, string> {
  const existing = nearestExisting(path.resolve(directory));
  const git = (...args: string[]) => run('git', args, { cwd: existing });
  const prefix = git('rev-parse', '--show-prefix');
  if (prefix.status !== 0) {
    throw new GitError(`${existing} is in no git repository, so there is nothing to compare with at ${ref}.`);
  }
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (commit.status !== 0) {
    throw new GitError(`the repository has no commit ${ref}. Name a branch, a tag or a commit that it has.`);
  }
  const root = path.posix.join(prefix.stdout.trim(), toPosix(path.relative(existing, path.resolve(directory))), '/');
  const list = git('ls-tree', '-r', '-z', '--full-tree', '--name-only', commit.stdout.trim(), '--', root);
  const files = list.stdout.split('\0').filter((file) => file !== '');
  if (files.length === 0) {
    throw new GitError(`${ref} has no file in ${root}. Is the output committed there, or somewhere else?`);
  }
  const start = `${root}${below}/`;
  const text = (file: string) => git('cat-file', 'blob', `${commit.stdout.trim()}:${file}`).stdout;
  return new Map(files.filter((file) => file.startsWith(start)).map((file) => [file.slice(start.length), text(file)]));
}

function nearestExisting(directory: string): string {
  return fs.existsSync(directory) ? directory : nearestExisting(path.dirname(directory));
}

function toPosix(file: string): string {
  return file.split(path.sep).join('/');
}
