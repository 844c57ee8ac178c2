import { concealCredentials } from '../../model/core/credentials';
import { withoutValue } from '../../model/core/rules';
import { isSensitiveName, wordsOf } from '../../model/core/sensitive-names';
import { Mapping } from '../../model/core/untrusted';
import { CheckedObject } from '../checked-object';
import { assignmentsIn } from './assignments';
import { leakingOption } from './leaking-option';
import { credentialOf, isLiteral, isRandom } from './literal-value';
import { isCustom, isFreeField, placeholderIn } from './placeholders';

/** How what must not be written shows itself. */
export enum LeakKind {
  /** By its form, wherever it stands. */
  CREDENTIAL = 'credential',
  /** By the name of the variable that holds it. */
  VARIABLE = 'variable',
  /** By the key of a ConfigMap that holds it, or by a name inside of the text. */
  CONFIG_MAP = 'config-map',
  /** By the name of a field, an annotation or an option. */
  FIELD = 'field',
  /** No secret: a value that nobody has given. */
  PLACEHOLDER = 'placeholder',
}

/** A secret that everybody who may read the object can read. It holds no part of the value. */
export interface Leak {
  readonly object: CheckedObject;
  readonly kind: LeakKind;
  readonly field: string;
  /** What was found, in words. */
  readonly given: string;
}

/** No credential is shorter. */
const LEAST_CREDENTIAL = 12;
const MAX_CLEAN = 20_000;
const PASSWORDS = ['password', 'passwd', 'passphrase', 'pwd'];

/** Texts that hold neither a credential nor a placeholder, wherever they stand: most stand in many objects. */
const CLEAN = new Set<string>();

/** The secrets in an object. */
export function leaksOf(object: CheckedObject): readonly Leak[] {
  return new LeakSearch(object).leaks();
}

/** Whether the text holds neither a credential nor a placeholder, wherever it stands. */
export function isHarmless(text: string): boolean {
  return CLEAN.has(text) || isNewHarmless(text);
}

function isNewHarmless(text: string): boolean {
  const isClean =
    (text.length < LEAST_CREDENTIAL || credentialOf(text) === undefined) && placeholderIn(text, false) === undefined;
  if (isClean) {
    if (CLEAN.size >= MAX_CLEAN) {
      CLEAN.clear();
    }
    CLEAN.add(text);
  }
  return isClean;
}

/** Goes through all texts of an object. */
class LeakSearch {
  readonly #object: CheckedObject;
  readonly #path: (string | number)[] = [];
  readonly #isCustom: boolean;
  /** Whether the object describes others. */
  readonly #isSchema: boolean;
  /** Whether what is below the path is a program or documentation. */
  #isFree: boolean;
  #leaks: Leak[] | undefined;

  constructor(object: CheckedObject) {
    this.#object = object;
    this.#isCustom = isCustom(object);
    this.#isSchema = object.kind === 'CustomResourceDefinition';
    this.#isFree = this.#isCustom;
  }

  leaks(): readonly Leak[] {
    this.visit(this.#object.manifest);
    return this.#leaks ?? [];
  }

  private visit(owner: Mapping | readonly unknown[]): void {
    if (Array.isArray(owner)) {
      for (let index = 0; index < owner.length; index += 1) {
        this.enter(owner, index, owner[index]);
      }
      return;
    }
    for (const key in owner) {
      const value = (owner as Mapping)[key];
      if (typeof value === 'string' || typeof value === 'object') {
        this.enter(owner, key, value);
      }
    }
  }

  private enter(owner: Mapping | readonly unknown[], key: string | number, value: unknown): void {
    if (typeof value === 'string') {
      this.judge(owner, key, value);
    } else if (typeof value === 'object' && value !== null && !this.isSealed(key)) {
      const wasFree = this.#isFree;
      this.#isFree ||= typeof key === 'string' && isFreeField(key, this.#isCustom);
      this.#path.push(key);
      this.visit(value as Mapping);
      this.#path.pop();
      this.#isFree = wasFree;
    }
  }

  /** What only the cluster can decrypt, and what another rule refuses as a whole. */
  private isSealed(key: string | number): boolean {
    const { kind } = this.#object;
    return (
      (kind === 'SealedSecret' && key === 'encryptedData') ||
      (kind === 'Secret' && this.#path.length === 0 && (key === 'data' || key === 'stringData'))
    );
  }

  private judge(owner: Mapping | readonly unknown[], key: string | number, text: string): void {
    if (!isHarmless(text) && this.holds(key, text)) {
      return;
    }
    if (typeof key === 'number') {
      this.judgeArgument(owner as readonly unknown[], key, text);
    } else {
      this.judgeNamed(owner as Mapping, key, text);
    }
  }

  /** Whether the text holds a credential. It may hold a placeholder besides. */
  private holds(key: string | number, text: string): boolean {
    const what = text.length < LEAST_CREDENTIAL ? undefined : credentialOf(text);
    // A name may be any word.
    const placeholder = placeholderIn(text, this.#isFree || key === 'name');
    if (placeholder !== undefined && !this.#isSchema) {
      this.add(LeakKind.PLACEHOLDER, key, placeholder);
    }
    if (what !== undefined) {
      this.add(LeakKind.CREDENTIAL, key, what);
    }
    return what !== undefined;
  }

  private judgeNamed(owner: Mapping, key: string, text: string): void {
    if (key === 'value' && typeof owner['name'] === 'string') {
      if (isSensitiveName(owner['name']) && isLiteral(text)) {
        this.add(LeakKind.VARIABLE, key, `a literal value of ${nameOf(owner['name'])}`);
      }
    } else if (this.isConfigMapData()) {
      this.judgeConfigMap(key, text);
    } else if (isSensitiveName(key) && isSecretField(key, text)) {
      this.add(LeakKind.FIELD, key, 'a literal value');
    }
  }

  private isConfigMapData(): boolean {
    const [first] = this.#path;
    return this.#object.kind === 'ConfigMap' && this.#path.length === 1 && (first === 'data' || first === 'binaryData');
  }

  private judgeConfigMap(key: string, text: string): void {
    const isBinary = this.#path[0] === 'binaryData';
    const value = isBinary ? Buffer.from(text, 'base64').toString('utf8') : text;
    const what = isBinary ? credentialOf(value) : undefined;
    if (what !== undefined) {
      this.add(LeakKind.CREDENTIAL, key, what);
    } else if (isSensitiveName(key) && !value.includes('\n')) {
      if (isLiteral(value)) {
        this.add(LeakKind.CONFIG_MAP, key, 'a literal value');
      }
    } else {
      const [first] = assignmentsIn(key, value).filter(({ isSecret }) => isSecret);
      if (first !== undefined) {
        this.add(LeakKind.CONFIG_MAP, key, `a literal value of ${nameOf(first.name)} in line ${first.line}`);
      }
    }
  }

  /** `--password=...` and `--password`, `...`. */
  private judgeArgument(owner: readonly unknown[], index: number, text: string): void {
    const option = leakingOption(owner, index, text);
    if (option !== undefined) {
      this.add(LeakKind.FIELD, index, `a literal value of the option ${nameOf(option)}`);
    }
  }

  private add(kind: LeakKind, key: string | number, given: string): void {
    const field = [...this.#path, key].reduce<string>(
      (path, step) =>
        typeof step === 'number' ? `${path}[${step}]` : path === '' ? nameOf(step) : `${path}.${nameOf(step)}`,
      '',
    );
    (this.#leaks ??= []).push({ object: this.#object, kind, field, given });
  }
}

/** Fields of other programs may well hold the name of a secret, so only what looks like a secret counts. */
function isSecretField(key: string, text: string): boolean {
  return isRandom(text) || (PASSWORDS.includes(wordsOf(key).at(-1) ?? '') && isLiteral(text));
}

/** Names are free text too. */
function nameOf(name: string): string {
  return concealCredentials(withoutValue(name));
}
