import { manifests } from '../../bench/manifests';
import { withField } from './checks';

const NAME = 'shop';
const POD = ['spec', 'template', 'spec'];
const CONTAINER = [...POD, 'containers', 0];

/** An application of which a glance shows that no rule has anything against it: that of the benchmark, with volumes. */
export function usualObjects(): object[] {
  const all = manifests(NAME).map((manifest) => withField(manifest, ['metadata', 'namespace'], 'shop'));
  const lifecycle = { preStop: { exec: { command: ['sleep', '5'] } } };
  const volumes = [
    { name: 'tmp', emptyDir: {} },
    { name: 'files', configMap: { name: NAME } },
  ];
  const volumeMounts = [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'files', mountPath: '/etc/shop', readOnly: true },
  ];
  return [
    ...all.map((manifest) => {
      const isDeployment = 'kind' in manifest && manifest.kind === 'Deployment';
      const changes: [(string | number)[], unknown][] = isDeployment
        ? [
            [[...POD, 'serviceAccountName'], NAME],
            [[...POD, 'volumes'], volumes],
            [[...CONTAINER, 'volumeMounts'], volumeMounts],
            [[...CONTAINER, 'lifecycle'], lifecycle],
            [[...CONTAINER, 'envFrom'], [{ configMapRef: { name: NAME } }]],
          ]
        : [];
      return changes.reduce((changed, [keys, value]) => withField(changed, keys, value), manifest);
    }),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: NAME } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: NAME, namespace: NAME },
      data: { LOG_LEVEL: 'INFO', URL: 'https://shop.test' },
    },
  ];
}
