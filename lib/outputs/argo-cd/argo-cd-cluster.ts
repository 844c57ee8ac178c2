import { Finding } from '../../model/core/issue';
import { pattern } from '../../model/core/rules';
import { textOf } from '../../model/core/untrusted';

/** Where Argo CD deploys to: `name` or `server`. */
export interface ClusterAddress {
  /** @default - it is known by its server */
  readonly name?: string;
  /** @default - it is known by its name */
  readonly server?: string;
}

/** What Argo CD calls the cluster that it runs in. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Neither of them holds a character that has a meaning in the patterns of an AppProject. */
const NAME = {
  expression: /^[A-Za-z0-9][A-Za-z0-9._:@/-]*$/,
  maxLength: 253,
  allowed: 'letters, digits and any of . _ : @ / -, as `argocd cluster list` shows the name',
};
const SERVER = {
  expression: /^https:\/\/[A-Za-z0-9.-]+(:[0-9]{1,5})?(\/[A-Za-z0-9._-]+)*$/,
  maxLength: 2048,
  allowed: 'an address such as https://203.0.113.10:6443, as `argocd cluster list` shows it',
};
const WHY = { code: 'argocd-cluster-invalid', remedy: 'Copy the name or the server of the cluster from Argo CD.' };

/**
 * A cluster as Argo CD knows it.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
 */
export class ArgoCdCluster {
  /** The cluster with this name in Argo CD. */
  static named(name: string): ArgoCdCluster {
    return new ArgoCdCluster({ name: textOf(name) });
  }

  /** The cluster whose API server has this address, for example `https://203.0.113.10:6443`. */
  static server(server: string): ArgoCdCluster {
    return new ArgoCdCluster({ server: textOf(server) });
  }

  /** The cluster that Argo CD itself runs in. */
  static inCluster(): ArgoCdCluster {
    return ArgoCdCluster.server(IN_CLUSTER);
  }

  /** @default - it is known by its server */
  readonly name?: string;
  /** @default - it is known by its name */
  readonly server?: string;

  private constructor({ name, server }: ClusterAddress) {
    this.name = name;
    this.server = server;
  }

  findings(field: string): Finding[] {
    return this.server === undefined ? pattern(field, this.name, NAME, WHY) : pattern(field, this.server, SERVER, WHY);
  }
}
