import * as fc from 'fast-check';
import { changed, Path, pathsOf } from './changed';

/** Values that a field may well have, and of which some rule has something against a few. */
const PLAUSIBLE = [
  ...[null, true, false, 0, -1, 1, 2, 80, 8080, 70_000, 10_001, 1.5],
  ...[
    '',
    'a',
    'shop',
    'http',
    'TCP',
    'UDP',
    'Always',
    'Never',
    'Ingress',
    'v1',
    'default',
    'None',
    'ALL',
    '-1',
    '500m',
  ],
  ...['1.2.3', 'Not A Name', 'x'.repeat(64), 'a:b', '../etc', '/var/run/docker.sock', 'changeme', 'web:latest', 'web'],
  ...['ghp_0123456789abcdefghij', 'PASSWORD=hunter2-hunter2', '--password', '<your-host>', 'NodePort', 'Unconfined'],
  ...[[], {}, ['ALL'], ['Ingress'], ['Egress'], { app: 'shop' }, { app: 'other' }, { matchLabels: { app: 'other' } }],
] as const;
/** Keys that some objects have. */
const KEYS = [
  ...['hostNetwork', 'hostPort', 'password', 'nodePort', 'endPort', 'protocol', 'lifecycle', 'matchExpressions'],
  ...['automountServiceAccountToken', 'serviceAccountName', 'restartPolicy', 'imagePullPolicy', 'seccompProfile'],
  ...['replicas', 'ephemeralContainers', 'initContainers', 'runAsUser', 'resources', 'values', 'namespaceSelector'],
];

interface Change {
  readonly path: Path;
  readonly what: 'add' | 'drop' | 'repeat' | 'set';
  readonly key: string;
  readonly value: unknown;
}

/** The objects with a few changes of the kind that people make. */
export function disturbed(objects: readonly object[]): fc.Arbitrary<object[]> {
  const change: fc.Arbitrary<Change> = fc.record({
    path: fc.constantFrom(...pathsOf(objects)),
    what: fc.constantFrom('add', 'drop', 'repeat', 'set', 'set', 'set'),
    key: fc.constantFrom(...KEYS),
    value: fc.constantFrom<unknown>(...PLAUSIBLE),
  });
  return changed(objects, change, { most: 3, apply });
}

/** What lies below something that was changed before is left alone. */
function apply(root: object, { path, what, key, value }: Change): void {
  const holder = path.slice(0, -1).reduce<unknown>(inside, root);
  const [last = ''] = path.slice(-1);
  if (typeof holder !== 'object' || holder === null) {
    return;
  }
  if (what === 'drop' && Array.isArray(holder)) {
    holder.splice(Number(last), 1);
  } else if (what === 'drop') {
    Reflect.deleteProperty(holder, last);
  } else if (what === 'repeat' && Array.isArray(holder)) {
    holder.push(structuredClone(holder[Number(last)]));
  } else {
    Reflect.set(holder, what === 'add' && !Array.isArray(holder) ? key : last, structuredClone(value));
  }
}

function inside(holder: unknown, key: string | number): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}
