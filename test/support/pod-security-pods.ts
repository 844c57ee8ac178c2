import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifestsIn } from './checks';
import { isCi, ROOT } from './judges';

/** The pods with which Kubernetes tests its own admission; what they are beside the repository for, no clone needs. */
const PODS = path.resolve(ROOT, '../shared/conformance/pod-security');

/** The versions of the standards that there are pods of. */
export const POD_VERSIONS = ['v1.28', 'v1.36'];

/** A pod of the conformance tests. */
export interface ConformancePod {
  /** For example `hostports2`. */
  readonly name: string;
  readonly manifest: object;
}

/** A `describe` that needs the pods: in CI it fails without them, elsewhere it is skipped under a title that says so. */
export function describeWithPods(title: string, body: () => void): void {
  if (fs.existsSync(PODS) || isCi()) {
    describe(title, body);
  } else {
    // Its body reads the pods to name its tests.
    it.skip(`${title} (skipped: there is no ${path.relative(ROOT, PODS)})`, () => undefined);
  }
}

/** The pods that level and version admit (`pass`) or refuse (`fail`). */
export function conformancePods(level: string, version: string, verdict: 'fail' | 'pass'): ConformancePod[] {
  const folder = path.join(PODS, level, version, verdict);
  return fs
    .readdirSync(folder)
    .sort()
    .flatMap((file) =>
      manifestsIn(fs.readFileSync(path.join(folder, file), 'utf8')).map((manifest) => ({
        name: path.basename(file, '.yaml'),
        manifest,
      })),
    );
}
