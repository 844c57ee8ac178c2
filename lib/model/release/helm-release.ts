import { Finding, Issue, show } from '../core/issue';
import { judge, LiveCheck } from '../core/live-check';
import { dnsLabel, labelValue } from '../core/names';
import { pattern } from '../core/rules';
import { semanticVersion } from '../core/semantic-version';
import { fieldsOf, textOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { HelmValuesReading, readHelmValues } from './helm-values';
import { currentRevision, historyFindings, observedHistory, releaseState, rollbackTarget } from './release-history';
import { HelmStatus, ReleaseState } from './release-lifecycle';
import { ReleaseRevision } from './release-revision';

/** Attributes of `HelmRelease`. */
export interface HelmReleaseProps {
  /** Name of the release, unique within its namespace. At most 53 characters. */
  readonly name: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Version of the chart, for example `1.0.0`: a semantic version without a leading v. */
  readonly chartVersion: string;
  /**
   * Version of the application, which becomes a label of every object.
   * @default - the chart names none
   */
  readonly appVersion?: string;
  /**
   * What the release sets differently from the chart's values.yaml: texts, numbers, booleans, null, lists and maps.
   * @default - nothing
   */
  readonly values?: { readonly [key: string]: unknown };
  /**
   * The revisions that the cluster has, as `ReleaseRevision.fromHelmHistory` reads them. An empty list says that the
   * release was never installed.
   * @default - not observed
   */
  readonly history?: ReleaseRevision[];
}

/** What was observed of a Helm release outside its own history. */
export interface HelmReleaseFacts {
  /**
   * Whether the chart is to be had in this version: in its repository, registry or directory.
   * @default - not observed
   */
  readonly chartVersionExists?: boolean;
}

const RELEASE_NAME = {
  expression: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  maxLength: 53,
  allowed: '1 to 53 lower-case letters, digits, "-" and "."; each part begins and ends with a letter or digit',
};

/**
 * The rule of Helm 3 and 4 for names of releases, which allows dots.
 *
 * @see https://github.com/helm/helm/blob/v3.13.0/pkg/chartutil/validate_name.go
 */
export function releaseName(field: string, given: unknown): Finding[] {
  return pattern(field, given, RELEASE_NAME, { code: 'name-invalid', remedy: 'Choose a name of that form.' });
}

/**
 * An instance of a chart in a namespace: what is to be deployed, and what Helm has recorded of it so far.
 *
 * @see https://helm.sh/docs/glossary/#release
 */
export class HelmRelease implements IValidated {
  /** Name of the release. */
  readonly name: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Version of the chart. */
  readonly chartVersion: string;
  /** @default - the chart names none */
  readonly appVersion?: string;
  readonly #reading: HelmValuesReading;
  readonly #given: GivenTexts;
  readonly #history: unknown;

  constructor(props: HelmReleaseProps) {
    const { name, namespace, chartVersion, appVersion, values, history } = fieldsOf(props);
    this.name = textOf(name);
    this.namespace = textOf(namespace);
    this.chartVersion = textOf(chartVersion);
    this.appVersion = typeof appVersion === 'string' ? appVersion : undefined;
    this.#given = { name, namespace, chartVersion, appVersion };
    this.#history = Array.isArray(history) ? [...history] : history;
    this.#reading = readHelmValues('values', values === undefined ? {} : values);
  }

  get place(): string {
    return `HelmRelease ${this.name}`;
  }

  /** What the release sets differently from the chart's values.yaml. */
  get values(): { [key: string]: unknown } {
    return readHelmValues('values', this.#reading.values).values;
  }

  /** The revisions that the cluster has, or `undefined` where nobody looked. */
  get history(): ReleaseRevision[] | undefined {
    return observedHistory(this.#history);
  }

  /** Number of the current revision; 0 when the release was never installed, or nobody looked. */
  get revision(): number {
    return currentRevision(this.history)?.revision ?? 0;
  }

  /** Helm's word for the current revision, or `undefined` where there is none. */
  get status(): HelmStatus | undefined {
    return currentRevision(this.history)?.status;
  }

  /**
   * The state of the current revision; `PENDING` when the release was never installed, `undefined` when nobody looked
   * or Helm itself is not certain.
   */
  get state(): ReleaseState | undefined {
    return releaseState(this.history);
  }

  /** Everything that is wrong with what was declared or recorded. Whether it can be rolled back is another question. */
  findings(): Finding[] {
    const { name, namespace, chartVersion, appVersion } = this.#given;
    return [
      ...releaseName('name', name),
      ...dnsLabel('namespace', namespace),
      ...semanticVersion('chartVersion', chartVersion),
      ...(appVersion === undefined ? [] : labelValue('appVersion', appVersion)),
      ...this.#reading.findings,
      ...historyFindings('history', this.#history),
    ];
  }

  /**
   * The revision that a rollback restores: the latest one before the current one that was deployed successfully and
   * was not rolled back itself. `undefined` where there is none; `rollbackFindings` says why. Its number must be given
   * to `helm rollback`, which otherwise takes the one before the current one, even where that failed.
   */
  rollbackTarget(): ReleaseRevision | undefined {
    return rollbackTarget(this.history);
  }

  /** Why the release cannot be rolled back; empty when it can. To be asked before a rollback, not before synthesis. */
  rollbackFindings(): Finding[] {
    if (this.rollbackTarget() !== undefined) {
      return [];
    }
    const isKnown = this.history !== undefined;
    const given = this.revision === 0 ? 'a release that was never installed' : `revision ${this.revision}`;
    return [
      {
        code: 'rollback-without-earlier-revision',
        field: 'history',
        given: isKnown ? `${given}, and no earlier one that was deployed successfully` : 'nothing: nobody looked',
        allowed: 'a history with an earlier revision that was deployed successfully',
        remedy: isKnown
          ? 'Uninstall the release instead (`helm uninstall`), mend it and install it again.'
          : 'Read it with `helm history` first; uninstall the release instead when this is its first installation.',
      },
    ];
  }

  /** Whether the chart is to be had in the version that is to be deployed. */
  verify(facts: HelmReleaseFacts): LiveCheck[] {
    const rule = {
      code: 'chart-version-exists',
      subject: `${this.place} ${this.chartVersion}`,
      remedy: 'Publish the chart in this version, or deploy a version that exists.',
    };
    return [judge(rule, fieldsOf(facts).chartVersionExists, (exists) => exists === true)];
  }
}

interface GivenTexts {
  readonly name: unknown;
  readonly namespace: unknown;
  readonly chartVersion: unknown;
  readonly appVersion: unknown;
}

/** A release at its place. */
export interface ReleasePlacement {
  /** Where it was defined. */
  readonly path: string;
  /** Identifies the cluster. */
  readonly clusterKey: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Name of the release. */
  readonly name: string;
}

/** Within one namespace of one cluster no two releases have one name. The first one keeps it. */
export function releaseConflicts(placements: ReleasePlacement[]): Issue[] {
  const owners = new Map<string, string>();
  return placements.flatMap(({ path, clusterKey, namespace, name }) => {
    const key = JSON.stringify([clusterKey, namespace, name]);
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, path);
      return [];
    }
    return [
      {
        path,
        code: 'release-name-taken',
        field: 'name',
        given: `${show(name)}, which ${owner} uses in namespace ${show(namespace)} of the same cluster`,
        allowed: 'every release name once in a namespace',
        remedy: 'Choose another name or namespace, or deploy to another cluster.',
      },
    ];
  });
}
