import { instance, list, map, number, record, text } from '../core/reading';
import { hasMethods } from '../core/untrusted';
import { serviceReader } from '../service/service-reading';

const validated = (what: string) => instance(what, (value) => hasMethods(value, ['findings']));

const settings = {
  services: map(serviceReader),
  config: map(text),
  goals: record({ scaleSeconds: number, restartSeconds: number, hangDetectionSeconds: number }),
};

/** The properties of a base. */
export const baseReader = record({
  ...settings,
  registries: list(instance('a ContainerRegistry', (value) => hasMethods(value, ['findings', 'owns']))),
  secret: validated('a KubernetesSecret'),
  pipeline: validated('a Pipeline'),
  requiresKubernetes: text,
  maxReplicas: number,
});

/** What an environment says. */
export const environmentReader = record({
  ...settings,
  stage: text,
  cluster: instance('a CloudCluster', (value) => hasMethods(value, ['findings', 'allocatable'])),
  imageLock: instance('an ImageLock', (value) => hasMethods(value, ['findings', 'resolve'])),
  remove: list(text),
});
