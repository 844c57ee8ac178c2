import { ApiObject, Chart, Include } from 'cdk8s';
import { App } from 'cdk8s-webapp';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { issuesFrom, UNCHECKED } from '../support/synthesis';

const widget = (scope: Construct, name: string, kind = 'Widget') =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind, metadata: { name } });
const names = (app: App, file = 0) => app.files()[file]?.objects.map(({ metadata }) => metadata.name);

describe('a dependency', () => {
  it('puts an object behind the one that it depends on, and moves no other', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'chart');
    const [a, , , d] = ['a', 'b', 'c', 'd'].map((name) => widget(chart, name));
    a?.addDependency(d as ApiObject);
    expect(names(app)).toEqual(['b', 'c', 'd', 'a']);
  });

  it('is stronger than the order of kinds', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'chart');
    widget(chart, 'config', 'ConfigMap').addDependency(widget(chart, 'job', 'Job'));
    widget(chart, 'service', 'Service');
    expect(names(app)).toEqual(['service', 'job', 'config']);
  });

  it('of a construct is one of all objects in it', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'chart');
    const [first, second] = [new Construct(chart, 'first'), new Construct(chart, 'second')];
    ['a', 'b'].forEach((name) => widget(first, name));
    ['c', 'd'].forEach((name) => widget(second, name));
    widget(chart, 'e');
    first.node.addDependency(second);
    expect(names(app)).toEqual(['c', 'd', 'a', 'b', 'e']);
  });

  it('on what an object lies in is one on everything else in there', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'chart');
    const a = widget(chart, 'a');
    ['b', 'c'].forEach((name) => widget(chart, name));
    a.addDependency(chart);
    expect(names(app)).toEqual(['b', 'c', 'a']);
    const other = new App(UNCHECKED);
    const outer = new Construct(new Chart(other, 'chart'), 'outer');
    ['a', 'b'].forEach((name) => widget(outer, name));
    outer.node.addDependency(widget(outer, 'z'));
    expect(names(other)).toEqual(['z', 'a', 'b']);
  });

  it('between charts changes neither names nor order', () => {
    const app = new App(UNCHECKED);
    const [x, y] = ['x', 'y'].map((id) => new Chart(app, id)) as [Chart, Chart];
    for (const chart of [x, y]) {
      ['a', 'b'].forEach((name) => widget(chart, `${name}-${chart.node.id}`));
    }
    x.addDependency(y);
    expect(app.files().map(({ path }) => path)).toEqual(['x.k8s.yaml', 'y.k8s.yaml']);
    expect(names(app)).toEqual(['a-x', 'b-x']);
  });

  it('in a circle is reported', () => {
    const app = new App(UNCHECKED);
    const [x, y] = ['x', 'y'].map((id) => new Chart(app, id)) as [Chart, Chart];
    const [a, b, c] = [widget(x, 'a'), widget(y, 'b'), widget(y, 'c')];
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(x);
    expect(issuesFrom(() => app.files())).toEqual([
      {
        ...{ path: 'x/a', code: 'dependency-circle', field: '(dependencies)' },
        given: 'a circle: x/a depends on y/b depends on y/c depends on x/a',
        allowed: 'dependencies that lead nowhere back',
        remedy: 'Remove one of the calls of addDependency.',
      },
    ]);
  });

  it('is kept among any others, and the order of definition does not show', () => {
    const edges = fc.uniqueArray(
      fc.tuple(fc.nat(11), fc.nat(11)).filter(([a, b]) => a > b),
      { maxLength: 25 },
    );
    const order = fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 });
    fc.assert(
      fc.property(edges, order, order, (dependencies, one, other) => {
        const define = (indexes: number[]) => {
          const app = new App(UNCHECKED);
          const chart = new Chart(app, 'chart');
          // The names say the opposite of what the dependencies ask for.
          const made = new Map(indexes.map((index) => [index, widget(chart, `w${String(99 - index)}`)]));
          dependencies.forEach(([a, b]) => made.get(a)?.addDependency(made.get(b) as ApiObject));
          return names(app) ?? [];
        };
        const found = define(one);
        expect(define(other)).toEqual(found);
        for (const [a, b] of dependencies) {
          expect(found.indexOf(`w${String(99 - a)}`)).toBeGreaterThan(found.indexOf(`w${String(99 - b)}`));
        }
      }),
    );
  });
});

describe('objects of an included file', () => {
  it('are ordered, judged and written like others', () => {
    const app = new App(UNCHECKED);
    const include = new Include(new Chart(app, 'chart'), 'include', { url: `${__dirname}/included.yaml` });
    expect(include.apiObjects).toHaveLength(3);
    expect(app.synthYaml()).toBe(
      [
        [
          'apiVersion: v1',
          'kind: ConfigMap',
          'metadata:',
          '  name: settings',
          'data:',
          '  mode: "0755"',
          '  script: |',
        ],
        ['    #!/bin/sh', '    echo yes', '  zero: ""', '---', 'apiVersion: apps/v1', 'kind: Deployment', 'metadata:'],
        ['  name: web', 'spec:', '  replicas: 1', '---', 'apiVersion: batch/v1', 'kind: Job', 'metadata:'],
        ['  generateName: migrate-', '  name: chart-include-object0-job-c83f156b', ''],
      ]
        .flat()
        .join('\n')
        .replace(/^/, '---\n'),
    );
  });
});
