import { compareText } from '../../model/core/compare-text';
import { nearest } from '../../model/core/nearest';
import { Mapping } from '../../model/core/untrusted';
import { groupOf } from '../checked-object';
import { CustomKind, customKindOf } from './custom-schema';
import { allKubernetesKinds, kubernetesKind, ServedKind, shippedCustomKind, shippedKindsOf } from './definitions';
import { SchemaFinding, SchemaProblem } from './problem';
import { removedBeforeTables } from './removed-apis';
import { Schema } from './schema';

/** What is known of an API version and kind. */
export interface KindVerdict {
  /** @default - nothing is known of its fields */
  readonly schema?: Schema;
  /** @default - it is as it should be */
  readonly finding?: SchemaFinding;
}

/** The kinds that a cluster knows: those of its version of Kubernetes, and custom resources. */
export class KnownKinds {
  readonly #minor: number;
  readonly #custom = new Map<string, CustomKind>();
  /** By kind and API version. */
  readonly #verdicts = new Map<string, Map<string, KindVerdict>>();

  constructor({ objects, customResourceDefinitions, minor }: KnownKindsProps) {
    this.#minor = minor;
    for (const manifest of [...customResourceDefinitions, ...objects]) {
      const custom = customKindOf(manifest);
      if (custom !== undefined) {
        this.#custom.set(`${custom.group} ${custom.kind}`, custom);
      }
    }
  }

  /** The schema of objects of the kind, or why there is none. */
  verdict(apiVersion: string, kind: string): KindVerdict {
    let ofKind = this.#verdicts.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#verdicts.set(kind, ofKind);
    }
    let verdict = ofKind.get(apiVersion);
    if (verdict === undefined) {
      verdict = this.judge(apiVersion, kind);
      ofKind.set(apiVersion, verdict);
    }
    return verdict;
  }

  private judge(apiVersion: string, kind: string): KindVerdict {
    const group = groupOf(apiVersion);
    const declared = this.#custom.get(`${group} ${kind}`);
    if (declared !== undefined) {
      return customVerdict(declared, apiVersion);
    }
    const served = kubernetesKind(apiVersion, kind);
    if (served !== undefined) {
      return this.servedVerdict(served);
    }
    const shipped = shippedCustomKind(group, kind);
    return shipped === undefined ? { finding: this.unknown(apiVersion, kind) } : customVerdict(shipped, apiVersion);
  }

  private servedVerdict(served: ServedKind): KindVerdict {
    const { apiVersion, kind, schema, since, until } = served;
    if (since !== undefined && since > this.#minor) {
      const given = `${apiVersion}, which Kubernetes has since 1.${since}`;
      return { schema, finding: this.versionFinding(SchemaProblem.API_VERSION_TOO_NEW, given, served) };
    }
    if (until !== undefined && until < this.#minor) {
      return { schema, finding: this.removed(apiVersion, kind, until + 1) };
    }
    // Alpha versions are removed without a word, and whoever uses one knows it.
    if (until !== undefined && !apiVersion.includes('alpha')) {
      const given = `${apiVersion}, which Kubernetes 1.${until + 1} removes`;
      return { schema, finding: this.versionFinding(SchemaProblem.API_VERSION_DEPRECATED, given, served) };
    }
    return { schema };
  }

  private removed(apiVersion: string, kind: string, minor: number): SchemaFinding {
    const given = `${apiVersion}, which Kubernetes 1.${minor} removed`;
    return this.versionFinding(SchemaProblem.API_VERSION_REMOVED, given, { apiVersion, kind });
  }

  private versionFinding(
    problem: SchemaProblem,
    given: string,
    { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  ): SchemaFinding {
    const replacement = this.replacement(apiVersion, kind);
    const allowed = replacement ?? `what Kubernetes 1.${this.#minor} has`;
    const remedy =
      replacement === undefined
        ? `Kubernetes 1.${this.#minor} has no such kind: do without it.`
        : `Use ${replacement}.`;
    return { problem, field: 'apiVersion', given, allowed, remedy };
  }

  /** The API version in which the target has the kind: of the same group first, the most stable first. */
  private replacement(given: string, kind: string): string | undefined {
    const rank = (apiVersion: string) =>
      (groupOf(apiVersion) === groupOf(given) ? 0 : 4) +
      (apiVersion.includes('alpha') ? 2 : apiVersion.includes('beta') ? 1 : 0);
    const [best] = allKubernetesKinds()
      .filter((each) => each.kind === kind && each.apiVersion !== given && this.isServed(each))
      .map(({ apiVersion }) => apiVersion)
      .sort((a, b) => rank(a) - rank(b) || compareText(b, a));
    return best;
  }

  private isServed({ since, until }: ServedKind): boolean {
    return (since ?? 0) <= this.#minor && (until ?? Infinity) >= this.#minor;
  }

  private unknown(apiVersion: string, kind: string): SchemaFinding {
    const removed = removedBeforeTables(apiVersion, kind);
    if (removed !== undefined) {
      return this.removed(apiVersion, kind, removed);
    }
    const kinds = allKubernetesKinds().filter((each) => this.isServed(each));
    const group = groupOf(apiVersion);
    // A group of custom resources is a domain.
    if (group.includes('.') && !kinds.some((each) => groupOf(each.apiVersion) === group)) {
      return schemaUnknown(apiVersion, kind, [...this.kindsOf(group), ...shippedKindsOf(group)]);
    }
    const elsewhere = kinds.filter((each) => each.kind === kind).map((each) => each.apiVersion);
    const meant = nearest(
      kind,
      kinds.filter((each) => each.apiVersion === apiVersion).map((each) => each.kind),
    );
    const remedy =
      elsewhere.length > 0
        ? `${kind} is in ${elsewhere.join(', ')}.`
        : meant === undefined
          ? undefined
          : `Did you mean ${meant}?`;
    return {
      ...{ problem: SchemaProblem.KIND_UNKNOWN, field: 'kind', given: `${kind} in ${apiVersion}` },
      allowed: `a kind that Kubernetes 1.${this.#minor} has`,
      ...(remedy === undefined ? {} : { remedy }),
    };
  }

  private kindsOf(group: string): string[] {
    return [...this.#custom.values()].filter((each) => each.group === group).map(({ kind }) => kind);
  }
}

/** What a cluster has. */
export interface KnownKindsProps {
  /** Objects of the cluster, of which those that define custom resources matter. */
  readonly objects: readonly Mapping[];
  /** Definitions of custom resources that the cluster has besides. */
  readonly customResourceDefinitions: readonly Mapping[];
  /** The minor version of Kubernetes: 31 for 1.31. */
  readonly minor: number;
}

function customVerdict({ group, kind, versions }: CustomKind, apiVersion: string): KindVerdict {
  const known = versions.get(apiVersion.slice(group.length + 1));
  const [first] = [...versions].filter(([, { deprecated }]) => !deprecated);
  if (known === undefined) {
    const names = [...versions.keys()].map((version) => `${group}/${version}`);
    const finding = {
      ...{ problem: SchemaProblem.API_VERSION_NOT_SERVED, field: 'apiVersion', given: apiVersion },
      allowed: names.length === 0 ? `no version: that of ${kind} serves none` : names.join(', '),
      ...(first === undefined ? {} : { remedy: `Use ${group}/${first[0]}.` }),
    };
    return { finding };
  }
  return known.deprecated && first !== undefined
    ? {
        schema: known.schema(),
        finding: {
          ...{ problem: SchemaProblem.API_VERSION_DEPRECATED, field: 'apiVersion', given: apiVersion },
          ...{ allowed: `${group}/${first[0]}`, remedy: `Use ${group}/${first[0]}.` },
        },
      }
    : { schema: known.schema() };
}

function schemaUnknown(apiVersion: string, kind: string, known: readonly string[]): SchemaFinding {
  const meant = nearest(kind, known);
  return {
    ...{ problem: SchemaProblem.SCHEMA_UNKNOWN, field: 'kind', given: `${kind} of ${apiVersion}` },
    allowed: 'a custom resource whose definition is known',
    ...(meant === undefined ? {} : { remedy: `Register its CustomResourceDefinition. Or did you mean ${meant}?` }),
  };
}
