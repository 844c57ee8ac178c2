import { isMapping } from '../../model/core/untrusted';
import { CheckedObject } from '../checked-object';
import { TargetKinds } from '../schema/target-kinds';
import { outlineOf } from './inner-outlines';
import { Look } from './look';
import { ALL_UNUSUAL, signOf, Signs, Unusual } from './sign';

const NAME = signOf(Unusual.NAME);
const NAMESPACE = signOf(Unusual.NAMESPACE);
const SECRET = signOf(Unusual.SECRET);
/** Names of every kind may be so long. */
const MOST_NAME = 52;

/**
 * One walk through an object that sees whether anything about it is not as usual. Nothing is, of nearly every object, so
 * this walk makes no list and no text, and leaves it to others to say what is wrong.
 */
export class Glance {
  readonly #look = new Look();

  /** What the object shows. */
  get signs(): Signs {
    return this.#look.signs;
  }

  /** Looks at an object, as one for a cluster with these kinds. */
  look(object: CheckedObject, { kinds, minor }: TargetKinds): void {
    const { apiVersion, kind, manifest } = object;
    const look = this.#look;
    look.minor = minor;
    look.depth = 0;
    look.signs.clear();
    const { schema, finding } = kinds.verdict(apiVersion, kind);
    const isKnown = schema !== undefined && finding === undefined && isNamed(object, look.signs);
    if (!isKnown || isUnsettled(apiVersion) || !outlineOf(schema).isRight(manifest, look)) {
      for (const sign of ALL_UNUSUAL) {
        look.signs.raise(sign);
      }
      look.skim(manifest);
    } else if (kind === 'ConfigMap' && apiVersion !== 'v1') {
      look.signs.raise(SECRET);
    }
  }
}

/** Whether the object has a name. Unusual names are signs. */
function isNamed({ name, namespace, manifest }: CheckedObject, signs: Signs): boolean {
  if (namespace === undefined || namespace === '' || namespace === 'default') {
    signs.raise(NAMESPACE);
  }
  if (name.length > MOST_NAME) {
    signs.raise(NAME);
  }
  return isMapping(manifest['metadata']) && manifest['metadata']['name'] === name && name !== '';
}

/** Versions that are still to change may lack words in their schema that other versions have. */
function isUnsettled(apiVersion: string): boolean {
  return apiVersion.includes('beta') || apiVersion.includes('alpha');
}
