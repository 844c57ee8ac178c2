import * as path from 'node:path';
import * as ts from 'typescript';

/** What is given for an option. */
export enum Form {
  TEXT = 'text',
  NUMBER = 'number',
  BOOLEAN = 'boolean',
  /** One of some texts. */
  CHOICE = 'choice',
  LIST = 'list',
  /** An object with names of the author's choice. */
  MAP = 'map',
  /** An object with known names: an interface of the library. */
  RECORD = 'record',
  /** A value with a class of the library, or one like it. */
  INSTANCE = 'instance',
  /** A part of a manifest in the words of Kubernetes. */
  PART = 'part',
}

/** One option, wherever it is. */
export interface Option {
  readonly form: Form;
  /** What holds it; the properties themselves lie in nothing. */
  readonly holder?: Option;
  /** Name in a record or map, index in a list. */
  readonly key: string | number;
  /** Name of the interface of a record. */
  readonly type: string;
  /** The properties of a record, the one element of a list or map. */
  readonly inner: readonly Option[];
}

/** A public constructor or function that takes options. */
export interface TakesOptions {
  /** For example `Backend` or `Volume.csi`. */
  readonly name: string;
  /** Name of the interface of the options. */
  readonly type: string;
}

/** A name that serves as a variable, a label, a volume and a container alike. */
export const ENTRY = 'entry';
/** Name of a volume that another container has. */
export const SHARED = 'shared';

const ROOT = path.resolve(__dirname, '../..');
const LIB = path.join(ROOT, 'lib/');
/** What declares options and their types. */
const DECLARING = [
  ...['index.ts', 'charts/', 'constructs/', 'model/'].map((name) => path.join(LIB, name)),
  path.dirname(require.resolve('typescript')),
];

/**
 * What the public API declares, as the compiler understands it. Other files and packages are not read, for that takes most of
 * the time; what comes from them has the type `any` here.
 */
export class PublicOptions {
  readonly #checker: ts.TypeChecker;
  readonly #exports: readonly ts.Symbol[];

  constructor() {
    const options = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      lib: ['lib.es5.d.ts'],
      types: [],
      strict: true,
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) =>
      DECLARING.some((each) => file.startsWith(each))
        ? read(file, ...rest)
        : ts.createSourceFile(file, '', ts.ScriptTarget.ES2022);
    const program = ts.createProgram([path.join(LIB, 'index.ts')], options, host);
    this.#checker = program.getTypeChecker();
    const index = program.getSourceFile(path.join(LIB, 'index.ts')) as ts.SourceFile;
    this.#exports = this.#checker
      .getExportsOfModule(this.#checker.getSymbolAtLocation(index) as ts.Symbol)
      .map((each) => (each.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(each) : each));
  }

  /** The properties of a public interface, and all below them. */
  of(type: string): Option {
    const symbol = this.#exports.find(({ name }) => name === type);
    if (symbol === undefined) {
      throw new Error(`${type} is not public`);
    }
    return this.option(this.#checker.getDeclaredTypeOfSymbol(symbol), '', undefined);
  }

  /** Every public constructor and static function below those directories whose last parameter is an interface of options. */
  takers(directories: readonly string[]): TakesOptions[] {
    return this.#exports.filter((each) => isBelow(each, directories)).flatMap((each) => this.takersOf(each));
  }

  private takersOf(symbol: ts.Symbol): TakesOptions[] {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isClassDeclaration(declaration)) {
      return [];
    }
    const isAbstract = hasModifier(declaration, ts.ModifierFlags.Abstract);
    return declaration.members.flatMap((member) => {
      const isStatic = ts.isMethodDeclaration(member) && hasModifier(member, ts.ModifierFlags.Static);
      const isNew = ts.isConstructorDeclaration(member) && !isAbstract;
      const isPublic = !hasModifier(member, ts.ModifierFlags.Private);
      return isPublic && (isStatic || isNew) ? this.takerOf(symbol.name, member) : [];
    });
  }

  private takerOf(className: string, member: ts.MethodDeclaration | ts.ConstructorDeclaration): TakesOptions[] {
    const last = member.parameters.at(-1)?.type;
    const type = last === undefined ? undefined : this.#checker.getTypeFromTypeNode(last);
    if (type === undefined || !isRecord(type) || !this.#exports.includes(type.symbol)) {
      return [];
    }
    const name = ts.isMethodDeclaration(member) ? `${className}.${member.name.getText()}` : className;
    return [{ name, type: type.symbol.name }];
  }

  private option(given: ts.Type, key: string | number, holder: Option | undefined): Option {
    const type = this.#checker.getNonNullableType(given);
    const form = this.form(type);
    const inner: Option[] = [];
    const option = { form, key, holder, type: form === Form.RECORD ? type.symbol.name : '', inner };
    inner.push(...this.innerOf(type, option));
    return option;
  }

  private innerOf(type: ts.Type, option: Option): Option[] {
    if (option.form === Form.LIST) {
      return this.#checker.getTypeArguments(type as ts.TypeReference).map((each) => this.option(each, 0, option));
    }
    if (option.form === Form.MAP) {
      return [
        this.option(type.getStringIndexType() as ts.Type, option.key === 'sharedVolumes' ? SHARED : ENTRY, option),
      ];
    }
    return option.form === Form.RECORD
      ? type.getProperties().map((each) => this.option(this.#checker.getTypeOfSymbol(each), each.name, option))
      : [];
  }

  private form(type: ts.Type): Form {
    const simple: [ts.TypeFlags, Form][] = [
      [ts.TypeFlags.EnumLike, Form.CHOICE],
      [ts.TypeFlags.String, Form.TEXT],
      [ts.TypeFlags.Number, Form.NUMBER],
      [ts.TypeFlags.Boolean, Form.BOOLEAN],
      [ts.TypeFlags.Any, Form.PART],
    ];
    const found = simple.find(([flag]) => type.flags & flag);
    if (found !== undefined) {
      return found[1];
    }
    if (this.#checker.isArrayType(type)) {
      return Form.LIST;
    }
    if (type.getStringIndexType() !== undefined) {
      return Form.MAP;
    }
    return isRecord(type) ? Form.RECORD : Form.INSTANCE;
  }
}

/** Where an option is, as findings say it. */
export function fieldOf({ holder, key }: Option): string {
  if (holder === undefined) {
    return '';
  }
  const outer = fieldOf(holder);
  return typeof key === 'number' ? `${outer}[${key}]` : [outer, key].filter((part) => part !== '').join('.');
}

/** An option and all below it. */
export function withInner(option: Option): Option[] {
  return [option, ...option.inner.flatMap(withInner)];
}

/** An interface of data; one that is named like `IWorkload`, or has methods, is for what has a class. */
function isRecord({ symbol }: ts.Type): boolean {
  const declaration = (symbol as ts.Symbol | undefined)?.declarations?.[0];
  return (
    declaration !== undefined &&
    ts.isInterfaceDeclaration(declaration) &&
    declaration.getSourceFile().fileName.startsWith(LIB) &&
    !/^I[A-Z][a-z]/.test(symbol.name)
  );
}

function isBelow({ declarations = [] }: ts.Symbol, directories: readonly string[]): boolean {
  return declarations.some((each) =>
    directories.some((directory) => each.getSourceFile().fileName.startsWith(path.join(ROOT, directory, '/'))),
  );
}

function hasModifier(declaration: ts.Declaration, flag: ts.ModifierFlags): boolean {
  return (ts.getCombinedModifierFlags(declaration) & flag) !== 0;
}
