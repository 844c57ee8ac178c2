import { Finding, show } from '../model/core/issue';

/** The variables of a container, in the order in which Kubernetes reads them. */
export interface ReferringVariables {
  /** Names that are there before any of the texts. */
  readonly known: readonly string[];
  /** Whether there may be others besides: those of Services, or of an object whose keys are not known. */
  readonly hasUnknown: boolean;
  /** Fields, names and texts; the text of what is no text is empty. */
  readonly texts: readonly ReferringText[];
}

/** A variable whose text may refer to others. */
export interface ReferringText {
  readonly field: string;
  readonly name: string;
  readonly text: string;
}

/** What Kubernetes replaces in a text; `$$` stands for a single `$`. */
const REFERENCE = /\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;
/** Begins the names of the variables that every container has. */
const OF_THE_CLUSTER = 'KUBERNETES_';

/**
 * Texts refer only to variables that stand before them. Kubernetes leaves any other reference as it is, and the
 * process sees `$(NAME)`.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function variableReferenceFindings({ known, hasUnknown, texts }: ReferringVariables): Finding[] {
  const before = new Set(known);
  return texts.flatMap(({ field, name, text }) => {
    const unknown = referencesOf(text).filter((each) => !before.has(each) && !each.startsWith(OF_THE_CLUSTER));
    before.add(name);
    const later = new Set(texts.map((other) => other.name));
    return unknown.filter((each) => later.has(each) || !hasUnknown).map((each) => unknownFinding(field, each, later));
  });
}

function referencesOf(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function unknownFinding(field: string, name: string, later: ReadonlySet<string>): Finding {
  return {
    code: 'variable-reference-unknown',
    field,
    given: `$(${name}), ${later.has(name) ? 'which stands not before it' : 'which is no variable of the container'}`,
    allowed: 'variables that stand before it: those of envFrom, then of envVariables, then of env, each in their order',
    remedy: `Correct the name or the order; write ${show(`$$(${name})`)} for the text itself.`,
  };
}
