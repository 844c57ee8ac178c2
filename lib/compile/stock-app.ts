/** What takes over apps instead of letting them write. */
export interface AppHost {
  synth(app: object): void;
}

const CDK8S = /[\\/]node_modules[\\/]cdk8s[\\/]lib[\\/]app\.js$/;
const HOST = Symbol.for('cdk8s-webapp.host');

/** Who takes over the apps of the program; nobody when left out. */
export function setHost(host?: AppHost): void {
  (globalThis as { [HOST]?: AppHost })[HOST] = host;
}

/** Lets the host take over apps of cdk8s itself, which do not ask for one, once their module was loaded. */
export function hostStockApps(file: string, exports: unknown): void {
  if (!CDK8S.test(file)) {
    return;
  }
  const { App } = exports as { App: { prototype: { synth(): void } } };
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
