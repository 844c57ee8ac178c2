import { App, type Issue, WebAppChart } from 'cdk8s-webapp';
import { CONSTRUCTS, FUNCTIONS, SMALLEST, type Subject } from '../support/option-subjects';
import { fieldOf, Form, type Option, PublicOptions, withInner } from '../support/options';
import { issuesFrom, UNCHECKED } from '../support/synthesis';

const DIRECTORIES = ['constructs', 'charts', ...['service', 'exposure', 'secret', 'network', 'external'].map(ofModel)];
const OPTIONS = new PublicOptions();
const TAKERS = OPTIONS.takers(DIRECTORIES.map((name) => `lib/${name}`));
const SUBJECTS: { readonly [name: string]: Subject | undefined } = { ...CONSTRUCTS, ...FUNCTIONS };

/** What is not given wrong options here, and why. */
const LEFT_OUT: { readonly [name: string]: string | undefined } = {
  'InternalLoadBalancer.aks': 'it gives annotations, which are judged where they are used',
  'InternalLoadBalancer.eks': 'it gives annotations, which are judged where they are used',
  'InternalLoadBalancer.oke': 'it gives annotations, which are judged where they are used',
  ServiceExposure: 'no option of a construct holds one; see test/model/exposure',
};

/** An object that is no value of any class, and at the same time has a name that no option has. */
const NONSENSE = { nonsense: true };
/** Values of a wrong type, and those of the right one that are out of any range. */
const WRONG: { readonly [form in Form]: readonly unknown[] } = {
  [Form.TEXT]: [null, NONSENSE, '\0'],
  [Form.CHOICE]: [null, NONSENSE, 'Nonsense'],
  [Form.NUMBER]: [null, '1', -1, NaN],
  [Form.BOOLEAN]: [null, 'yes'],
  [Form.LIST]: [null, 'text', NONSENSE],
  [Form.MAP]: [null, 'text', []],
  [Form.RECORD]: [null, 'text', []],
  [Form.INSTANCE]: [null, 'text', NONSENSE],
  // What is in a part is judged as a part of the object; see test/constructs/pod/pod-template.test.ts.
  [Form.PART]: [null, 'text'],
};

/** Values that look wrong and are fine: the field, and the reason. */
const FINE: { readonly [field: string]: string | undefined } = {
  'AppConfig data.entry "\\u0000"': 'a file may hold any text',
};
/** What an application passes to its chart has names of its own. */
const TAKES_ANY_NAME = 'WebAppChart';
/** Containers that run before the main one are read as those beside it. */
const LIKE_SIDECARS = /^initContainers\.entry\./;
/** Every workload reads the options of `Backend` in the same way, so what is inside of them is judged there alone. */
const SHARED_FIELDS = new Set(withInner(OPTIONS.of('BackendProps')).map(fieldOf));
const WORKLOADS = ['Frontend', 'Job', 'MigrationJob', 'ScheduledJob', 'SinglePageApp', 'StatefulBackend', 'Worker'];

function ofModel(name: string): string {
  return `model/${name}`;
}

/** The options of a subject in which an option has that value, and everything else is as small as it can be. */
function placed(subject: Subject, chart: WebAppChart, option: Option, value: unknown): unknown {
  const { holder, key } = option;
  if (holder === undefined) {
    return value;
  }
  const whole = typeof key === 'number' ? [value] : { ...smallest(subject, chart, holder), [key]: value };
  return placed(subject, chart, holder, whole);
}

function smallest(subject: Subject, chart: WebAppChart, { holder, type }: Option): object {
  return holder === undefined ? subject.smallest(chart) : (SMALLEST[type]?.(chart) ?? {});
}

function issuesOf(subject: Subject, option: Option, value: (chart: WebAppChart) => unknown): Issue[] {
  return issuesFrom(() => {
    const app = new App(UNCHECKED);
    const chart = new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop', createNamespace: false });
    subject.define(chart, placed(subject, chart, option, value(chart)) as never);
    app.files();
  });
}

/** Where the author of the options reads it, who knows ports by their names and nothing of the construct of an account. */
function authored({ path, field }: Issue): string {
  const own = path === 'test/it/service-account' ? `serviceAccount.${field}` : field;
  return own.replace(/\bports\.(\0|admin|9000)\./, 'ports[0].');
}

/** Whether the issue names the field, something in it, or what holds it. */
function names(issue: Issue, field: string): boolean {
  const given = authored(issue);
  const isIn = (inner: string, outer: string) => inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return given === field || isIn(given, field) || isIn(field, given);
}

function outcome(subject: Subject, option: Option, field: string, value: (chart: WebAppChart) => unknown): string[] {
  try {
    const issues = issuesOf(subject, option, value);
    return issues.some((issue) => names(issue, field)) ? [] : [issues.map(({ field: other }) => other).join(', ')];
  } catch (error) {
    return [String(error)];
  }
}

/** What is wrong and not reported, with what is reported in its place. */
function unreported(name: string, subject: Subject, option: Option): string[] {
  const place = [subject.field, fieldOf(option)].filter(Boolean).join('.').replaceAll('.[', '[');
  const wrong = WRONG[option.form].map((value) => ({
    value: () => value,
    shown: show(value),
    field: place || 'props',
  }));
  const unknown = {
    value: (chart: WebAppChart) => ({ ...smallest(subject, chart, option), ...NONSENSE }),
    shown: 'an unknown option',
    field: place === '' ? 'nonsense' : `${place}.nonsense`,
  };
  const isClosed = option.form === Form.RECORD && !(name === TAKES_ANY_NAME && option.holder === undefined);
  return [...wrong, ...(isClosed ? [unknown] : [])]
    .filter(({ shown }) => FINE[`${name} ${place} ${shown}`] === undefined)
    .flatMap(({ value, shown, field }) =>
      outcome(subject, option, field, value).map((instead) => `${field} ${shown}: ${instead}`),
    );
}

function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function judged(name: string, type: string): Option[] {
  const isOwn = (option: Option) => option.holder?.holder === undefined || !SHARED_FIELDS.has(fieldOf(option));
  return withInner(OPTIONS.of(type)).filter(
    (option) => (!WORKLOADS.includes(name) || isOwn(option)) && !LIKE_SIDECARS.test(fieldOf(option)),
  );
}

describe('options that are wrong', () => {
  const subjects = TAKERS.flatMap(({ name, type }) => {
    const subject = SUBJECTS[name];
    return subject === undefined ? [] : [{ name, type, subject }];
  });

  it('are given to everything that takes options', () => {
    const expected = TAKERS.map(({ name }) => name).filter((name) => LEFT_OUT[name] === undefined);
    expect(Object.keys(SUBJECTS).sort()).toEqual(expected.sort());
  });

  it.each(subjects)('are reported by $name', ({ name, type, subject }) => {
    expect(judged(name, type).flatMap((option) => unreported(name, subject, option))).toEqual([]);
  });

  it.each(subjects)('are the only thing that is wrong with $name', ({ name, type, subject }) => {
    const records = judged(name, type).filter(({ form }) => form === Form.RECORD);
    const findings = records.flatMap((option) =>
      issuesOf(subject, option, (chart) => smallest(subject, chart, option))
        // What a kind of workload cannot have is refused as a whole.
        .filter((issue) => !names(issue, fieldOf(option)))
        .map(({ field, code }) => `${fieldOf(option)}: ${field} ${code}`),
    );
    expect(findings).toEqual([]);
  });
});
