import { IConstruct } from 'constructs';
import { register, registered } from '../constructs/registered';
import { Issue } from '../model/core/issue';
import { ValidationError } from '../model/core/validation-error';
import { Memory } from './memory';
import { OutputFile } from './output/write-output';
import type { Synthesis } from './synthesis';

const OUTPUT = Symbol.for('cdk8s-webapp.DerivedOutput');

/** Files of an output, and what stops them from being made. */
export interface Derivation {
  /** The files; their paths are below the directory of the output. */
  readonly files: readonly OutputFile[];
  /** What is wrong. Then nothing at all is written. */
  readonly issues: readonly Issue[];
}

/** Something that is made of the rendered objects of all environments, and written together with them. */
export interface DerivedOutput {
  /** Files of one group are listed in one index. No environment has its name. */
  readonly group: string;
  /**
   * Where the files are written, from the working directory on.
   * @default - into the output directory
   */
  readonly directory?: string;

  /** Makes the files. The synthesis holds every environment, and is right. What takes long can be remembered. */
  derive(synthesis: Synthesis, memory: Memory): Derivation;
}

/** Files of one group that were derived. */
export interface DerivedGroup {
  readonly name: string;
  /** @default - into the output directory */
  readonly directory?: string;
  readonly files: readonly OutputFile[];
}

/** Makes known that a construct stands for an output. */
export function declareOutput(construct: IConstruct, output: DerivedOutput): void {
  register(construct, OUTPUT, output);
}

/**
 * What the outputs that are declared in a tree come to.
 *
 * @throws ValidationError with the issues of all outputs
 */
export function derivedGroups(root: IConstruct, synthesis: Synthesis, memory: Memory): DerivedGroup[] {
  const { groups, issues } = deriveOutputs(root, synthesis, memory);
  if (issues.length > 0) {
    throw new ValidationError(issues);
  }
  return groups;
}

/** The same, with what stops it. Two outputs can write into one group, but not the same file. */
export function deriveOutputs(
  root: IConstruct,
  synthesis: Synthesis,
  memory: Memory,
): { groups: DerivedGroup[]; issues: Issue[] } {
  const groups = new Map<string, DerivedGroup & { readonly files: OutputFile[] }>();
  const issues: Issue[] = [];
  for (const { construct, value: output } of registered<DerivedOutput>(root, OUTPUT)) {
    const { group: name, directory } = output;
    const derivation = output.derive(synthesis, memory);
    const key = JSON.stringify([name, directory]);
    const group = groups.get(key) ?? { name, directory, files: [] };
    groups.set(key, group);
    issues.push(...derivation.issues);
    for (const file of derivation.files) {
      if (group.files.some(({ path }) => path === file.path)) {
        issues.push(fileTwice(construct, file));
      }
      group.files.push(file);
    }
  }
  return { groups: [...groups.values()], issues };
}

function fileTwice({ node }: IConstruct, { path }: OutputFile): Issue {
  return {
    path: node.path,
    code: 'output-file-duplicate',
    field: '(file)',
    given: `${path}, which another output writes too`,
    allowed: 'every file once',
    remedy: 'Remove one of the two, or give it another name.',
  };
}
