import { showWithoutValue } from '../../model/core/rules';
import { CheckedContainer, CheckedPod } from '../checked-pod';
import { listAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { podRule, Problem } from '../rule-kinds';
import { listed } from './listed';

/** What a pod has, and what its containers mount, by where each stands. */
interface Volumes {
  readonly own: ReadonlyMap<string, string>;
  readonly mounted: ReadonlySet<string>;
}

const MOUNTS = ['volumeMounts', 'volumeDevices'];

/** Rules about volumes and what mounts them. */
export const VOLUME_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'nonexistent-volume',
      needs: [Unusual.VOLUME],
      summary: 'Every volume that a container mounts is one of its pod.',
      remedy: 'Correct the name, or give the pod the volume: volumes: { name: { path, volume } }.',
    },
    missingVolumes,
  ),
  podRule(
    {
      id: 'unused-volume',
      needs: [Unusual.VOLUME, 'volumeClaimTemplates'],
      // The kubelet mounts none that no container asks for, so that not even a CSI driver is called.
      summary: 'Every volume of a pod is mounted by a container of it.',
      remedy: 'Mount it, or take it away.',
    },
    unusedVolumes,
  ),
];

function missingVolumes(pod: CheckedPod): Problem[] {
  const { own, mounted } = volumesOf(pod);
  return [...mounted].every((name) => own.has(name))
    ? []
    : pod.containers.flatMap((container) => missingOf(container, own));
}

function missingOf({ spec, field }: CheckedContainer, own: ReadonlyMap<string, string>): Problem[] {
  return MOUNTS.flatMap((mounts) =>
    listAt(spec, mounts).flatMap((mount, index) => {
      const name = textAt(mount, 'name');
      const allowed = `a volume of the pod: ${listed([...own.keys()])}`;
      return name === undefined || own.has(name)
        ? []
        : [{ field: `${field}.${mounts}[${index}].name`, given: showWithoutValue(name), allowed }];
    }),
  );
}

function unusedVolumes(pod: CheckedPod): Problem[] {
  const { own, mounted } = volumesOf(pod);
  const allowed = 'volumes that a container mounts';
  return [...own]
    .filter(([name]) => !mounted.has(name))
    .map(([name, field]) => {
      return { field, given: `${showWithoutValue(name)}, which no container mounts`, allowed };
    });
}

/** Volumes of the pod itself, and those that a StatefulSet makes for each. */
function volumesOf({ object, spec, field, containers }: CheckedPod): Volumes {
  const own = new Map<string, string>();
  listAt(spec, 'volumes').forEach((volume, index) => {
    put(own, textAt(volume, 'name'), `${field}.volumes[${index}].name`);
  });
  const templates = object.kind === 'StatefulSet' ? listAt(object.manifest, 'spec', 'volumeClaimTemplates') : [];
  templates.forEach((template, index) => {
    put(own, textAt(template, 'metadata', 'name'), `spec.volumeClaimTemplates[${index}].metadata.name`);
  });
  const mounted = new Set<string>();
  for (const container of containers) {
    for (const mounts of MOUNTS) {
      for (const mount of listAt(container.spec, mounts)) {
        const name = textAt(mount, 'name');
        if (name !== undefined) {
          mounted.add(name);
        }
      }
    }
  }
  return { own, mounted };
}

function put(map: Map<string, string>, name: string | undefined, field: string): void {
  if (name !== undefined) {
    map.set(name, field);
  }
}
