import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { boolean, instance, list, Readers, record, text } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';
import { OBJECT_OPTIONS, objectOptionFindings, ObjectOptions } from '../model/service/object-options';
import { CloudIdentity } from './cloud-identity';
import { AppliesDefault, Default, defaultsOf, withoutFindings } from './defaults';
import { KubernetesObject } from './kubernetes-object';
import { Permission, permissionFindings, permissionsReader, policyRule } from './permission';
import { Validation } from './validation';

/** What an account is, and what it may do. */
export interface ServiceAccountOptions extends ObjectOptions {
  /**
   * Who the account is to the cloud.
   * @default - nobody
   */
  readonly identity?: CloudIdentity;
  /**
   * Names of the Secrets with which nodes log in to registries, for every pod of the account.
   * @default - none
   */
  readonly imagePullSecretNames?: string[];
  /**
   * What the account may do in its namespace: a Role of its own, and a RoleBinding.
   * @default - nothing
   */
  readonly permissions?: Permission[];
  /**
   * Name of the Role and of its RoleBinding.
   * @default - the name of the account
   */
  readonly roleName?: string;
  /**
   * Names of other Roles of the namespace that the account gets.
   * @default - none
   */
  readonly roles?: string[];
  /**
   * Names of ClusterRoles that the account gets, for its own namespace only.
   * @default - none
   */
  readonly clusterRoles?: string[];
}

/** Options of `AppServiceAccount`. */
export interface AppServiceAccountProps extends ServiceAccountOptions {
  /**
   * Whether every pod of the account gets a token for the API server, unless it says otherwise.
   * @default false
   */
  readonly mountToken?: boolean;
  /**
   * Defaults of the library that do not apply.
   * @default - those that the chart turns off
   */
  readonly without?: Default[];
}

const CLUSTER_ADMIN = 'cluster-admin';
const RBAC_GROUP = 'rbac.authorization.k8s.io';
const RBAC = `${RBAC_GROUP}/v1`;
const OPTIONS: Readers = {
  ...OBJECT_OPTIONS,
  identity: instance('a CloudIdentity', (value) => hasMethods(value, ['findings']) && 'podLabels' in value),
  imagePullSecretNames: list(text),
  permissions: permissionsReader,
  roleName: text,
  roles: list(text),
  clusterRoles: list(text),
};

/** Reads what an account is. */
export const serviceAccountReader = record(OPTIONS);
const propsReader = record({ ...OPTIONS, mountToken: boolean, without: list(text) });

/**
 * Who pods are to the API server: a ServiceAccount, with a Role and RoleBindings where it may do something.
 *
 * Every workload has one of its own; define one where several share it, and give them its name.
 *
 * @see https://kubernetes.io/docs/concepts/security/service-accounts/
 */
export class AppServiceAccount extends Construct {
  /** Name of the account: `serviceAccountName` of the workloads that share it. */
  readonly accountName: string;
  /** The ServiceAccount. */
  readonly serviceAccount: KubernetesObject;
  /** @default - it has no permissions of its own */
  readonly role?: KubernetesObject;
  /** The RoleBindings. */
  readonly roleBindings: KubernetesObject[];

  readonly #props: AppServiceAccountProps;

  constructor(scope: Construct, id: string, given: AppServiceAccountProps = {}) {
    super(scope, id);
    const { value = {}, findings } = propsReader('', given);
    this.#props = value as AppServiceAccountProps;
    this.accountName = this.#props.name ?? id;
    Validation.of(this).report(
      ...findings,
      ...serviceAccountFindings({ ...this.#props, name: this.accountName }),
      ...withoutFindings('without', this.#props.without),
    );
    this.serviceAccount = this.renderAccount(defaultsOf(this, this.#props.without));
    this.role = this.renderRole();
    this.roleBindings = this.renderBindings();
  }

  private renderAccount(applies: AppliesDefault): KubernetesObject {
    const { labels, annotations, identity, imagePullSecretNames, mountToken } = this.#props;
    return new KubernetesObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: this.accountName, labels, annotations: { ...identity?.annotations, ...annotations } },
      automountServiceAccountToken: mountToken ?? (applies(Default.NO_TOKEN) ? false : undefined),
      imagePullSecrets: imagePullSecretNames?.map((name) => ({ name })),
    });
  }

  private renderRole(): KubernetesObject | undefined {
    const { permissions, roleName = this.accountName } = this.#props;
    if (permissions === undefined) {
      return undefined;
    }
    const [metadata, rules] = [this.metadata(roleName), permissions.map(policyRule)];
    return new KubernetesObject(this, 'role', { apiVersion: RBAC, kind: 'Role', metadata, rules });
  }

  private renderBindings(): KubernetesObject[] {
    const { permissions, roleName = this.accountName, roles = [], clusterRoles = [] } = this.#props;
    const named = (kind: string) => (role: string) => ({ name: `${this.accountName}-${role}`, kind, role });
    const bound = [
      ...(permissions === undefined ? [] : [{ name: roleName, kind: 'Role', role: roleName }]),
      ...[...new Set(roles)].map(named('Role')),
      ...[...new Set(clusterRoles)].map(named('ClusterRole')),
    ];
    const { namespace } = Chart.of(this);
    if (bound.length > 0 && namespace === undefined) {
      Validation.of(this).report(namespaceMissing());
    }
    return bound.map(
      ({ name, kind, role }) =>
        new KubernetesObject(this, `${kind}-${name}`, {
          apiVersion: RBAC,
          kind: 'RoleBinding',
          metadata: this.metadata(name),
          roleRef: { apiGroup: RBAC_GROUP, kind, name: role },
          subjects: [{ kind: 'ServiceAccount', name: this.accountName, namespace }],
        }),
    );
  }

  private metadata(name: string): ApiObjectMetadata {
    const { labels, annotations } = this.#props;
    return { name, labels, annotations };
  }
}

/** Whether the account may do anything that needs a token. */
export function hasPermissions({ permissions, roles, clusterRoles }: ServiceAccountOptions): boolean {
  return [permissions, roles, clusterRoles].some((each) => each !== undefined && each.length > 0);
}

/** Names are names, and the account may do no more than what its author names. */
function serviceAccountFindings(options: ServiceAccountOptions): Finding[] {
  const { identity, imagePullSecretNames = [], permissions = [], roleName, roles = [], clusterRoles = [] } = options;
  return [
    ...objectOptionFindings(options),
    ...(identity?.findings('identity') ?? []),
    ...imagePullSecretNames.flatMap((name, index) => dnsSubdomain(`imagePullSecretNames[${index}]`, name)),
    ...permissions.flatMap((each, index) => permissionFindings(`permissions[${index}]`, each)),
    ...(roleName === undefined ? [] : dnsSubdomain('roleName', roleName)),
    ...roles.flatMap((role, index) => roleFindings(`roles[${index}]`, role)),
    ...clusterRoles.flatMap((role, index) => roleFindings(`clusterRoles[${index}]`, role)),
  ];
}

/** A RoleBinding names the namespace of its account. */
function namespaceMissing(): Finding {
  const remedy = 'Give the chart a namespace.';
  const [given, allowed] = ['a chart without a namespace', 'a namespace, which RoleBindings name'];
  return { code: 'role-without-namespace', field: 'permissions', given, allowed, remedy };
}

/** Roles have names that paths can hold, such as `system:auth-delegator`. */
function roleFindings(field: string, name: string): Finding[] {
  if (name === CLUSTER_ADMIN) {
    const [allowed, remedy] = ['a role that does not allow everything', 'List permissions, or bind a smaller role.'];
    return [{ code: 'role-cluster-admin', field, given: show(name), allowed, remedy }];
  }
  if (name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name)) {
    return [];
  }
  const [allowed, remedy] = ['a name without "/" and "%"', 'Give the name of a role.'];
  return [{ code: 'role-name-invalid', field, given: show(name), allowed, remedy }];
}
