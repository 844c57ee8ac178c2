import { IConstruct } from 'constructs';
import type { WebAppChart } from '../../charts/web-app-chart';
import { CheckedContainer, podOf } from '../../checks/checked-pod';
import { at, listAt, textAt } from '../../checks/data';
import { compareText } from '../../model/core/compare-text';
import { Mapping } from '../../model/core/untrusted';
import { SynthesizedObject } from '../../synth/manifest';
import { ROLLOUT_KINDS } from '../rollout-kinds';
import { webAppChartsOf } from '../web-app-charts';

/** An object whose pods run until they are replaced. */
export interface RunningWorkload {
  readonly namespace: string;
  /** As kubectl names it: `deployment/backend`. */
  readonly name: string;
}

/** A container of an object's pods. */
export interface DeployedContainer {
  readonly object: SynthesizedObject;
  readonly image: string;
  readonly spec: Mapping;
}

/** What an environment consists of once it is deployed, in one order whatever the order of definition. */
export class DeployedEnvironment {
  /** Its applications, by name. */
  readonly charts: readonly WebAppChart[];
  /** Its objects. */
  readonly objects: readonly SynthesizedObject[];

  constructor(
    root: IConstruct,
    readonly name: string,
    objects: readonly SynthesizedObject[],
  ) {
    this.charts = webAppChartsOf(root)
      .filter((chart) => chart.environment === name)
      .sort((a, b) => compareText(a.name, b.name));
    this.objects = objects.filter(({ environment }) => environment === name);
  }

  /** The namespaces of its objects, each once. */
  get namespaces(): string[] {
    return [...new Set(this.objects.flatMap(({ namespace }) => namespace ?? []))].sort(compareText);
  }

  /** What must have rolled out. Pods that nobody replaces unless they are deleted are left out. */
  get workloads(): RunningWorkload[] {
    return this.objects
      .filter((object) => isRunning(object) && at(object.manifest, 'spec', 'updateStrategy', 'type') !== 'OnDelete')
      .map(reference);
  }

  /** Services to which a cloud assigns an address. */
  get loadBalancers(): RunningWorkload[] {
    return this.objects
      .filter(({ kind, manifest }) => kind === 'Service' && textAt(manifest, 'spec', 'type') === 'LoadBalancer')
      .map(({ namespace = '', name }) => ({ namespace, name }));
  }

  /** Containers of all pods, those that only start others included. */
  get containers(): DeployedContainer[] {
    return this.objects.flatMap((object) =>
      containersOf(object).flatMap(({ spec }) => {
        const image = textAt(spec, 'image');
        return image === undefined ? [] : [{ object, image, spec }];
      }),
    );
  }
}

/** Whether pods of the object run until they are replaced. */
export function isRunning({ apiVersion, kind }: SynthesizedObject): boolean {
  return apiVersion === 'apps/v1' && ROLLOUT_KINDS.includes(kind);
}

/** Containers of the pods that an object makes. */
export function containersOf(object: SynthesizedObject): readonly CheckedContainer[] {
  const { apiVersion, kind, name, path } = object;
  const manifest = object.manifest as unknown as Mapping;
  return podOf({ apiVersion, kind, name, path, manifest, stage: undefined as never })?.containers ?? [];
}

/** Variables of a container that have a value of their own. */
export function variablesOf({ spec }: DeployedContainer): [string, string][] {
  return listAt(spec, 'env').flatMap((variable): [string, string][] => {
    const [name, value] = [textAt(variable, 'name'), textAt(variable, 'value')];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}

function reference({ kind, namespace = '', name }: SynthesizedObject): RunningWorkload {
  return { namespace, name: `${kind.toLowerCase()}/${name}` };
}
