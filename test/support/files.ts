import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A directory for the tests of a file. It is removed after them. */
export function temporaryDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-test-'));
  afterAll(() => {
    fs.rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}
