import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, WebAppChart } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { applyRank } from '../../lib/synth/kinds';
import { application, Application } from '../support/arbitraries/application';
import { RANDOM } from '../support/arbitraries/settings';
import { EXAMPLES, synthesizeExample } from '../support/examples';
import { temporaryDirectory } from '../support/files';
import { ROOT } from '../support/judges';
import { AnyManifest } from '../support/synthesis';

/** Kinds in the order in which Argo CD applies those of one wave; it applies all others behind them. */
const ARGO_CD_ORDER = [
  ...['Namespace', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'PodSecurityPolicy', 'PodDisruptionBudget'],
  ...['ServiceAccount', 'Secret', 'SecretList', 'ConfigMap', 'StorageClass', 'PersistentVolume'],
  ...['PersistentVolumeClaim', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleList', 'ClusterRoleBinding'],
  ...['ClusterRoleBindingList', 'Role', 'RoleList', 'RoleBinding', 'RoleBindingList', 'Service', 'DaemonSet', 'Pod'],
  ...['ReplicationController', 'ReplicaSet', 'Deployment', 'HorizontalPodAutoscaler', 'StatefulSet', 'Job', 'CronJob'],
  ...['IngressClass', 'Ingress', 'APIService'],
];

const POD_OWNERS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
const POD_NEEDS = ['NetworkPolicy', 'ResourceQuota', 'LimitRange', 'ServiceAccount', 'Secret', 'ConfigMap', 'Service'];

/** What has to be there before what: not a matter of taste, but of objects that are refused or pods that start wrongly. */
const NEEDS: readonly (readonly [string, string])[] = [
  ...ARGO_CD_ORDER.filter((kind) => kind !== 'Namespace').map((kind) => ['Namespace', kind] as const),
  ...[...POD_NEEDS, 'PersistentVolumeClaim', 'PodDisruptionBudget'].flatMap((need) =>
    POD_OWNERS.map((kind) => [need, kind] as const),
  ),
  ['PersistentVolume', 'PersistentVolumeClaim'],
  ['StorageClass', 'PersistentVolumeClaim'],
  ['ClusterRole', 'ClusterRoleBinding'],
  ['ServiceAccount', 'RoleBinding'],
  ['Role', 'RoleBinding'],
  ['Deployment', 'HorizontalPodAutoscaler'],
  ['IngressClass', 'Ingress'],
  ['Service', 'Ingress'],
  ...POD_OWNERS.map((kind) => [kind, 'Ingress'] as const),
];

const argoCdRank = (kind: string) => {
  const rank = ARGO_CD_ORDER.indexOf(kind);
  return rank < 0 ? ARGO_CD_ORDER.length : rank;
};

/** The place of kinds that the order of the files does not list. */
const UNKNOWN = applyRank('no kind at all');
const NEEDED: ReadonlySet<string> = new Set(NEEDS.map((pair) => pair.join(' ')));

/** Argo CD reads the phase from one annotation, and the wave from another. */
const PHASES = ['PreSync', 'Sync', 'PostSync'];
const ANNOTATION = 'argocd.argoproj.io';

const annotation = ({ metadata }: AnyManifest, name: string): string | undefined =>
  (metadata as { annotations?: { [key: string]: string } }).annotations?.[`${ANNOTATION}/${name}`];
const phaseOf = (object: AnyManifest) => PHASES.indexOf(annotation(object, 'hook') ?? 'Sync');
const waveOf = (object: AnyManifest) => Number(annotation(object, 'sync-wave') ?? 0);
const describeObject = ({ kind, metadata }: AnyManifest) => `${kind}/${metadata.name}`;

/** Phase, wave and kind: what Argo CD compares by, before names. */
function compareByArgoCd(a: AnyManifest, b: AnyManifest): number {
  return phaseOf(a) - phaseOf(b) || waveOf(a) - waveOf(b) || argoCdRank(a.kind) - argoCdRank(b.kind);
}

/** Pairs of objects that are applied the wrong way round. */
function violations(order: readonly AnyManifest[]): string[] {
  return order.flatMap((earlier, index) =>
    order
      .slice(index + 1)
      .filter((later) => NEEDED.has(`${later.kind} ${earlier.kind}`))
      // What is in an earlier wave runs before the rest on purpose: it has what it needs in its own wave or before.
      .filter((later) => waveOf(later) <= waveOf(earlier))
      .map((later) => `${describeObject(earlier)} before ${describeObject(later)}`),
  );
}

const MAKERS: { readonly [field: string]: readonly string[] } = {
  serviceAccountName: ['ServiceAccount'],
  configMapRef: ['ConfigMap'],
  configMapKeyRef: ['ConfigMap'],
  configMap: ['ConfigMap'],
  secretRef: ['Secret', 'ExternalSecret', 'SealedSecret'],
  secretKeyRef: ['Secret', 'ExternalSecret', 'SealedSecret'],
  secretName: ['Secret', 'ExternalSecret', 'SealedSecret'],
  claimName: ['PersistentVolumeClaim'],
};

/** The objects that a hook refers to. */
function referred(value: unknown, objects: readonly AnyManifest[]): AnyManifest[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([field, item]: [string, unknown]) => {
    const name = typeof item === 'string' ? item : (item as { name?: unknown } | null)?.name;
    const found = objects.filter(({ kind, metadata }) => MAKERS[field]?.includes(kind) && metadata.name === name);
    return [...found, ...referred(item, objects)];
  });
}

/** What a hook refers to and is not there when it runs. */
function late(objects: readonly AnyManifest[]): string[] {
  return objects
    .filter((object) => annotation(object, 'hook') !== undefined)
    .flatMap((hook) =>
      referred(hook['spec'], objects)
        .filter((need) => waveOf(need) >= waveOf(hook))
        .map((need) => `${describeObject(hook)} before ${describeObject(need)}`),
    );
}

function expectOneOrder(objects: readonly AnyManifest[]): void {
  expect(violations(objects)).toEqual([]);
  expect(violations([...objects].sort(compareByArgoCd))).toEqual([]);
  expect(late(objects)).toEqual([]);
  expect(objects.filter((object) => phaseOf(object) !== PHASES.indexOf('Sync'))).toEqual([]);
}

const directory = temporaryDirectory();

function objectsOf({ stage, pieces }: Application): AnyManifest[] {
  const app = new App({ checks: { enabled: false } });
  const chart = new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop', stage });
  pieces.forEach((piece, index) => {
    piece.define(chart, { id: `p${index}`, index });
  });
  return app.files().flatMap(({ objects }) => objects as AnyManifest[]);
}

describe('the order of the files and that of Argo CD', () => {
  it.each(NEEDS)('that of Argo CD has %s before %s', (need, kind) => {
    expect(argoCdRank(need)).toBeLessThan(argoCdRank(kind));
  });

  it.each(NEEDS.filter(([, kind]) => applyRank(kind) < UNKNOWN))('the files have %s before %s', (need, kind) => {
    expect(applyRank(need)).toBeLessThan(applyRank(kind));
  });

  it.each(EXAMPLES)('apply examples/%s in an order that works', (example) => {
    const outdir = fs.mkdtempSync(path.join(directory, `${example}-`));
    synthesizeExample(example, outdir);
    const files = fs
      .readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'));
    expect(files).not.toEqual([]);
    for (const file of files) {
      const documents = parseAllDocuments(fs.readFileSync(path.join(outdir, file), 'utf8'));
      expectOneOrder(documents.map((document) => document.toJS() as AnyManifest));
    }
  });

  it('apply any application in an order that works', () => {
    fc.assert(
      fc.property(application, (each) => {
        expectOneOrder(objectsOf(each));
      }),
      RANDOM,
    );
  }, 60_000);
});

describe('what is judged here', () => {
  const object = (kind: string, name: string, annotations = {}, spec = {}): AnyManifest =>
    ({ apiVersion: 'v1', kind, metadata: { name, annotations }, spec }) as unknown as AnyManifest;

  it('would find an object in the wrong place', () => {
    expect(violations([object('Deployment', 'api'), object('ConfigMap', 'config')])).toEqual([
      'Deployment/api before ConfigMap/config',
    ]);
  });

  it('would find a hook that runs before what it needs', () => {
    const hook = { [`${ANNOTATION}/hook`]: 'Sync', [`${ANNOTATION}/sync-wave`]: '-1' };
    const spec = { template: { spec: { serviceAccountName: 'migrate' } } };
    expect(late([object('Job', 'migrate', hook, spec), object('ServiceAccount', 'migrate')])).toEqual([
      'Job/migrate before ServiceAccount/migrate',
    ]);
  });
});

describe('docs/argo-cd.md', () => {
  it('names the waves that objects are put into', () => {
    const text = fs.readFileSync(path.join(ROOT, 'docs/argo-cd.md'), 'utf8');
    const waves = [...text.matchAll(/^\| (-?\d) +\|/gm)].map(([, wave]) => Number(wave));
    expect(waves).toEqual([-3, -2, -1, 0]);
  });
});
