import { Backend, Exposure, Size, AccessMode, Volume } from 'cdk8s-webapp';
import { Manifests, TestChart } from 'cdk8s-webapp/testing';
import * as invariants from '../support/invariants';
import { AnyManifest, find } from '../support/synthesis';

/** A right application, which a test then breaks. */
function application(): AnyManifest[] {
  const chart = new TestChart();
  const uploads = { size: Size.gibibytes(1), storageClass: 'shared', accessMode: AccessMode.READ_WRITE_MANY };
  new Backend(chart, 'api', {
    image: 'acme/api:1.0.0',
    port: 8000,
    exposure: Exposure.ingress({ host: 'api.example.com' }),
    volumes: { uploads: { path: '/uploads', volume: Volume.persistentClaim(uploads) } },
  });
  return Manifests.of(chart).all() as AnyManifest[];
}

/** A policy or budget about pods with a label. */
function policy(kind: string, app: string): AnyManifest {
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: [app] }] };
  const metadata = { name: 'policy', namespace: 'test' };
  return {
    apiVersion: 'policy/v1',
    kind,
    metadata,
    spec: kind === 'NetworkPolicy' ? { podSelector: selector } : { selector },
  };
}

/** An autoscaler of a Deployment. */
function autoscaler(name: string): AnyManifest {
  const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } };
  const metadata = { name: 'api', namespace: 'test' };
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata, spec };
}

/** A monitor of a port of the Service of the application. */
function monitor(port: string): AnyManifest {
  const spec = { selector: { matchLabels: { app: 'api' } }, endpoints: [{ port }] };
  const metadata = { name: 'api', namespace: 'test' };
  return { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata, spec };
}

/** Where the only container of the application is. */
function containerOf(objects: AnyManifest[]) {
  return find(objects, 'Deployment')['spec'].template.spec.containers[0];
}

describe('the invariants of the property tests', () => {
  it('find nothing wrong with a right application', () => {
    const objects = [
      ...application(),
      policy('NetworkPolicy', 'api'),
      policy('PodDisruptionBudget', 'api'),
      monitor('http'),
    ];
    expect(Object.values(invariants).flatMap((problems) => problems(objects))).toEqual([]);
  });

  it.each<[string, keyof typeof invariants, (objects: AnyManifest[]) => unknown, RegExp]>([
    [
      'a Deployment that misses its pods',
      'selectorProblems',
      (objects) => (find(objects, 'Deployment')['spec'].selector.matchLabels.app = 'web'),
      /^apps\/Deployment test\/api does not select its own pods/,
    ],
    [
      'a Service that misses the pods',
      'selectorProblems',
      (objects) => (find(objects, 'Service')['spec'].selector.app = 'web'),
      /^Service test\/api-service does not select/,
    ],
    [
      'a budget that misses the pods',
      'selectorProblems',
      (objects) => objects.push(policy('PodDisruptionBudget', 'web')),
      /PodDisruptionBudget test\/policy does not select/,
    ],
    [
      'a policy that misses the pods',
      'selectorProblems',
      (objects) => objects.push(policy('NetworkPolicy', 'web')),
      /NetworkPolicy test\/policy selects no pod/,
    ],
    [
      'a Service that leads to a port on which nobody listens',
      'portProblems',
      (objects) => (find(objects, 'Service')['spec'].ports[0].targetPort = 'admin'),
      /leads to port admin/,
    ],
    [
      'an Ingress that leads to a port that the Service does not offer',
      'portProblems',
      (objects) => (find(objects, 'Service')['spec'].ports[0].port = 81),
      /Ingress test\/api-ingress leads to api-service:8000/,
    ],
    [
      'an object that is there twice',
      'nameProblems',
      (objects) => objects.push(find(objects, 'Service')),
      /is there twice/,
    ],
    [
      'a variable that is there twice',
      'nameProblems',
      (objects) => (containerOf(objects).env = [{ name: 'A' }, { name: 'A' }]),
      /has the variable A of api twice/,
    ],
    [
      'a claim that is not there',
      'referenceProblems',
      (objects) => objects.splice(objects.indexOf(find(objects, 'PersistentVolumeClaim')), 1),
      /claims api-uploads, which is not there/,
    ],
    [
      'a configuration that is not there',
      'referenceProblems',
      (objects) => (containerOf(objects).envFrom = [{ configMapRef: { name: 'config' } }]),
      /reads the ConfigMap config, which is not there/,
    ],
    [
      'a mount without its volume',
      'referenceProblems',
      (objects) => (containerOf(objects).volumeMounts[0].name = 'cache'),
      /mounts the volume cache, which it does not have/,
    ],
    [
      'a StatefulSet without its Service',
      'referenceProblems',
      (objects) => (Object.assign(find(objects, 'Deployment'), { kind: 'StatefulSet' })['spec'].serviceName = 'api'),
      /is governed by the Service api, which is not there/,
    ],
    [
      'an autoscaler of nothing',
      'companionProblems',
      (objects) => objects.push(autoscaler('web')),
      /HorizontalPodAutoscaler test\/api scales apps\/Deployment test\/web, which is not there/,
    ],
    [
      'an autoscaler beside a number',
      'companionProblems',
      (objects) => {
        find(objects, 'Deployment')['spec'].replicas = 1;
        objects.push(autoscaler('api'));
      },
      /which has a number of its own/,
    ],
    [
      'a budget that lets no pod go',
      'companionProblems',
      (objects) => {
        const budget = policy('PodDisruptionBudget', 'api');
        objects.push({ ...budget, spec: { ...budget['spec'], maxUnavailable: 0 } });
      },
      /lets no pod go/,
    ],
    [
      'a monitor of a port that is not there',
      'companionProblems',
      (objects) => objects.push(monitor('metrics')),
      /ServiceMonitor test\/api watches port metrics, which no Service offers/,
    ],
    [
      'a value that is none',
      'valueProblems',
      (objects) => (containerOf(objects).image = undefined),
      /containers\[0\]\.image is undefined/,
    ],
    [
      'an object of a class',
      'valueProblems',
      (objects) => (containerOf(objects).image = new Date(0)),
      /containers\[0\]\.image is an object of a class/,
    ],
  ])('find %s', (_mistake, name, breakIt, problem) => {
    const objects = application();
    breakIt(objects);
    expect(invariants[name](objects).join('\n')).toMatch(problem);
  });
});
