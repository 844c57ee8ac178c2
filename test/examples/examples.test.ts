import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { EXAMPLES, synthesizeExample } from '../support/examples';
import { ROOT } from '../support/judges';

const MAX_LINES = 59;

/** The manifests that an example writes, by their paths. */
function manifestsOf(example: string): Map<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-example-'));
  try {
    synthesizeExample(example, outdir);
    const files = fs
      .readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'));
    return new Map(
      files.sort().map((file) => [file.replaceAll(path.sep, '/'), fs.readFileSync(path.join(outdir, file), 'utf8')]),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

describe.each(EXAMPLES)('examples/%s', (example) => {
  it(`has at most ${MAX_LINES} lines`, () => {
    const lines = fs
      .readFileSync(path.join(ROOT, 'examples', example, 'main.ts'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
  });

  it('writes manifests', () => {
    const manifests = manifestsOf(example);
    expect(manifests.size).toBeGreaterThan(0);
    for (const [file, text] of manifests) {
      expect(text).toMatchSnapshot(file);
    }
  });
});
