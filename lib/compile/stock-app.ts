/** Modules of the library bundle. */
export interface ModuleTable {
  readonly [module: string]: () => unknown;
}

/** What takes over apps instead of letting them write. */
export interface AppHost {
  synth(app: object): void;
}

const CDK8S = /[\\/]node_modules[\\/]cdk8s[\\/]lib[\\/]index\.js$/;
const HOST = Symbol.for('cdk8s-webapp.host');

/** Who takes over the apps of the program; nobody when left out. */
export function setHost(host?: AppHost): void {
  (globalThis as { [HOST]?: AppHost })[HOST] = host;
}

/** Lets the host take over apps of cdk8s itself, which do not ask for one. */
export function hostStockApps(table: ModuleTable): void {
  const module = Object.keys(table).find((each) => CDK8S.test(each));
  if (module === undefined) {
    return;
  }
  const { App } = table[module]?.() as { App: { prototype: { synth(): void } } };
  const { synth } = App.prototype;
  App.prototype.synth = function (): void {
    const host = (globalThis as { [HOST]?: AppHost })[HOST];
    if (host === undefined) {
      synth.call(this);
    } else {
      host.synth(this);
    }
  };
}
