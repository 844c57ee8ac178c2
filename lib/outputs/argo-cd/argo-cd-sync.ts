import { Finding } from '../../model/core/issue';
import { optionFindings, readOptions } from '../../model/core/options';
import { boolean } from '../../model/core/reading';

/** How Argo CD follows Git by itself. */
export interface AutomatedSyncOptions {
  /**
   * Whether objects that are no longer in Git are deleted. Namespaces and claims never are.
   * @default true
   */
  readonly prune?: boolean;
  /**
   * Whether changes that somebody made in the cluster are undone.
   * @default true
   */
  readonly selfHeal?: boolean;
}

/**
 * When a change in Git reaches the cluster.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
 */
export class ArgoCdSync {
  /** At once. */
  static automated(options: AutomatedSyncOptions = {}): ArgoCdSync {
    return new ArgoCdSync(true, options);
  }

  /** When somebody says so, in Argo CD. */
  static manual(): ArgoCdSync {
    return new ArgoCdSync(false, {});
  }

  /** Whether Argo CD deletes by itself what is no longer in Git. */
  readonly prune: boolean;
  /** Whether Argo CD undoes by itself what was changed in the cluster. */
  readonly selfHeal: boolean;
  readonly #wrong: readonly Finding[];

  private constructor(
    /** Whether a change in Git reaches the cluster without anybody saying so. */
    readonly isAutomated: boolean,
    given: AutomatedSyncOptions,
  ) {
    const { options, wrong } = readOptions(given, { prune: boolean, selfHeal: boolean });
    this.prune = isAutomated && (options.prune ?? true);
    this.selfHeal = isAutomated && (options.selfHeal ?? true);
    this.#wrong = wrong;
  }

  findings(field: string): Finding[] {
    return optionFindings(field, this.#wrong, []);
  }
}
