import { dnsLabel } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { at, isSetAt, listAt, textAt } from '../data';
import { Rule } from '../rule';
import { containerRule, NO_PROBLEM, podRule, Problem, problemsOf } from '../rule-kinds';

const volumeName = podRule(
  {
    id: 'volume-name',
    summary: 'Volumes have names that are DNS labels and differ.',
    remedy: 'Give each volume a name of its own.',
  },
  ({ spec, field }) => {
    const seen = new Set<string>();
    return listAt(spec, 'volumes').flatMap((volume, index): readonly Problem[] => {
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
    summary: 'Every volume has exactly one source.',
    remedy: 'Give one source, for example emptyDir: {}.',
  },
  ({ spec, field }) =>
    listAt(spec, 'volumes').flatMap((volume, index) => {
      const place = `${field}.volumes[${index}]`;
      const sources = isMapping(volume)
        ? Object.keys(volume).filter((key) => key !== 'name' && isSetAt(volume, key))
        : ['unknown'];
      const projected = listAt(volume, 'projected', 'sources').flatMap((source, inner) => {
        const kinds = isMapping(source) ? Object.keys(source).filter((key) => isSetAt(source, key)) : ['unknown'];
        return kinds.length === 1 ? [] : [sourceProblem(`${place}.projected.sources[${inner}]`, kinds)];
      });
      return sources.length === 1 ? projected : [sourceProblem(place, sources), ...projected];
    }),
);

const mountPath = containerRule(
  {
    id: 'mount-path',
    summary: 'A path of a container is mounted once, and without ":".',
    remedy: 'Mount each volume at a path of its own.',
  },
  ({ spec, field }) => {
    const seen = new Map<string, string>();
    const mounts = [
      ...listAt(spec, 'volumeMounts').map((mount, index) => [
        `volumeMounts[${index}].mountPath`,
        at(mount, 'mountPath'),
      ]),
      ...listAt(spec, 'volumeDevices').map((mount, index) => [
        `volumeDevices[${index}].devicePath`,
        at(mount, 'devicePath'),
      ]),
    ];
    return mounts.flatMap(([name, path]): readonly Problem[] => {
      if (typeof path !== 'string') {
        return NO_PROBLEM;
      }
      const place = `${field}.${String(name)}`;
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
  },
);

const subPath = containerRule(
  {
    id: 'mount-sub-path',
    summary: 'A part of a volume is named by one relative path without "..".',
    remedy: 'Give one path below the root of the volume.',
  },
  ({ spec, field }) =>
    listAt(spec, 'volumeMounts').flatMap((mount, index) => {
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
    summary: 'Files of a volume have relative paths without "..".',
    remedy: 'Give a path below the root of the volume.',
  },
  ({ spec, field }) =>
    listAt(spec, 'volumes').flatMap((volume, index) => {
      const place = `${field}.volumes[${index}]`;
      const sources: [string, unknown][] = [
        [`${place}.configMap`, at(volume, 'configMap')],
        [`${place}.secret`, at(volume, 'secret')],
        ...listAt(volume, 'projected', 'sources').flatMap((source, inner): [string, unknown][] => [
          [`${place}.projected.sources[${inner}].configMap`, at(source, 'configMap')],
          [`${place}.projected.sources[${inner}].secret`, at(source, 'secret')],
        ]),
      ];
      return sources.flatMap(([where, source]) =>
        listAt(source, 'items').flatMap((item, inner) => {
          const path = textAt(item, 'path');
          return path === undefined || (path !== '' && !path.startsWith('/') && !path.split('/').includes('..'))
            ? []
            : [
                {
                  field: `${where}.items[${inner}].path`,
                  given: showWithoutValue(path),
                  allowed: 'a relative path without ".."',
                },
              ];
        }),
      );
    }),
);

function sourceProblem(field: string, given: readonly string[]): Problem {
  return {
    field,
    given: given.map((key) => showWithoutValue(key)).join(', ') || 'no source',
    allowed: 'exactly one source',
  };
}

export const VOLUME_RULES: readonly Rule[] = [volumeName, volumeSource, mountPath, subPath, itemPath];
