import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { mappingAt, textAt } from '../data';
import { Problem } from '../rule-kinds';
import { definition } from './definitions';
import { KnownKinds } from './known-kinds';
import { fieldPath, SchemaFinding, SchemaProblem } from './problem';
import { SchemaWalk } from './schema-walk';
import { TargetKinds, targetKinds } from './target-kinds';

/** Kinds of questions to the API server, which have no name. */
const NAMELESS = /Review$/;

/** What is wrong with an object by its schema, by rule. One walk finds it for all of them. */
export function judgeSchema(object: CheckedObject, scope: CheckScope): ReadonlyMap<SchemaProblem, readonly Problem[]> {
  const byProblem = new Map<SchemaProblem, Problem[]>();
  for (const { problem, ...found } of new ObjectJudge(targetKinds(scope)).findings(object.manifest)) {
    const same = byProblem.get(problem) ?? [];
    same.push(found);
    byProblem.set(problem, same);
  }
  return byProblem;
}

/** Judges objects for one cluster. */
class ObjectJudge {
  readonly #minor: number;
  readonly #kinds: KnownKinds;

  constructor({ minor, kinds }: TargetKinds) {
    this.#minor = minor;
    this.#kinds = kinds;
  }

  /** @param place the keys that lead to the object from the one that is reported */
  findings(manifest: Mapping, place: readonly (string | number)[] = []): SchemaFinding[] {
    const [apiVersion, kind] = [textAt(manifest, 'apiVersion'), textAt(manifest, 'kind')];
    if (!apiVersion || !kind) {
      return ['apiVersion', 'kind']
        .filter((key) => !textAt(manifest, key))
        .map((key) => headerMissing([...place, key], manifest[key]));
    }
    const { schema, finding } = this.#kinds.verdict(apiVersion, kind);
    const items = manifest['items'];
    if (schema === undefined && kind.endsWith('List') && Array.isArray(items)) {
      return this.itemFindings(items, { apiVersion, kind: kind.slice(0, -'List'.length) }, place);
    }
    const walk = new SchemaWalk(this.#minor, definition, place);
    if (schema !== undefined) {
      walk.judge(schema, manifest);
    }
    return [
      ...(finding === undefined ? [] : [{ ...finding, field: fieldPath([...place, finding.field]) }]),
      ...nameMissing(manifest, kind, place),
      ...walk.findings,
    ];
  }

  /** Of a list that has no kind of its own kubectl applies the items: a `List` of objects, or a `ConfigMapList`. */
  private itemFindings(
    items: readonly unknown[],
    header: { readonly apiVersion: string; readonly kind: string },
    place: readonly (string | number)[],
  ): SchemaFinding[] {
    return items.flatMap((item, index) =>
      isMapping(item)
        ? this.findings(header.kind === '' ? item : { ...header, ...item }, [...place, 'items', index])
        : [],
    );
  }
}

function headerMissing(place: readonly (string | number)[], given: unknown): SchemaFinding {
  return {
    problem: SchemaProblem.KIND_MISSING,
    field: fieldPath(place),
    given: given === undefined ? 'nothing' : typeof given === 'string' ? 'an empty text' : 'no text',
    allowed: 'a text',
  };
}

/** No schema demands a name, because the API server can make one. */
function nameMissing(manifest: Mapping, kind: string, place: readonly (string | number)[]): SchemaFinding[] {
  const { name, generateName } = mappingAt(manifest, 'metadata');
  const isNamed = [name, generateName].some((each) => each !== undefined && each !== null && each !== '');
  return isNamed || NAMELESS.test(kind)
    ? []
    : [
        {
          problem: SchemaProblem.MISSING_FIELD,
          field: fieldPath([...place, 'metadata', 'name']),
          given: 'nothing',
          allowed: 'a name',
        },
      ];
}
