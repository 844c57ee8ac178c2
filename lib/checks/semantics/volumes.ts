import { dnsLabel } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { at, isSetAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { both, containerRule, inList, NO_PROBLEM, podRule, Problem, problemsOf } from '../rule-kinds';

const volumeName = podRule(
  {
    id: 'volume-name',
    needs: [Unusual.VOLUME],
    summary: 'Volumes have names that are DNS labels and differ.',
    remedy: 'Give each volume a name of its own.',
  },
  ({ spec, field }) => {
    const seen = new Set<string>();
    return inList(at(spec, 'volumes'), (volume, index): readonly Problem[] => {
      const name = textAt(volume, 'name');
      if (name === undefined) {
        return NO_PROBLEM;
      }
      const place = `${field}.volumes[${index}].name`;
      const isTwice = seen.has(name);
      seen.add(name);
      return isTwice
        ? [{ field: place, given: showWithoutValue(name), allowed: 'a name that no other volume of the pod has' }]
        : problemsOf(dnsLabel(place, name));
    });
  },
);

const volumeSource = podRule(
  {
    id: 'volume-source',
    needs: [Unusual.VOLUME],
    summary: 'Every volume has exactly one source.',
    remedy: 'Give one source, for example emptyDir: {}.',
  },
  ({ spec, field }) =>
    inList(at(spec, 'volumes'), (volume, index) => {
      const place = `${field}.volumes[${index}]`;
      const sources = isMapping(volume)
        ? Object.keys(volume).filter((key) => key !== 'name' && isSetAt(volume, key))
        : ['unknown'];
      const projected = inList(at(volume, 'projected', 'sources'), (source, inner) => {
        const kinds = isMapping(source) ? Object.keys(source).filter((key) => isSetAt(source, key)) : ['unknown'];
        return kinds.length === 1 ? [] : [sourceProblem(`${place}.projected.sources[${inner}]`, kinds)];
      });
      return sources.length === 1 ? projected : [sourceProblem(place, sources), ...projected];
    }),
);

const mountPath = containerRule(
  {
    id: 'mount-path',
    needs: [Unusual.VOLUME],
    summary: 'A path of a container is mounted once, and without ":".',
    remedy: 'Mount each volume at a path of its own.',
  },
  ({ spec, field }) => {
    const seen = new Map<string, string>();
    const mounts = (list: string, key: string) =>
      inList(at(spec, list), (mount, index) => {
        const path = at(mount, key);
        if (typeof path !== 'string') {
          return NO_PROBLEM;
        }
        const place = `${field}.${list}[${index}].${key}`;
        const earlier = seen.get(path);
        seen.set(path, place);
        if (earlier !== undefined) {
          return [
            { field: place, given: `${showWithoutValue(path)}, as ${earlier}`, allowed: 'a path that is mounted once' },
          ];
        }
        return path === '' || path.includes(':')
          ? [
              {
                field: place,
                given: showWithoutValue(path),
                allowed: 'a path without ":"',
                remedy: 'Give a path like /app/uploads.',
              },
            ]
          : NO_PROBLEM;
      });
    return both(mounts('volumeMounts', 'mountPath'), mounts('volumeDevices', 'devicePath'));
  },
);

const subPath = containerRule(
  {
    id: 'mount-sub-path',
    needs: ['subPath', 'subPathExpr'],
    summary: 'A part of a volume is named by one relative path without "..".',
    remedy: 'Give one path below the root of the volume.',
  },
  ({ spec, field }) =>
    inList(at(spec, 'volumeMounts'), (mount, index) => {
      const place = `${field}.volumeMounts[${index}]`;
      const given = ['subPath', 'subPathExpr'].filter((key) => (textAt(mount, key) ?? '') !== '');
      const wrong = given.flatMap((key) => {
        const path = textAt(mount, key) ?? '';
        return path.startsWith('/') || path.split('/').includes('..')
          ? [{ field: `${place}.${key}`, given: showWithoutValue(path), allowed: 'a relative path without ".."' }]
          : [];
      });
      return given.length > 1
        ? [{ field: place, given: given.join(' and '), allowed: 'one of the two' }, ...wrong]
        : wrong;
    }),
);

/** Paths of files inside of a volume that is made of the keys of something. */
const itemPath = podRule(
  {
    id: 'volume-item-path',
    needs: ['items'],
    summary: 'Files of a volume have relative paths without "..".',
    remedy: 'Give a path below the root of the volume.',
  },
  ({ spec, field }) =>
    inList(at(spec, 'volumes'), (volume, index) => {
      const place = `${field}.volumes[${index}]`;
      return both(
        itemProblems(place, volume),
        inList(at(volume, 'projected', 'sources'), (source, inner) =>
          itemProblems(`${place}.projected.sources[${inner}]`, source),
        ),
      );
    }),
);

function itemProblems(field: string, source: unknown): readonly Problem[] {
  return inList(['configMap', 'secret'], (kind) =>
    inList(at(source, kind as string, 'items'), (item, index) => {
      const path = textAt(item, 'path');
      return path === undefined || (path !== '' && !path.startsWith('/') && !path.split('/').includes('..'))
        ? NO_PROBLEM
        : [
            {
              field: `${field}.${String(kind)}.items[${index}].path`,
              given: showWithoutValue(path),
              allowed: 'a relative path without ".."',
            },
          ];
    }),
  );
}

function sourceProblem(field: string, given: readonly string[]): Problem {
  return {
    field,
    given: given.map((key) => showWithoutValue(key)).join(', ') || 'no source',
    allowed: 'exactly one source',
  };
}

export const VOLUME_RULES: readonly Rule[] = [volumeName, volumeSource, mountPath, subPath, itemPath];
