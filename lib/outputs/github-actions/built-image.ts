import { listAt } from '../../checks/data';
import { isBrowserVariable } from '../../constructs/frontend';
import { looksLikeToken } from '../../model/core/credentials';
import { Finding, show } from '../../model/core/issue';
import { variableName } from '../../model/core/names';
import { ContainerImage } from '../../model/image/container-image';
import { ContainerRegistry } from '../../model/registry/container-registry';
import { DeployedContainer, DeployedEnvironment, isRunning, variablesOf } from './deployed-environment';
import { ImageBuildOptions } from './github-actions-props';
import { isRepositoryPath, pathFinding } from './repository-path';

/** An image that the pipeline builds and pushes. */
export interface BuiltImage {
  /** Id of its job. */
  readonly job: string;
  readonly registry: ContainerRegistry;
  /** Name of the repository below its account. */
  readonly repository: string;
  /** The repository as references to it are written. */
  readonly reference: string;
  /** The repository as the image lock spells it. */
  readonly lockKey: string;
  /** The repository in full, with its registry. */
  readonly name: string;
  readonly options: ImageBuildOptions;
  readonly context: string;
  /** Build arguments, sorted by name. */
  readonly buildArguments: readonly [string, string][];
  /** What it is built for; empty where nobody says. */
  readonly platforms: readonly string[];
  /** Whether pods run it that are there all the time, so that it can be seen whether they do. */
  readonly isRunning: boolean;
}

/** Images that the pipeline builds, and what is wrong with what was said of them. */
export interface BuiltImages {
  readonly images: readonly BuiltImage[];
  readonly findings: readonly Finding[];
}

/** What was said of images. */
export interface BuildSettings {
  readonly images: { readonly [repository: string]: ImageBuildOptions };
  readonly builtElsewhere: readonly string[];
}

/** The images of the registries that pods of the environment run, in the order of their jobs. */
export function builtImages(
  environment: DeployedEnvironment,
  registries: readonly ContainerRegistry[],
  settings: BuildSettings,
): BuiltImages {
  const all = registries.flatMap((registry) =>
    registry.repositories.map((repository) => ({ registry, repository, image: registry.image(repository) })),
  );
  const used = all.flatMap(({ registry, repository, image }) => {
    const containers = environment.containers.filter(
      (container) => ContainerImage.of(container.image).name === image.name,
    );
    return containers.length === 0 ? [] : [{ registry, repository, containers }];
  });
  const built = used.filter(({ repository }) => !settings.builtElsewhere.includes(repository));
  const jobs = new Set<string>();
  const images = built.map(({ registry, repository, containers }, index) => {
    const options = Object.hasOwn(settings.images, repository) ? settings.images[repository] : undefined;
    const job = jobId(repository, index, jobs);
    jobs.add(job);
    return builtImage({ registry, repository, containers, job, environment }, options ?? {});
  });
  const known = used.map(({ repository }) => repository);
  return {
    images: images.map(({ image }) => image),
    findings: [...images.flatMap(({ findings }) => findings), ...unknownFindings(settings, known)],
  };
}

/** Ids of jobs have fewer characters than repositories, so two of these may want the same. */
function jobId(repository: string, index: number, taken: ReadonlySet<string>): string {
  const id = `build-${repository.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;
  return taken.has(id) ? `${id}-${index}` : id;
}

/** Named like the workload that answers with the image; what the names of others are made of may change with each build. */
function contextOf(containers: readonly DeployedContainer[]): string {
  const running = containers.filter(({ object }) => isRunning(object));
  const answering = running.find(({ spec }) => listAt(spec, 'ports').length > 0) ?? running[0];
  return (
    answering?.object.name ??
    containers[0]?.object.path
      .replace(/\/Resource$/, '')
      .split('/')
      .at(-1) ??
    '.'
  );
}

interface UsedImage {
  readonly registry: ContainerRegistry;
  readonly repository: string;
  readonly containers: readonly DeployedContainer[];
  readonly job: string;
  readonly environment: DeployedEnvironment;
}

function builtImage(
  { registry, repository, containers, job, environment }: UsedImage,
  options: ImageBuildOptions,
): { readonly image: BuiltImage; readonly findings: Finding[] } {
  const [first] = containers.map(({ image }) => ContainerImage.of(image));
  const image = first ?? registry.image(repository);
  const { values, findings } = buildArguments(`images.${repository}`, containers, options);
  const locked = environment.charts.flatMap(({ configuration }) => configuration?.imageLock?.repositories ?? []);
  const clusters = environment.charts.flatMap(({ cluster }) => cluster?.platforms ?? []);
  return {
    image: {
      ...{ job, registry, repository, options, reference: image.repository, name: image.name },
      lockKey: locked.find((key) => ContainerImage.of(key).name === image.name) ?? image.repository,
      context: options.context ?? contextOf(containers),
      buildArguments: values,
      platforms: [...new Set(clusters)].sort(),
      isRunning: containers.some(({ object }) => isRunning(object)),
    },
    findings: [...findings, ...optionFindings(`images.${repository}`, options)],
  };
}

/** What the browser is told is compiled in, so it has one value in all pods of the environment. */
function buildArguments(
  field: string,
  containers: readonly DeployedContainer[],
  { buildArguments: given = {} }: ImageBuildOptions,
): { readonly values: [string, string][]; readonly findings: Finding[] } {
  const values = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [name, value] of containers.flatMap((container) => variablesOf(container))) {
    if (!isBrowserVariable(name) || Object.hasOwn(given, name)) {
      continue;
    }
    if (values.has(name) && values.get(name) !== value) {
      findings.push(conflictFinding(`${field}.buildArguments.${name}`));
    }
    values.set(name, value);
  }
  Object.entries(given).forEach(([name, value]) => values.set(name, value));
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return { values: sorted, findings: [...findings, ...sorted.flatMap((entry) => argumentFindings(field, entry))] };
}

function argumentFindings(field: string, [name, value]: [string, string]): Finding[] {
  const place = `${field}.buildArguments.${name}`;
  const isPlain = !/[\r\n]/.test(value) && !looksLikeToken(value);
  return [
    ...variableName(place, name),
    ...(isPlain
      ? []
      : [
          {
            code: 'build-argument-invalid',
            field: place,
            given: 'a text that is not shown, because it looks like a credential or has several lines',
            allowed: 'one line that everybody may read who can pull the image',
            remedy: 'Give confidential values by `secrets`, and mount them in the Dockerfile.',
          },
        ]),
  ];
}

function conflictFinding(field: string): Finding {
  return {
    code: 'build-argument-conflict',
    field,
    given: 'different values in pods that run the same image',
    allowed: 'one value, because it is compiled into the image',
    remedy: 'Give the pods images of their own, or the build argument a value.',
  };
}

function optionFindings(field: string, { context, dockerfile }: ImageBuildOptions): Finding[] {
  return Object.entries({ context, dockerfile }).flatMap(([name, path]) =>
    path === undefined || isRepositoryPath(path) ? [] : [pathFinding(`${field}.${name}`, path)],
  );
}

function unknownFindings({ images, builtElsewhere }: BuildSettings, known: readonly string[]): Finding[] {
  const named = [
    ...Object.keys(images).map((name) => [`images.${name}`, name] as const),
    ...builtElsewhere.map((name, index) => [`builtElsewhere[${index}]`, name] as const),
  ];
  return named
    .filter(([, name]) => !known.includes(name))
    .map(([field, name]) => ({
      code: 'built-repository-unknown',
      field,
      given: show(name),
      allowed: known.length === 0 ? 'none: no pod runs an image of the registries' : `one of ${known.join(', ')}`,
      remedy: 'Give the name of a repository of a registry whose image a pod of the environment runs.',
    }));
}
