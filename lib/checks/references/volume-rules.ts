import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedContainer, CheckedPod } from '../checked-pod';
import { at, listAt, textAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { ALWAYS } from '../severity';
import { listed } from './listed';

/** A volume of a pod: its name, and where it stands. */
interface Named {
  readonly name: string;
  readonly field: string;
}

/** Rules about volumes and what mounts them. */
export const VOLUME_RULES: readonly Rule[] = [
  {
    id: 'nonexistent-volume',
    severity: ALWAYS,
    summary: 'Every volume that a container mounts is one of its pod.',
    remedy: 'Correct the name, or give the pod the volume: volumes: { name: { path, volume } }.',
    check: (scope) => scope.pods.flatMap(missingVolumes),
  },
  {
    id: 'unused-volume',
    severity: ALWAYS,
    // The kubelet mounts none that no container asks for, so that not even a CSI driver is called.
    summary: 'Every volume of a pod is mounted by a container of it.',
    remedy: 'Mount it, or take it away.',
    check: (scope: CheckScope) => scope.pods.flatMap(unusedVolumes),
  },
];

function missingVolumes(pod: CheckedPod): RuleFinding[] {
  const names = volumesOf(pod).map(({ name }) => name);
  return pod.containers.flatMap((container) =>
    mountsOf(container)
      .filter(({ name }) => !names.includes(name))
      .map(({ name, field }) => {
        const allowed = `a volume of the pod: ${listed(names)}`;
        return { object: pod.object, field, given: showWithoutValue(name), allowed };
      }),
  );
}

function unusedVolumes(pod: CheckedPod): RuleFinding[] {
  const volumes = volumesOf(pod);
  const mounted = new Set(volumes.length === 0 ? [] : pod.containers.flatMap(mountsOf).map(({ name }) => name));
  return volumes
    .filter(({ name }) => !mounted.has(name))
    .map(({ name, field }) => {
      const allowed = 'volumes that a container mounts';
      return { object: pod.object, field, given: `${showWithoutValue(name)}, which no container mounts`, allowed };
    });
}

/** Those of the pod itself, and those that a StatefulSet makes for each. */
function volumesOf({ object, spec, field }: CheckedPod): Named[] {
  const own = namedIn(listAt(spec, 'volumes'), (volume) => textAt(volume, 'name'), `${field}.volumes`);
  if (object.kind !== 'StatefulSet') {
    return own;
  }
  const templates = listAt(object.manifest, 'spec', 'volumeClaimTemplates');
  const claimed = namedIn(templates, (template) => textAt(template, 'metadata', 'name'), 'spec.volumeClaimTemplates');
  return [...own, ...claimed];
}

function mountsOf({ spec, field }: CheckedContainer): Named[] {
  return ['volumeMounts', 'volumeDevices'].flatMap((list) =>
    at(spec, list) === undefined
      ? []
      : namedIn(listAt(spec, list), (mount) => textAt(mount, 'name'), `${field}.${list}`),
  );
}

function namedIn(items: readonly unknown[], nameOf: (item: unknown) => string | undefined, field: string): Named[] {
  return items.flatMap((item, index) => {
    const name = nameOf(item);
    return name === undefined ? [] : [{ name, field: `${field}[${index}].name` }];
  });
}
