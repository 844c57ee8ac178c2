import * as fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import * as path from 'node:path';
import type * as vm from 'node:vm';
import { CompileCache } from './cache';
import { fingerprint, isSettledSince, State, statOf } from './fingerprint';
import { isLazy, lazyModule } from './lazy-module';
import { isDynamic, ModuleContent, ModuleFunction, moduleFunction, moduleScript, NO_BYTECODE } from './module-script';
import { Packages, Treatment } from './packages';
import { watchedByLibrary } from './watched';

/** A module as the cache describes it. A part of the entry holds its code, and then what V8 made of it. */
interface ModuleHeader {
  readonly file: string;
  /** Where what it requires was found, by the name that it requires it by. */
  readonly resolved: { readonly [request: string]: string };
  /** Encoding of the code in the cache. */
  readonly encoding: 'latin1' | 'utf8';
  /** Number of bytes of the code. */
  readonly length: number;
  readonly isDynamic: boolean;
}

interface LibraryHeader extends State {
  readonly modules: readonly ModuleHeader[];
  /** Paths of modules that can be executed one after the other while the program is compiled. */
  readonly steps: readonly string[];
}

/** The module that is run. */
export interface MainModule {
  readonly id: string;
  /** Its absolute path. */
  readonly filename: string;
  exports: unknown;
}

/** Whose modules they are. */
export interface LibraryOptions {
  /** The program. */
  readonly main: MainModule;
  readonly cache: CompileCache;
  /** Name of the modules in the cache. */
  readonly name: string;
  /** Called with the path and the exports of every module that was executed. */
  onLoad(file: string, exports: unknown): void;
}

/** A module that is known, executed or not. */
interface KnownModule {
  readonly file: string;
  readonly resolved: { [request: string]: string };
  /** Reads it; `undefined` when the cache is damaged. */
  content(): ModuleContent | undefined;
  /** @default - it was not compiled in this run */
  compiled?: { readonly content: ModuleContent; readonly script: vm.Script };
  /** @default - it was not executed in this run, or failed */
  instance?: ModuleInstance;
}

/** What a module finds under the name `module`. */
interface ModuleInstance {
  readonly id: string;
  readonly filename: string;
  readonly path: string;
  exports: unknown;
  loaded: boolean;
  readonly require: object;
  /** Libraries that can be run as well ask whether there is one. */
  readonly parent: object;
  readonly children: readonly object[];
  readonly paths: readonly string[];
}

const INLINE_MAP = '\n//# sourceMappingURL=data:';
const INTERPRETER_LINE = /^#!/;
const BYTE_ORDER_MARK = /^\uFEFF/;
/** What the libraries that all others use bring along. */
const BUNDLED = /[\\/]node_modules[\\/](?:constructs|cdk8s|cdk8s-plus-\d+)[\\/]node_modules[\\/].*\.c?js$/;
const IS_ASCII = /^[\0-\x7f]*$/;

/**
 * Modules of installed packages: the CommonJS modules that make up construct libraries. An earlier run has noted where each is
 * found and what V8 makes of it, so that Node need not look for them and compile them again. They are modules of this table
 * alone, apart from those that Node itself has loaded.
 */
export class Library {
  /** The modules that are known of a program. None of them is used when anything that is installed has changed. */
  static of(options: LibraryOptions): Library {
    const library = new Library(options);
    const kept = options.cache.read<LibraryHeader>(options.name);
    if (kept !== undefined && kept.header.fingerprint === fingerprint(kept.header.watched)) {
      library.#fingerprint = kept.header.fingerprint;
      library.#steps = kept.header.steps;
      kept.header.modules.forEach((header, index) => {
        const { file, resolved } = header;
        library.#modules.set(file, { file, resolved, content: () => contentOf(header, kept.part(index)) });
      });
    }
    return library;
  }

  readonly #options: LibraryOptions;
  readonly #modules = new Map<string, KnownModule>();
  readonly #lazy = new Map<string, object>();
  readonly #stats = new Map<string, string>();
  readonly #packages = new Packages();
  readonly #since = Date.now();
  /** Modules that were executed, in the order in which they were done. */
  readonly #executed: string[] = [];
  #steps: readonly string[] = [];
  #fingerprint: string | undefined;
  /** Whether the cache has all that there is to know. */
  #isKept = true;

  private constructor(options: LibraryOptions) {
    this.#options = options;
  }

  /** Stands for all code of the modules, as it is in the cache; `undefined` where it is not. */
  get fingerprint(): string | undefined {
    return this.#isKept ? this.#fingerprint : undefined;
  }

  /** The exports of a module, which is executed when it is first asked for. */
  require(file: string): unknown {
    const module = this.#modules.get(file) ?? this.found(file);
    return module.instance === undefined ? this.execute(module) : module.instance.exports;
  }

  /** Executes modules that will be asked for, in steps between which others have their turn. What fails does so again for whoever asks. */
  async prepare(files: readonly string[]): Promise<void> {
    for (const file of new Set([...this.#steps, ...files])) {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        this.require(file);
      } catch {
        // Perhaps nobody asks.
      }
    }
    this.#steps = this.inOrder();
  }

  /** Keeps what is not in the cache yet. Better after the run: then V8 knows which functions are used. */
  keep(): void {
    if (this.#isKept) {
      return;
    }
    const { main, cache, name } = this.#options;
    const kept = [...this.#modules.values()].flatMap((module) => keptModule(module) ?? []);
    const watched = watchedByLibrary(
      main.filename,
      kept.map(({ header }) => header.file),
      this.#packages,
    );
    if (isSettledSince(this.#since, watched, this.#stats)) {
      this.#fingerprint = fingerprint(watched, this.#stats);
      const modules = kept.map((each) => each.header);
      const header = { watched, fingerprint: this.#fingerprint, modules, steps: this.#steps };
      this.#isKept = cache.write<LibraryHeader>(name, { header, parts: kept.map(({ part }) => part) });
    }
  }

  /** Executed modules, each behind all that it requires. Those that require each other have no such order, and are left out. */
  private inOrder(): string[] {
    const executed = new Set(this.#executed);
    const steps = new Set<string>();
    for (const file of this.#executed) {
      const required = Object.values(this.#modules.get(file)?.resolved ?? {});
      if (required.every((each) => steps.has(each) || !executed.has(each))) {
        steps.add(file);
      }
    }
    return [...steps];
  }

  private found(file: string): KnownModule {
    const content = this.read(file);
    const module: KnownModule = { file, resolved: {}, content: () => content };
    this.#modules.set(file, module);
    return module;
  }

  private read(file: string): ModuleContent {
    this.#isKept = false;
    // What is noted is what was there before it was read: a change in between is seen next time.
    this.#stats.set(file, statOf(file));
    const text = fs.readFileSync(file, 'utf8').replace(BYTE_ORDER_MARK, '').replace(INTERPRETER_LINE, '//');
    const end = text.lastIndexOf(INLINE_MAP);
    const source = end === -1 ? text : text.slice(0, end);
    return { code: moduleFunction(source), bytecode: NO_BYTECODE, isDynamic: isDynamic(source) };
  }

  private execute(module: KnownModule): unknown {
    const { file } = module;
    const content = module.compiled?.content ?? module.content() ?? this.read(file);
    const script = module.compiled?.script ?? this.script(file, content);
    const directory = path.dirname(file);
    const require = this.requireOf(module);
    const instance: ModuleInstance = {
      ...{ id: file, filename: file, path: directory, exports: {}, loaded: false },
      ...{ require, parent: this.#options.main, children: [], paths: [] },
    };
    module.compiled = { content, script };
    module.instance = instance;
    try {
      const wrapper = script.runInThisContext() as ModuleFunction;
      wrapper.call(instance.exports, instance.exports, require, instance, file, directory);
    } catch (error) {
      // As in Node, who asks again gets the error again.
      module.instance = undefined;
      throw error;
    }
    instance.loaded = true;
    this.#executed.push(file);
    this.#options.onLoad(file, instance.exports);
    return instance.exports;
  }

  private script(file: string, content: ModuleContent): vm.Script {
    const script = moduleScript(file, content);
    this.#isKept &&= content.isDynamic || script.cachedDataRejected === false;
    return script;
  }

  /** The function `require` of a module. */
  private requireOf(module: KnownModule): object {
    let native: NodeJS.Require | undefined;
    const nativeRequire = () => (native ??= createRequire(module.file));
    const find = (request: string): unknown => {
      if (isBuiltin(request)) {
        return nativeRequire()(request);
      }
      const found = (module.resolved[request] ??= this.resolve(request, nativeRequire()));
      return this.isOwn(found) ? this.require(found) : nativeRequire()(found);
    };
    const require = (request: string) =>
      isLazy(module.file, request) ? this.lazy(module.file, request, find) : find(request);
    return Object.defineProperties(require, {
      main: { value: this.#options.main },
      resolve: { get: () => nativeRequire().resolve },
      cache: { get: () => nativeRequire().cache },
      extensions: { get: () => nativeRequire().extensions },
    });
  }

  private lazy(file: string, request: string, find: (request: string) => unknown): object {
    const key = `${path.dirname(file)}\0${request}`;
    const module = this.#lazy.get(key) ?? lazyModule(() => find(request) as object);
    this.#lazy.set(key, module);
    return module;
  }

  private resolve(request: string, native: NodeJS.Require): string {
    const found = native.resolve(request);
    this.#isKept = false;
    return found;
  }

  /** Other packages are loaded by Node, for the program may use them too. */
  private isOwn(file: string): boolean {
    return this.#modules.has(file) || BUNDLED.test(file) || this.#packages.treatment(file) === Treatment.LIBRARY;
  }
}

function contentOf({ encoding, length, isDynamic }: ModuleHeader, part: Buffer | undefined): ModuleContent | undefined {
  return part && { code: part.toString(encoding, 0, length), bytecode: part.subarray(length), isDynamic };
}

/** A module as it is kept. */
function keptModule(
  module: KnownModule,
): { readonly header: ModuleHeader; readonly part: readonly Buffer[] } | undefined {
  const { file, resolved, compiled } = module;
  const content = compiled?.content ?? module.content();
  if (content === undefined) {
    return undefined;
  }
  const { isDynamic } = content;
  const bytecode = compiled === undefined || isDynamic ? content.bytecode : compiled.script.createCachedData();
  const encoding = IS_ASCII.test(content.code) ? 'latin1' : 'utf8';
  const code = Buffer.from(content.code, encoding);
  return { header: { file, resolved, encoding, length: code.length, isDynamic }, part: [code, bytecode] };
}
