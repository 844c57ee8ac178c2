import type { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { boolean, list, record, text } from '../model/core/reading';

/**
 * What an account may do with objects of its namespace.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export interface Permission {
  /** Kinds of objects as URLs name them, for example `configmaps` or `pods/log`. */
  readonly resources: string[];
  /** What may be done with them: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`. */
  readonly verbs: string[];
  /**
   * API groups of the kinds, for example `apps`.
   * @default - the group of Kubernetes' own core, `''`
   */
  readonly apiGroups?: string[];
  /**
   * Names of the objects. Cannot narrow `list`, `watch` or `create`.
   * @default - all objects of these kinds
   */
  readonly resourceNames?: string[];
  /**
   * Whether `*` may stand for every group, kind or verb, those that do not exist yet included.
   * @default false
   */
  readonly allowWildcards?: boolean;
}

/** Reads permissions. */
export const permissionsReader = list(
  record({
    resources: list(text),
    verbs: list(text),
    apiGroups: list(text),
    resourceNames: list(text),
    allowWildcards: boolean,
  }),
);

/** A permission names what it is about, and names it one by one unless its author insists. */
export function permissionFindings(field: string, permission: Permission): Finding[] {
  const { resources = [], verbs = [], apiGroups = [''], allowWildcards = false } = permission as Partial<Permission>;
  const lists = Object.entries({ resources, verbs, apiGroups });
  const wild = lists.filter(([, names]) => names.includes('*') && !allowWildcards);
  return [
    ...lists.filter(([, names]) => names.length === 0).map(([name]) => emptyFinding(`${field}.${name}`)),
    ...wild.map(([name]) => wildcardFinding(`${field}.${name}`)),
  ];
}

/** The permission as a rule of a Role. */
export function policyRule({ resources, verbs, apiGroups = [''], resourceNames }: Permission): k8s.PolicyRule {
  return { apiGroups, resources, verbs, resourceNames };
}

function emptyFinding(field: string): Finding {
  const remedy = 'Name what the account may do, or leave the permission out.';
  return { code: 'permission-empty', field, given: 'nothing', allowed: 'at least one name', remedy };
}

function wildcardFinding(field: string): Finding {
  return {
    code: 'permission-wildcard',
    field,
    given: '"*"',
    allowed: 'names: a wildcard covers what does not exist yet',
    remedy: 'Name what is needed, or say allowWildcards: true.',
  };
}
