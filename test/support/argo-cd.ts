import { App, ArgoCd, ArgoCdProps, Stage, WebAppChart } from 'cdk8s-webapp';
import { parseAllDocuments } from 'yaml';
import { cluster } from './clusters';
import { AnyManifest } from './synthesis';

export const REPOSITORY = 'https://github.com/acme/shop.git';

/** An app whose objects are not checked: its tests are about what is derived of them. */
export function uncheckedApp(): App {
  return new App({ checks: { enabled: false } });
}

/** A chart of an environment with a cluster of its own. */
export function environment(app: App, name: string, props: { [field: string]: unknown } = {}): WebAppChart {
  return new WebAppChart(app, name, {
    ...{ name: 'shop', namespace: 'shop', stage: Stage.STAGING, cluster: cluster({ name }) },
    ...props,
  });
}

/** The files for Argo CD, by their paths. */
export function argoCdFiles(app: App): Map<string, string> {
  const [group] = app.render().derived.filter(({ name }) => name === 'argocd');
  return new Map((group?.files ?? []).map(({ path, text }) => [path, text]));
}

/** The objects for Argo CD, as a parser of YAML reads them. */
export function argoCdObjects(app: App): AnyManifest[] {
  return [...argoCdFiles(app).values()].flatMap((text) =>
    parseAllDocuments(text).map((document) => document.toJS() as AnyManifest),
  );
}

/** The objects for Argo CD of an app with what the function defines. */
export function argoCd(define: (app: App) => void, props: { [field: string]: unknown } = {}): AnyManifest[] {
  const app = uncheckedApp();
  define(app);
  new ArgoCd(app, 'argocd', { repository: REPOSITORY, ...props } as ArgoCdProps);
  return argoCdObjects(app);
}

interface Values {
  readonly [field: string]: unknown;
}

/** What the controller makes of an ApplicationSet with a list generator: the fields of Applications that are not empty. */
export function expanded(set: AnyManifest): AnyManifest[] {
  const { template, templatePatch, generators } = set['spec'];
  return (generators[0].list.elements as Values[]).map((element) => {
    const { metadata, spec } = fill(template, element) as { metadata: Values; spec: Values };
    const patch = templatePatch === '{{ toJson .patch }}' ? (element['patch'] as { spec: Values }) : { spec: {} };
    const application: unknown = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { ...metadata, namespace: set.metadata.namespace },
      spec: { ...spec, ...patch.spec },
    };
    return application as AnyManifest;
  });
}

function fill(value: unknown, element: Values): unknown {
  if (typeof value === 'string') {
    return value.replace(/\{\{ \.(\w+) \}\}/g, (_, name: string) => {
      if (!(name in element)) {
        throw new Error(`the element has no ${name}`);
      }
      return String(element[name]);
    });
  }
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, element));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, fill(item, element)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== ''));
  }
  return value;
}
