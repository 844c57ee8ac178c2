import { ApiObject, App as Cdk8sApp, type AppProps, Chart, JsonPatch, Lazy, type ResolutionContext } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import fc from 'fast-check';
import { KubernetesObject } from '../../lib/constructs/kubernetes-object';
import type { Finding } from '../../lib/model/core/issue';
import { PlainData } from '../../lib/synth/plain-data';
import { renderObject as renderReporting } from '../../lib/synth/resolve';

const plainData = (value: unknown) => new PlainData([]).copy(value);
const renderObject = (source: ApiObject) => renderReporting(source, []);

/** What cdk8s renders: no null prototype, and no key of JavaScript's own. */
const map = (item: fc.Arbitrary<unknown>, maxKeys = 4) =>
  fc.dictionary(
    fc.string().filter((key) => !['__proto__', 'constructor', 'metadata', 'apiVersion', 'kind'].includes(key)),
    item,
    { maxKeys, noNullPrototype: true },
  );

/** Random values of everything that may stand in an object, resolved by cdk8s or by us. */
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined, 'later'),
    fc.array(tie('value'), { maxLength: 4 }),
    map(tie('value')),
    tie('value').map((inner) => Lazy.any({ produce: () => inner })),
    tie('value').map((inner) => ({ resolve: () => inner })),
    fc.oneof(fc.integer(), fc.string()).map((inner) => k8s.IntOrString.fromString(String(inner))),
    fc.integer().map((inner) => k8s.Quantity.fromNumber(inner)),
  ),
})).value;
const fields = map(value, 5);
const metadata = fc.record(
  {
    labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.string(), { noNullPrototype: true }),
    // cdk8s leaves out what is empty, however deep.
    annotations: map(value),
    finalizers: fc.array(value, { maxLength: 2 }),
    ownerReferences: fc.array(value, { maxLength: 2 }),
    extra: value,
  },
  { requiredKeys: [], noNullPrototype: true },
);
const patches = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom('/spec', '/new', '/metadata/labels'), fc.json())
      .map(([path, json]) => JsonPatch.add(path, JSON.parse(json))),
    fc.constant(JsonPatch.copy('/metadata', '/copy')),
    fc.constant(JsonPatch.add('/nothing', null)),
  ),
  { maxLength: 3 },
);

const define = (props: object, given: AppProps = {}): ApiObject =>
  new ApiObject(new Chart(new Cdk8sApp(given), 'chart', { namespace: 'shop', labels: { chart: 'x' } }), 'object', {
    ...{ apiVersion: 'v1', kind: 'Widget' },
    ...props,
  });

/** What both come to; an error counts as no result. */
function outcomes(source: ApiObject): [unknown, unknown] {
  return [() => source.toJson() as unknown, () => renderObject(source)].map((render) => {
    try {
      return JSON.stringify(plainData(render()));
    } catch {
      return 'error';
    }
  }) as [unknown, unknown];
}

describe('renderObject', () => {
  it('gives what ApiObject.toJson gives', () => {
    fc.assert(
      fc.property(fields, metadata, patches, (spec, meta, operations) => {
        const source = define({ ...spec, metadata: { name: 'a', ...meta } });
        source.addJsonPatch(...operations);
        const [expected, found] = outcomes(source);
        expect(found).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('asks resolvers of the app as cdk8s does, with the same keys', () => {
    const run = (render: (source: ApiObject) => unknown, spec: object) => {
      const keys: string[] = [];
      const resolve = (context: ResolutionContext) => {
        keys.push(`${context.key.join('/')} ${typeof context.value}`);
        if (context.value === 'later') {
          context.replaceValue({ now: ['x'] });
        }
      };
      const rendered = render(define(spec, { resolvers: [{ resolve }] }));
      return [keys.sort(), JSON.stringify(plainData(rendered))];
    };
    fc.assert(
      fc.property(fields, (spec) => {
        expect(run(renderObject, spec)).toEqual(run((source) => source.toJson() as unknown, spec));
      }),
    );
  });

  it('asks lazy values in the order in which they were written, and puts their keys in order', () => {
    const chart = new Chart(new Cdk8sApp(), 'chart');
    let count = 0;
    const next = Lazy.any({ produce: () => (count += 1) });
    const spec = { z: next, b: { y: next, x: next }, a: next };
    const source = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
    const rendered = renderObject(source) as unknown as { readonly spec: object };
    expect(JSON.stringify(rendered.spec)).toBe('{"a":4,"b":{"x":3,"y":2},"z":1}');
  });

  it('judges what is left when patches and overlays are through', () => {
    const codes = (source: ApiObject) => {
      const findings: Finding[] = [];
      renderReporting(source, findings);
      return findings.map(({ code, field }) => `${code} ${field}`);
    };
    const wrong = { spec: { at: new Date(0), text: 'a', list: [NaN] } };
    const patched = define(wrong);
    expect(codes(patched)).toEqual(['value-not-data spec.at', 'number-inexact spec.list[0]']);
    patched.addJsonPatch(JsonPatch.remove('/spec/at'), JsonPatch.replace('/spec/list', [1, 2 ** 60]));
    expect(codes(patched)).toEqual(['number-inexact spec.list[1]']);

    const chart = new Chart(new Cdk8sApp(), 'chart');
    const overlaid = new KubernetesObject(chart, 'a', { apiVersion: 'v1', kind: 'Widget', ...wrong });
    overlaid.overlay({ spec: { at: null, list: [1], text: 'half \ud800' } });
    expect(codes(overlaid)).toEqual(['text-malformed spec.text']);
  });

  it('leaves classes that render in their own way to themselves', () => {
    const chart = new Chart(new Cdk8sApp(), 'chart');
    const spec = {
      selector: {},
      template: { spec: { containers: [] } },
      strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1) } },
    };
    const source = new k8s.KubeDeployment(chart, 'a', { spec });
    expect(renderObject(source)).toEqual(source.toJson());
    expect(renderObject(source)).toMatchObject({ spec: { strategy: { rollingUpdate: { maxSurge: 1 } } } });
  });

  it('renders keys that cdk8s loses or cannot render', () => {
    const data = JSON.parse(
      '{"__proto__": {"a": 1}, "constructor": "b", "nested": {"constructor": {"__proto__": []}}}',
    ) as object;
    const source = define({ data });
    expect(JSON.stringify((plainData(renderObject(source)) as { data: unknown }).data)).toBe(JSON.stringify(data));
    expect(() => source.toJson() as unknown).toThrow();
  });

  it('renders maps without a prototype, and those of another realm', () => {
    const data = Object.assign(Object.create(null) as object, { a: Lazy.any({ produce: () => 1 }) });
    expect(renderObject(define({ data }))).toMatchObject({ data: { a: 1 } });
  });
});
