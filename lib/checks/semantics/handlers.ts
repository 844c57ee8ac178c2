import { Mapping } from '../../model/core/untrusted';
import { at, isSetAt } from '../data';

/** What the node does with a container: a probe, or what it runs after the start or before the end. */
export interface Handler {
  readonly kind: string;
  readonly field: string;
  readonly handler: unknown;
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];

/** The probes of a container. */
export function probesOf(container: Mapping, field: string): Handler[] {
  return PROBES.filter((kind) => isSetAt(container, kind)).map((kind) => ({
    kind,
    field: `${field}.${kind}`,
    handler: container[kind],
  }));
}

/** The probes and hooks of a container. */
export function handlersOf(container: Mapping, field: string): Handler[] {
  const hooks = HOOKS.filter((kind) => isSetAt(container, 'lifecycle', kind)).map((kind) => ({
    kind,
    field: `${field}.lifecycle.${kind}`,
    handler: at(container, 'lifecycle', kind),
  }));
  return [...probesOf(container, field), ...hooks];
}
