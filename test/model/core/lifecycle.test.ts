import * as fs from 'node:fs';
import * as path from 'node:path';
import { CLUSTER_LIFECYCLE, ClusterEvent, ClusterState } from '../../../lib/model/cluster/cluster-lifecycle';
import { Issue } from '../../../lib/model/core/issue';
import { Lifecycle, LifecycleProps, Transition } from '../../../lib/model/core/lifecycle';
import { ValidationError } from '../../../lib/model/core/validation-error';
import { EXPOSURE_LIFECYCLE, ExposureEvent, ExposureState } from '../../../lib/model/exposure/exposure-lifecycle';
import { IMAGE_LIFECYCLE, ImageEvent, ImageState } from '../../../lib/model/image/image-lifecycle';
import { RELEASE_LIFECYCLE, ReleaseEvent, ReleaseState } from '../../../lib/model/release/release-lifecycle';

const DOCUMENT = fs.readFileSync(path.resolve(__dirname, '../../../docs/model.md'), 'utf8');

/** What the deployment model draws, arrow by arrow. */
const DRAWN_CLUSTER = [
  'PROVISIONING ACTIVE',
  'ACTIVE UPDATING',
  'UPDATING ACTIVE',
  'ACTIVE DELETING',
  'DELETING DELETED',
];
const DRAWN_IMAGE = ['BUILD PUSH', 'PUSH AVAILABLE', 'AVAILABLE DEPLOYED', 'DEPLOYED DEPRECATED'];
const DRAWN_RELEASE = ['PENDING DEPLOYED', 'DEPLOYED SUPERSEDED', 'DEPLOYED FAILED', 'FAILED ROLLED_BACK'];
const DRAWN_EXPOSURE = ['PENDING ACTIVE', 'ACTIVE UPDATING', 'UPDATING ACTIVE'];

/** The issues that a call throws; none when it returns. */
function refusals(call: () => unknown): Issue[] {
  try {
    call();
    return [];
  } catch (error) {
    return ValidationError.isValidationError(error) ? error.issues : [];
  }
}

/** The part of the document below a heading. */
function section(heading: string): string {
  const [, rest = ''] = DOCUMENT.split(`\n### ${heading}\n`);
  return rest.split(/\n###? /)[0] ?? '';
}

/** The rows of the first table of a section, without its head. */
function rows(heading: string): (Transition & { why: string })[] {
  const [table = ''] = /(^\|.*\n)+/m.exec(section(heading)) ?? [];
  const cells = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return cells
    .slice(2)
    .filter((row) => row.length > 4)
    .map(([, from = '', event = '', to = '', why = '']) => ({ from, event, to, why }));
}

const text = ({ from, event, to }: Transition) => `${from} ${event} ${to}`;

describe.each([
  ['Cluster', CLUSTER_LIFECYCLE, ClusterState, ClusterEvent, DRAWN_CLUSTER],
  ['Image', IMAGE_LIFECYCLE, ImageState, ImageEvent, DRAWN_IMAGE],
  ['Helm release', RELEASE_LIFECYCLE, ReleaseState, ReleaseEvent, DRAWN_RELEASE],
  ['Service exposure', EXPOSURE_LIFECYCLE, ExposureState, ExposureEvent, DRAWN_EXPOSURE],
] as [string, Lifecycle, object, object, string[]][])('%s', (heading, lifecycle, states, events, drawn) => {
  const table = rows(heading);

  it('is consistent and knows exactly the words of its enums', () => {
    expect(lifecycle.findings()).toEqual([]);
    expect(lifecycle.states).toEqual(Object.values(states));
    expect(lifecycle.events.sort()).toEqual((Object.values(events) as string[]).sort());
  });

  it('has the transitions of its table, and no others', () => {
    expect(table.length).toBeGreaterThan(0);
    expect(lifecycle.transitions.map(text).sort()).toEqual(table.map(text).sort());
  });

  it('has the transitions of its diagram, and no others', () => {
    const arrows = [...section(heading).matchAll(/^ {2}(\w+) --> (\w+): (\S+)$/gm)];
    const diagram = arrows.map(([, from = '', to = '', event = '']) => text({ from, event, to }));
    expect(diagram.sort()).toEqual(table.map(text).sort());
    const ends = [...section(heading).matchAll(/^ {2}(\w+) --> \[\*\]$/gm)].map(([, state]) => state);
    expect(ends).toEqual(lifecycle.terminalStates);
    expect(section(heading)).toContain(`  [*] --> ${lifecycle.initial}\n`);
  });

  it('takes every row of the table to exactly its target', () => {
    for (const { from, event, to } of table) {
      expect([from, event, lifecycle.next(from, event)]).toEqual([from, event, to]);
    }
  });

  it('refuses every other pair of state and event, and says what the state allows', () => {
    for (const from of lifecycle.states) {
      const leaving = table.filter((row) => row.from === from);
      expect(lifecycle.allowedEvents(from).sort()).toEqual(leaving.map(({ event }) => event).sort());
      for (const event of lifecycle.events.filter((each) => !leaving.some((row) => row.event === each))) {
        const [issue, ...others] = refusals(() => lifecycle.next(from, event));
        expect(others).toEqual([]);
        expect(issue).toMatchObject({ code: 'transition-refused', field: 'event', given: `${from} on ${event}` });
        expect(issue?.allowed.split(', ').sort()).toEqual(
          leaving.length === 0
            ? [`nothing: ${from} is final`]
            : leaving.map((row) => `${row.event} to ${row.to}`).sort(),
        );
      }
    }
  });

  it('draws all that the deployment model draws, and gives a reason for everything else', () => {
    const marked = table.filter(({ why }) => why === 'drawn').map(({ from, to }) => `${from} ${to}`);
    expect(marked.sort()).toEqual([...drawn].sort());
    const added = table.filter(({ why }) => why !== 'drawn').map(({ why }) => why);
    expect(added.filter((why) => !/^added: .{20}/.test(why))).toEqual([]);
  });
});

const DOOR: LifecycleProps = {
  name: 'door',
  states: ['OPEN', 'SHUT', 'BROKEN'],
  initial: 'OPEN',
  transitions: [
    { from: 'OPEN', event: 'shut', to: 'SHUT' },
    { from: 'SHUT', event: 'open', to: 'OPEN' },
    { from: 'SHUT', event: 'kick', to: 'BROKEN' },
  ],
};

describe('Lifecycle', () => {
  const door = new Lifecycle(DOOR);

  it('says what it was made of', () => {
    expect(door).toMatchObject({ name: 'door', initial: 'OPEN', place: 'Lifecycle door' });
    expect(door.states).toEqual(DOOR.states);
    expect(door.transitions).toEqual(DOOR.transitions);
    expect(door.events).toEqual(['shut', 'open', 'kick']);
    expect(door.terminalStates).toEqual(['BROKEN']);
  });

  it('cannot be changed from outside', () => {
    const states = [...DOOR.states];
    const transitions = DOOR.transitions.map((each) => ({ ...each }));
    const copy = new Lifecycle({ ...DOOR, states, transitions });
    states.push('AJAR');
    transitions.forEach((each) => (each.to = 'AJAR'));
    copy.states.pop();
    copy.transitions.pop();
    expect(() => Object.assign(copy.transitions[0]!, { to: 'AJAR' })).toThrow(TypeError);
    expect([copy.states, copy.transitions]).toEqual([DOOR.states, DOOR.transitions]);
  });

  it('shows all of a refusal', () => {
    expect(refusals(() => door.next('SHUT', 'shut'))).toEqual([
      {
        path: 'Lifecycle door',
        code: 'transition-refused',
        field: 'event',
        given: 'SHUT on shut',
        allowed: 'open to OPEN, kick to BROKEN',
        remedy: 'Observe the state again; let only such an event happen that the state allows.',
      },
    ]);
  });

  it.each([
    ['AJAR', 'shut', 'state', 'AJAR on shut', 'one of the states OPEN, SHUT, BROKEN'],
    ['OPEN', 'paint', 'event', 'OPEN on paint', 'shut to SHUT'],
    ['BROKEN', 'open', 'event', 'BROKEN on open', 'nothing: BROKEN is final'],
    ['', '', 'state', '"" on ""', 'one of the states OPEN, SHUT, BROKEN'],
    ['constructor', '__proto__', 'state', 'constructor on __proto__', 'one of the states OPEN, SHUT, BROKEN'],
    ['A\nB', 'open', 'state', '"A\\nB" on open', 'one of the states OPEN, SHUT, BROKEN'],
    [undefined, Symbol('x'), 'state', 'a value of type undefined on a value of type symbol', expect.any(String)],
  ])('refuses %p on %p', (state, event, field, given, allowed) => {
    const issues = refusals(() => door.next(state as string, event as string));
    expect(issues).toMatchObject([{ code: 'transition-refused', field, given, allowed }]);
  });

  it('lists no events for a state that it does not know', () => {
    expect(refusals(() => door.allowedEvents('AJAR'))).toMatchObject([
      { code: 'transition-refused', field: 'state', given: 'AJAR' },
    ]);
    expect(door.allowedEvents('BROKEN')).toEqual([]);
  });

  it.each([
    [{ ...DOOR, initial: 'AJAR' }, 'the state AJAR, which is not declared'],
    [
      { ...DOOR, transitions: [...DOOR.transitions, { from: 'OPEN', event: 'tilt', to: 'AJAR' }] },
      'the state AJAR, which is not declared',
    ],
    [
      { ...DOOR, transitions: [...DOOR.transitions, { from: 'OPEN', event: 'shut', to: 'BROKEN' }] },
      'OPEN on shut more than once',
    ],
    [{ ...DOOR, states: [...DOOR.states, 'AJAR'] }, 'AJAR, which no event leads to'],
  ])('finds what is inconsistent %#', (props, given) => {
    const findings = new Lifecycle(props).findings();
    expect(findings[0]).toMatchObject({ code: 'lifecycle-inconsistent', field: 'transitions', given });
  });

  it.each([undefined, null, 5, {}, { states: 'OPEN', transitions: [null, 5] }])('copes with %j', (props) => {
    const lifecycle = new Lifecycle(props as never);
    expect(lifecycle.findings()).toContainEqual(expect.objectContaining({ code: 'lifecycle-inconsistent' }));
    expect(refusals(() => lifecycle.next('OPEN', 'shut'))).toMatchObject([{ code: 'transition-refused' }]);
  });
});
