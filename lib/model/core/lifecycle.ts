import { Finding } from './issue';
import { fieldsOf, listOf, textOf } from './untrusted';
import { IValidated } from './validated';
import { ValidationError } from './validation-error';

/** One arrow of a lifecycle: in this state, this event leads there. */
export interface Transition {
  /** The state in which the event can happen. */
  readonly from: string;
  /** What happens. */
  readonly event: string;
  /** The state that follows. */
  readonly to: string;
}

/** Attributes of `Lifecycle`. */
export interface LifecycleProps {
  /** What has this lifecycle, for messages: `cluster`. */
  readonly name: string;
  /** Every state. */
  readonly states: string[];
  /** The state in which everything begins. */
  readonly initial: string;
  /** Every arrow. What is not listed is refused. */
  readonly transitions: Transition[];
}

/**
 * The states that a thing can have and the events that lead from one to the next, as data. It remembers no state of
 * its own: whoever asks says which state the thing is in.
 */
export class Lifecycle implements IValidated {
  /** What has this lifecycle, for messages. */
  readonly name: string;
  /** The state in which everything begins. */
  readonly initial: string;
  readonly #states: readonly string[];
  readonly #transitions: readonly Transition[];

  constructor(props: LifecycleProps) {
    const { name, states, initial, transitions } = fieldsOf(props);
    this.name = textOf(name);
    this.initial = textOf(initial);
    this.#states = listOf(states).map(textOf);
    this.#transitions = listOf(transitions).map((given) => {
      const { from, event, to } = fieldsOf(given);
      return Object.freeze({ from: textOf(from), event: textOf(event), to: textOf(to) });
    });
  }

  get place(): string {
    return `Lifecycle ${this.name}`;
  }

  /** Every state. */
  get states(): string[] {
    return [...this.#states];
  }

  /** Every event, in the order of the transitions. */
  get events(): string[] {
    return [...new Set(this.#transitions.map(({ event }) => event))];
  }

  /** Every arrow. */
  get transitions(): Transition[] {
    return [...this.#transitions];
  }

  /** The states that nothing leaves. */
  get terminalStates(): string[] {
    return this.#states.filter((state) => !this.#transitions.some(({ from }) => from === state));
  }

  /** The arrows name only states that exist, no event leads to two states, and every state can be reached. */
  findings(): Finding[] {
    return [
      ...this.#unknownStates().map((state) =>
        inconsistent(`the state ${word(state)}, which is not declared`, 'Declare the state or correct the word.'),
      ),
      ...this.#ambiguities().map((pair) =>
        inconsistent(`${pair} more than once`, 'Give the event one target, or two names.'),
      ),
      ...this.#unreachable().map((state) =>
        inconsistent(`${word(state)}, which no event leads to`, 'Add a transition to the state or drop it.'),
      ),
    ];
  }

  /**
   * The state that follows.
   *
   * @throws ValidationError `transition-refused` when the event cannot happen in this state, or when the lifecycle
   * knows no such state or event
   */
  next(state: string, event: string): string {
    const given = `${word(state)} on ${word(event)}`;
    const leaving = this.#leaving(state, given);
    const found = leaving.find((transition) => transition.event === event);
    if (found === undefined) {
      throw this.#refused({
        field: 'event',
        given,
        allowed: leaving.map((each) => `${each.event} to ${each.to}`).join(', ') || `nothing: ${state} is final`,
        remedy: 'Observe the state again; let only such an event happen that the state allows.',
      });
    }
    return found.to;
  }

  /**
   * The events that can happen in this state; none in a terminal one.
   *
   * @throws ValidationError `transition-refused` when the lifecycle knows no such state
   */
  allowedEvents(state: string): string[] {
    return this.#leaving(state, word(state)).map(({ event }) => event);
  }

  #leaving(state: string, given: string): Transition[] {
    if (!this.#states.includes(state)) {
      throw this.#refused({
        field: 'state',
        given,
        allowed: `one of the states ${this.#states.join(', ')}`,
        remedy: 'Use one of the states of the lifecycle.',
      });
    }
    return this.#transitions.filter(({ from }) => from === state);
  }

  #refused(finding: Omit<Finding, 'code'>): ValidationError {
    return new ValidationError([{ path: this.place, code: 'transition-refused', ...finding }]);
  }

  #unknownStates(): string[] {
    const named = [this.initial, ...this.#transitions.flatMap(({ from, to }) => [from, to])];
    return [...new Set(named)].filter((state) => !this.#states.includes(state));
  }

  #ambiguities(): string[] {
    const pairs = this.#transitions.map(({ from, event }) => `${word(from)} on ${word(event)}`);
    return [...new Set(pairs.filter((pair, index) => pairs.indexOf(pair) < index))];
  }

  #unreachable(): string[] {
    const reached = new Set([this.initial]);
    for (const state of reached) {
      this.#transitions.filter(({ from }) => from === state).forEach(({ to }) => reached.add(to));
    }
    return this.#states.filter((state) => !reached.has(state));
  }
}

function inconsistent(given: string, remedy: string): Finding {
  const allowed = 'declared states, each reachable from the initial one, and one target for an event in a state';
  return { code: 'lifecycle-inconsistent', field: 'transitions', given, allowed, remedy };
}

/** Bare where it is a word, in quotes where it could be mistaken, and only its type where it is no text. */
function word(given: unknown): string {
  if (typeof given !== 'string') {
    return `a value of type ${typeof given}`;
  }
  return /^[\w-]+$/.test(given) ? given : JSON.stringify(given);
}
