import * as fs from 'node:fs';
import * as path from 'node:path';
import { ancestors } from './cache';

/** The part of a package.json that decides how a package is compiled. */
interface PackageJson {
  readonly name?: string;
  readonly type?: string;
  readonly dependencies?: object;
  readonly peerDependencies?: object;
}

/** How a module of an installed package takes part in a program. */
export enum Treatment {
  /** Loaded by us: it is made of constructs, and there must be only one of it. */
  LIBRARY = 'library',
  /** Part of the program: `require` cannot load it. */
  PROGRAM = 'program',
  /** Loaded by Node as ever: native code, files that it reads from its own directory, and the like. */
  NATIVE = 'native',
}

/** Packages whose users are construct libraries too. */
const CORE = ['constructs', 'cdk8s', 'cdk8s-webapp'];
const CONSTRUCT_LIBRARY = /^(?:constructs|cdk8s|cdk8s-webapp|cdk8s-plus-\d+)$/;
const IN_PACKAGE = /[\\/]node_modules[\\/]/;

/** Whether a file belongs to an installed package. Links out of node_modules were followed: what they lead to does not. */
export function isInPackage(file: string): boolean {
  return IN_PACKAGE.test(file);
}

/** What packages say about themselves, each read once. */
export class Packages {
  readonly #found = new Map<string, PackageJson & { readonly file?: string }>();

  /** The package.json that a file belongs to. */
  fileOf(module: string): string | undefined {
    return this.of(module).file;
  }

  /** Whether Node takes a file for an ECMAScript module. */
  isModule(file: string): boolean {
    const extension = path.extname(file);
    return /^\.m[jt]s$/.test(extension) || (!/^\.c[jt]s$/.test(extension) && this.of(file).type === 'module');
  }

  treatment(file: string): Treatment {
    if (!/\.[cm]?js$/.test(file)) {
      return Treatment.NATIVE;
    }
    if (this.isModule(file)) {
      return Treatment.PROGRAM;
    }
    const { name = '', dependencies, peerDependencies } = this.of(file);
    const uses = { ...dependencies, ...peerDependencies };
    const isLibrary = CONSTRUCT_LIBRARY.test(name) || CORE.some((core) => core in uses);
    return isLibrary ? Treatment.LIBRARY : Treatment.NATIVE;
  }

  private of(module: string): PackageJson & { readonly file?: string } {
    const directory = path.dirname(module);
    let found = this.#found.get(directory);
    if (found === undefined) {
      const file = ancestors(directory)
        .map((ancestor) => path.join(ancestor, 'package.json'))
        .find((candidate) => fs.existsSync(candidate));
      found = file === undefined ? {} : { ...readJson(file), file };
      this.#found.set(directory, found);
    }
    return found;
  }
}

function readJson(file: string): PackageJson {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as PackageJson;
  } catch {
    return {};
  }
}
