import { showSafely } from '../../model/core/credentials';
import { at, listAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { containerRule, NO_PROBLEM, podRule, Problem } from '../rule-kinds';
import { ADVICE, DEPLOYED, STRICT } from '../severity';

/** Below which ids users of the node itself, and of images that were made without thought of it, are. */
const FIRST_HIGH_ID = 10000;
const SOCKETS = /\/(?:docker|containerd|crio|podman)\.sock$/;
const SENSITIVE = ['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/root', '/sys', '/usr', '/var/lib/kubelet'];

/** What else keeps a container in its place. */
export const CONTAINER_RULES: readonly Rule[] = [
  containerRule(
    {
      id: 'read-only-root-filesystem',
      needs: [Unusual.OPEN],
      severity: STRICT,
      summary: 'Containers cannot change the files of their image.',
      remedy:
        'Set securityContext.readOnlyRootFilesystem to true, as workloads of this library do by default, and name writablePaths.',
      aliases: {
        kubeLinter: ['no-read-only-root-fs'],
        kubeScore: ['container-security-context-readonlyrootfilesystem'],
        polaris: ['notReadOnlyRootFilesystem'],
        checkov: ['CKV_K8S_22'],
      },
    },
    (container) => {
      const given = container.securityContext['readOnlyRootFilesystem'];
      return given === true
        ? NO_PROBLEM
        : [
            {
              field: `${container.field}.securityContext.readOnlyRootFilesystem`,
              given: given === undefined ? 'nothing' : showSafely(given),
              allowed: 'true',
            },
          ];
    },
  ),
  containerRule(
    {
      id: 'low-user-id',
      needs: [Unusual.USER],
      severity: ADVICE,
      summary: `Containers run as a user and a group from ${FIRST_HIGH_ID} on, whom the node does not know.`,
      remedy: 'Set runAsUser and runAsGroup of the pod: userId of a workload.',
      aliases: { kubeScore: ['container-security-context-user-group-id'], checkov: ['CKV_K8S_40'] },
    },
    (container, pod) =>
      textAt(pod.spec, 'os', 'name') === 'windows'
        ? NO_PROBLEM
        : ['runAsUser', 'runAsGroup'].flatMap((key) => {
            const own = container.securityContext[key];
            const given = own ?? pod.securityContext[key];
            return typeof given === 'number' && given >= FIRST_HIGH_ID
              ? []
              : {
                  field: `${own === undefined ? pod.field : container.field}.securityContext.${key}`,
                  given:
                    given === undefined ? `nothing, for container ${showSafely(container.name)}` : showSafely(given),
                  allowed: `${FIRST_HIGH_ID} or more`,
                };
          }),
  ),
  podRule(
    {
      id: 'container-runtime-socket',
      needs: ['hostPath'],
      severity: DEPLOYED,
      summary: 'Pods do not reach the container runtime of their node, which can do anything there.',
      remedy: 'Remove the volume; build images without a daemon.',
      aliases: { kubeLinter: ['docker-sock'], checkov: ['CKV_K8S_27'] },
    },
    ({ spec, field }) => hostPaths(spec, field, (path) => SOCKETS.test(path), 'no socket of a container runtime'),
  ),
  podRule(
    {
      id: 'sensitive-host-path',
      needs: ['hostPath'],
      severity: DEPLOYED,
      summary: 'Pods mount no directory that the system of their node is made of.',
      remedy: 'Mount a smaller directory, or none.',
      aliases: { kubeLinter: ['sensitive-host-mounts'] },
    },
    ({ spec, field }) =>
      hostPaths(
        spec,
        field,
        (path) => SENSITIVE.includes(path === '/' ? path : path.replace(/\/$/, '')),
        `none of ${SENSITIVE.join(', ')}`,
      ),
  ),
  containerRule(
    {
      id: 'secret-in-environment',
      needs: ['secretKeyRef', 'secretRef'],
      severity: ADVICE,
      optIn: true,
      summary:
        'Containers read secrets from files, not from variables, which child processes and crash reports get too.',
      remedy: 'Mount the secret as files: volumes with Volume.secretFiles(...).',
      aliases: { kubeLinter: ['read-secret-from-env-var'], checkov: ['CKV_K8S_35'] },
    },
    ({ spec, field }) => [
      ...secretSources(spec, 'env', ['valueFrom', 'secretKeyRef'], field),
      ...secretSources(spec, 'envFrom', ['secretRef'], field),
    ],
  ),
];

function hostPaths(
  spec: unknown,
  field: string,
  isRefused: (path: string) => boolean,
  allowed: string,
): readonly Problem[] {
  return listAt(spec, 'volumes').flatMap((volume, index) => {
    const path = textAt(volume, 'hostPath', 'path');
    return path !== undefined && isRefused(path)
      ? { field: `${field}.volumes[${index}].hostPath.path`, given: showSafely(path), allowed }
      : [];
  });
}

function secretSources(spec: unknown, list: string, keys: readonly string[], field: string): Problem[] {
  return listAt(spec, list).flatMap((source, index) => {
    const name = textAt(source, ...keys, 'name');
    return at(source, ...keys) === undefined
      ? []
      : {
          field: `${field}.${list}[${index}].${keys.join('.')}`,
          given: `Secret ${showSafely(name)}`,
          allowed: 'a volume that mounts it',
        };
  });
}
