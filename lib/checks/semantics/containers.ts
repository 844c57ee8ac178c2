import { dnsLabel } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { ContainerRole } from '../checked-pod';
import { at, isSetAt, listAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { containerRule, NO_PROBLEM, podRule, Problem, problemsOf } from '../rule-kinds';

const containerName = podRule(
  {
    id: 'container-name',
    needs: [Unusual.CONTAINERS],
    summary: 'Containers have names that are DNS labels and differ, also between init and main containers.',
    remedy: 'Give each container a name of its own.',
  },
  ({ containers }) => {
    const seen = new Map<string, string>();
    const problems: Problem[] = [];
    for (const { name, field } of containers) {
      const earlier = seen.get(name);
      // A name that is missing is for the schema to say.
      if (name !== '') {
        problems.push(...problemsOf(dnsLabel(`${field}.name`, name)));
      }
      if (name !== '' && earlier !== undefined) {
        const given = `${showWithoutValue(name)}, as ${earlier}`;
        problems.push({ field: `${field}.name`, given, allowed: 'a name that no other container of the pod has' });
      }
      seen.set(name, field);
    }
    return problems.length === 0 ? NO_PROBLEM : problems;
  },
);

const containerMissing = podRule(
  {
    id: 'container-missing',
    needs: [Unusual.CONTAINERS],
    summary: 'A pod has at least one container besides init containers.',
    remedy: 'Add a container.',
  },
  ({ spec, field, containers }) =>
    !Array.isArray(at(spec, 'containers')) || containers.some(({ role }) => role === ContainerRole.MAIN)
      ? NO_PROBLEM
      : [{ field: `${field}.containers`, given: 'no container', allowed: 'at least one container' }],
);

const imageInvalid = containerRule(
  {
    id: 'image-missing',
    needs: [Unusual.IMAGE],
    summary: 'Every container names an image, without white space around it.',
    remedy: 'Give the reference of an image, such as ghcr.io/acme/api:1.4.2.',
  },
  ({ spec, field }) => {
    const image = textAt(spec, 'image');
    if (isSetAt(spec, 'image') && (image === undefined || (image !== '' && image.trim() === image))) {
      return NO_PROBLEM;
    }
    return [{ field: `${field}.image`, given: showWithoutValue(image), allowed: 'the reference of an image' }];
  },
);

/** What only containers that keep running may have. */
const RUNNING_FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

const initContainerField = containerRule(
  {
    id: 'init-container-field',
    needs: ['initContainers'],
    summary: 'Init containers, which end, have no probes and no lifecycle.',
    remedy: 'Remove the field; a sidecar, which may have it, has restartPolicy Always.',
  },
  ({ spec, role, isSidecar, field }) =>
    role !== ContainerRole.INIT || isSidecar
      ? NO_PROBLEM
      : RUNNING_FIELDS.filter((key) => isSetAt(spec, key)).map((key) => ({
          field: `${field}.${key}`,
          given: `${key} of an init container`,
          allowed: 'nothing: the container ends before the pod runs',
        })),
);

const containerRestartPolicy = containerRule(
  {
    id: 'container-restart-policy',
    needs: ['restartPolicy'],
    summary: 'Only init containers have a restartPolicy of their own, and it is Always.',
    remedy: 'Set restartPolicy of the pod.',
  },
  ({ spec, role, field }, _, { kubernetesVersion }) => {
    const given = textAt(spec, 'restartPolicy');
    const isSidecar = role === ContainerRole.INIT && given === 'Always';
    // From 1.35 on every container may have one.
    if (given === undefined || isSidecar || kubernetesVersion.isAtLeast('1.35')) {
      return NO_PROBLEM;
    }
    const allowed =
      role === ContainerRole.INIT ? 'Always, which makes a sidecar of it' : 'nothing before Kubernetes 1.35';
    return [{ field: `${field}.restartPolicy`, given: showWithoutValue(given), allowed }];
  },
);

const privilegeContradiction = containerRule(
  {
    id: 'privilege-contradiction',
    needs: ['privileged', 'add'],
    summary: 'A container that is privileged, or may have CAP_SYS_ADMIN, does not forbid to gain privileges.',
    remedy: 'Remove privileged and the capability SYS_ADMIN.',
  },
  ({ spec, field }) => {
    const context = at(spec, 'securityContext');
    const isPowerful =
      at(context, 'privileged') === true ||
      listAt(context, 'capabilities', 'add').some((name) => name === 'SYS_ADMIN' || name === 'CAP_SYS_ADMIN');
    return isPowerful && at(context, 'allowPrivilegeEscalation') === false
      ? [
          {
            field: `${field}.securityContext.allowPrivilegeEscalation`,
            given: 'false, for a container that has all privileges',
            allowed: 'one of the two: the API server refuses both together',
          },
        ]
      : NO_PROBLEM;
  },
);

export const CONTAINER_RULES: readonly Rule[] = [
  containerName,
  containerMissing,
  imageInvalid,
  initContainerField,
  containerRestartPolicy,
  privilegeContradiction,
];
