import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Stage } from 'cdk8s-webapp';
import { CheckScope } from '../../lib/checks/check-scope';
import { scopeOf } from './checks';
import { EXAMPLES, synthesizeExample } from './examples';
import { ROOT } from './judges';

/** A file of manifests as the objects of one cluster, in its strictest stage. */
export interface RenderedFile {
  readonly file: string;
  readonly scope: CheckScope;
}

/** What this repository itself writes: `dist/`, and the manifests of every example. */
export function renderedFiles(): RenderedFile[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-checks-'));
  try {
    EXAMPLES.forEach((example) => synthesizeExample(example, path.join(outdir, example)));
    return [...filesBelow(path.join(ROOT, 'dist')), ...filesBelow(outdir)];
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

function filesBelow(directory: string): RenderedFile[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, scope: scopeOf(path.join(directory, file), { stage: Stage.PRODUCTION }) }));
}
