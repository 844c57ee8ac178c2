import fc from 'fast-check';
import { difference } from '../../lib/diff/difference';
import { formatDifference } from '../../lib/diff/format';
import { type DiffObject } from '../../lib/diff/identity';

function object(kind: string, name: string, fields: object = {}, namespace = 'shop'): DiffObject {
  return { apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, metadata: { name, namespace }, ...fields };
}

const deployment = (container: object, name = 'api') =>
  object('Deployment', name, { spec: { template: { spec: { containers: [{ name: 'api', ...container }] } } } });

/** Paths and values of what differs between two objects. */
function changes(before: DiffObject, after: DiffObject): string[] {
  return difference([before], [after]).objects.flatMap(({ fields }) =>
    fields.map(({ path, before: old, after: now }) => `${path}: ${JSON.stringify(old)} -> ${JSON.stringify(now)}`),
  );
}

const CONTAINER = 'spec.template.spec.containers[api]';

describe('difference', () => {
  it('counts objects that are added, removed and changed, sorted by kind and name', () => {
    const before = [
      object('Secret', 'gone'),
      object('ConfigMap', 'same'),
      object('Service', 'api', { spec: { a: 1 } }),
    ];
    const after = [
      object('Service', 'api', { spec: { a: 2 } }),
      object('ConfigMap', 'same'),
      object('ConfigMap', 'new'),
    ];
    const { objects, ...counts } = difference(before, after);
    expect(counts).toEqual({ added: 1, removed: 1, changed: 1 });
    expect(objects.map(({ change, kind, name }) => `${change} ${kind} ${name}`)).toEqual([
      'added ConfigMap new',
      'removed Secret gone',
      'changed Service api',
    ]);
  });

  it('takes a new version of an API, and another namespace, for the same object', () => {
    const old = { ...object('HorizontalPodAutoscaler', 'api', {}, 'staging'), apiVersion: 'autoscaling/v1' };
    const now = { ...object('HorizontalPodAutoscaler', 'api', {}, 'production'), apiVersion: 'autoscaling/v2' };
    expect(changes(old, now)).toEqual([
      'apiVersion: "autoscaling/v1" -> "autoscaling/v2"',
      'metadata.namespace: "staging" -> "production"',
    ]);
  });

  it('does not take one of several objects in other namespaces for the same', () => {
    const before = [object('ConfigMap', 'x', {}, 'a'), object('ConfigMap', 'x', {}, 'b')];
    expect(difference(before, [object('ConfigMap', 'x', {}, 'c')])).toMatchObject({ added: 1, removed: 2, changed: 0 });
  });

  it('takes a kind of another API group for another object', () => {
    const of = (apiVersion: string) => [{ ...object('Ingress', 'x'), apiVersion }];
    expect(difference(of('networking.k8s.io/v1'), of('extensions/v1'))).toMatchObject({ added: 1, removed: 1 });
  });

  it('matches entries of lists by name, port, mount path and host', () => {
    const before = deployment({
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      ports: [
        { containerPort: 80, protocol: 'TCP' },
        { containerPort: 80, protocol: 'UDP' },
      ],
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name: 'tmp', mountPath: '/var/tmp' },
      ],
    });
    const after = deployment({
      env: [
        { name: 'NEW', value: '0' },
        { name: 'A', value: '1' },
        { name: 'B', value: '3' },
      ],
      ports: [
        { containerPort: 80, protocol: 'UDP' },
        { containerPort: 81, protocol: 'TCP' },
      ],
      volumeMounts: [
        { name: 'tmp', mountPath: '/var/tmp', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    });
    expect(changes(before, after)).toEqual([
      `${CONTAINER}.env[B].value: "2" -> "3"`,
      `${CONTAINER}.env[NEW]: undefined -> {"name":"NEW","value":"0"}`,
      `${CONTAINER}.ports[80/TCP]: {"containerPort":80,"protocol":"TCP"} -> undefined`,
      `${CONTAINER}.ports[81/TCP]: undefined -> {"containerPort":81,"protocol":"TCP"}`,
      `${CONTAINER}.volumeMounts[/var/tmp].readOnly: undefined -> true`,
      `${CONTAINER}.volumeMounts (order): ["/tmp","/var/tmp"] -> ["/var/tmp","/tmp"]`,
    ]);
  });

  it('tells text from numbers, and shows that the order of variables changed', () => {
    const env = (...names: string[]) => deployment({ env: names.map((name) => ({ name, value: 'x' })) });
    expect(changes(env('A', 'B'), env('B', 'A'))).toEqual([`${CONTAINER}.env (order): ["A","B"] -> ["B","A"]`]);
    expect(changes(object('X', 'x', { a: '1' }), object('X', 'x', { a: 1 }))).toEqual(['a: "1" -> 1']);
    expect(changes(object('X', 'x', { a: [1, 2] }), object('X', 'x', { a: [2] }))).toEqual(['a: [1,2] -> [2]']);
    expect(changes(object('X', 'x', { a: { 'k/l': 'v' } }), object('X', 'x'))).toEqual(['a: {"k/l":"v"} -> undefined']);
  });

  it('finds nothing where only the order of fields and objects differs, whatever the data', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue());
    const reversed = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, below]) => [name, reversed(below)]),
          )
        : value;
    fc.assert(
      fc.property(data, (spec) => {
        const objects = [object('A', 'a', { spec }), object('B', 'b', { spec })];
        const others = [...objects].reverse().map((each) => reversed(each) as DiffObject);
        expect(difference(objects, others).objects).toEqual([]);
      }),
    );
  });

  it('finds every change of a value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (old, now) => {
        const { objects } = difference(
          [object('A', 'a', { spec: { old } })],
          [object('A', 'a', { spec: { old: now } })],
        );
        expect(objects.length > 0).toBe(JSON.stringify(sorted(old)) !== JSON.stringify(sorted(now)));
      }),
    );
  });
});

/** With fields in one order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, below]) => [name, sorted(below)]),
      )
    : value;
}

describe('what must not be seen', () => {
  const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

  /** All that is printed of a difference, both ways. */
  function printed(before: DiffObject, after: DiffObject): string {
    const result = difference([before], [after]);
    expect(result.objects).toHaveLength(1);
    return formatDifference(result, 'a', 'b', false) + JSON.stringify(result);
  }

  it.each<[string, DiffObject, DiffObject, string[]]>([
    [
      'data of a Secret',
      object('Secret', 's', { data: { K: 'b25l' } }),
      object('Secret', 's', { data: { K: 'dHdv' } }),
      ['b25l', 'dHdv'],
    ],
    [
      'a Secret that gets other keys',
      object('Secret', 's', { stringData: { K: 'one' } }),
      object('Secret', 's', { stringData: { L: 'two' } }),
      ['one', 'two'],
    ],
    ['all data of a Secret', object('Secret', 's', { data: { K: 'b25l' } }), object('Secret', 's'), ['b25l']],
    [
      'a copy that kubectl keeps',
      {
        ...object('Secret', 's'),
        metadata: { name: 's', namespace: 'shop', annotations: { last: '{"data":{"K":"b25l"}}' } },
      } as DiffObject,
      object('Secret', 's'),
      ['b25l'],
    ],
    [
      'a variable by its name',
      deployment({ env: [{ name: 'API_TOKEN', value: 'one' }] }),
      deployment({ env: [{ name: 'API_TOKEN', value: 'two' }] }),
      ['one', 'two'],
    ],
    [
      'a variable that is added',
      deployment({ env: [] }),
      deployment({ env: [{ name: 'DB_PASSWORD', value: 'two' }] }),
      ['two'],
    ],
    [
      'a key of a ConfigMap',
      object('ConfigMap', 'c', { data: { JWT_SECRET: 'one' } }),
      object('ConfigMap', 'c', { data: { JWT_SECRET: 'two' } }),
      ['one', 'two'],
    ],
    [
      'a token anywhere',
      object('ConfigMap', 'c', { data: { NOTE: `use ${TOKEN} here` } }),
      object('ConfigMap', 'c', { data: {} }),
      [TOKEN, TOKEN.slice(4, 20)],
    ],
    [
      'a password in an address',
      deployment({ args: ['postgres://u:hunter2@db/x'] }),
      deployment({ args: [] }),
      ['hunter2'],
    ],
    [
      'an argument, and what stands behind an option',
      deployment({ args: ['--password=Kd8fj3kLw92hs', '--token', 'q7Gd73hfKq92'] }),
      deployment({ args: [] }),
      ['Kd8fj3kLw92hs', 'q7Gd73hfKq92'],
    ],
    [
      'what lines of a file give to sensitive names',
      object('ConfigMap', 'c', {
        data: { 'app.yaml': 'host: db\npassword: Xk29fjw0qmZp\n', 'app.json': '{"a":1,"apiKey":"Zk29fjw0qmZp","b":2}' },
      }),
      object('ConfigMap', 'c', { data: { 'app.yaml': 'host: db\n', 'app.json': '{"a":1}' } }),
      ['Xk29fjw0qmZp', 'Zk29fjw0qmZp'],
    ],
    [
      'a header that lets somebody in',
      deployment({
        livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: 'Custom Pk29fjw0qmZp' }] } },
      }),
      deployment({}),
      ['Pk29fjw0qmZp'],
    ],
    [
      'anything below the data of a Secret',
      object('Secret', 's', { data: { a: ['Pk29fjw0'], b: { c: 'Qk29fjw0' } } }),
      object('Secret', 's', { data: {} }),
      ['Pk29fjw0', 'Qk29fjw0'],
    ],
    [
      'a private key',
      object('ConfigMap', 'c', { data: { cert: '-----BEGIN PRIVATE KEY-----\nabc123\n-----END' } }),
      object('ConfigMap', 'c', { data: { cert: 'none' } }),
      ['abc123'],
    ],
  ])('%s', (_, before, after, secrets) => {
    for (const text of [printed(before, after), printed(after, before)]) {
      for (const secret of secrets) {
        expect(text).not.toContain(secret);
      }
      expect(text).toContain('***');
    }
  });

  it('is not more than that', () => {
    const text = printed(
      deployment({ env: [{ name: 'JWT_EXPIRATION_HOURS', value: '1' }], image: 'ghcr.io/acme/api:1' }),
      deployment({ env: [{ name: 'JWT_EXPIRATION_HOURS', value: '24' }], image: 'ghcr.io/acme/api:2' }),
    );
    expect(text).toContain('"1" -> "24"');
    const file = (level: string) =>
      object('ConfigMap', 'c', { data: { file: `level: ${level}\npassword: Xk29fjw0qmZp\n` } });
    expect(printed(file('one'), file('two'))).toContain('level: two');
    expect(text).toContain('"ghcr.io/acme/api:1" -> "ghcr.io/acme/api:2"');
  });
});

describe('what has a hash of its content in its name', () => {
  it('is the same object, and shows what changed', () => {
    const config = (name: string, level: string) => object('ConfigMap', name, { data: { LEVEL: level } });
    const { objects, added, removed } = difference(
      [config('config-9gd64hf9h6', 'debug'), config('other-9gd64hf9h6', 'x')],
      [config('config-27bcdfghkm', 'info'), config('another-27bcdfghkm', 'x')],
    );
    expect({ added, removed }).toEqual({ added: 1, removed: 1 });
    const [changed] = objects.filter(({ fields }) => fields.length > 0);
    expect(changed).toMatchObject({ kind: 'ConfigMap', name: 'config-27bcdfghkm' });
    expect(JSON.stringify(changed?.fields)).toMatch(/debug.*info/);
  });
});

describe('formatDifference', () => {
  it('begins with a summary, and shows changed lines of a long text alone', () => {
    const text = (line: string) => object('ConfigMap', 'c', { data: { file: `first\n${line}\nlast\n` } });
    expect(formatDifference(difference([text('old')], [text('new')]), 'staging', 'production', false)).toBe(
      [
        'staging -> production: 0 added, 0 removed, 1 changed',
        '',
        '~ ConfigMap c in shop',
        '    ~ data.file:',
        '        line 2:',
        '        - old',
        '        + new',
        '',
      ].join('\n'),
    );
  });

  it('sends nothing to the terminal that moves its cursor, and colors only when asked', () => {
    const result = difference([object('X', 'x', { a: 'plain' })], [object('X', 'x', { a: '\u001b[2J' })]);
    expect(formatDifference(result, 'a', 'b', false)).not.toContain('\u001b');
    expect(formatDifference(result, 'a', 'b', true)).toContain('\u001b[33m');
    expect(formatDifference(result, 'a', 'b', true)).not.toContain('\u001b[2J');
  });

  it('says when there is none', () => {
    expect(formatDifference(difference([], []), 'a', 'b', true)).toBe('a -> b: no difference\n');
  });
});
