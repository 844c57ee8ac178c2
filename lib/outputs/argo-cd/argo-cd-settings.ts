import { Finding } from '../../model/core/issue';
import { dnsLabel } from '../../model/core/names';
import { readOptions } from '../../model/core/options';
import { instance, list, map, record, text } from '../../model/core/reading';
import { oneOf } from '../../model/core/rules';
import { hasMethods } from '../../model/core/untrusted';
import { ArgoCdLayout } from './argo-cd-layout';
import { ArgoCdProject } from './argo-cd-project';
import { ArgoCdEnvironmentOptions, ArgoCdProps } from './argo-cd-props';
import { pathFindings, repositoryFindings, revisionFindings } from './git-source';

/** The options with their defaults. */
export interface ArgoCdSettings {
  readonly repository: string;
  readonly revision: string;
  readonly path: string;
  readonly namespace: string;
  readonly layout: ArgoCdLayout;
  readonly project: ArgoCdProject;
  readonly environments: ReadonlyMap<string, ArgoCdEnvironmentOptions>;
  readonly except: readonly string[];
}

/** Settings, and what is wrong with what was given. */
export interface ReadSettings {
  readonly settings: ArgoCdSettings;
  /** What has a wrong type. */
  readonly wrong: readonly Finding[];
  /** What rules say of the rest. */
  readonly findings: readonly Finding[];
}

/** A value of a class of this library that can be told by one of its fields. */
function valueOf(what: string, field: string) {
  return instance(what, (value) => hasMethods(value, ['findings']) && field in value);
}

const READERS = {
  repository: text,
  revision: text,
  path: text,
  namespace: text,
  layout: text,
  project: valueOf('an ArgoCdProject', 'clusterKinds'),
  environments: map(
    record({
      cluster: valueOf('an ArgoCdCluster', 'server'),
      revision: text,
      sync: valueOf('an ArgoCdSync', 'isAutomated'),
    }),
  ),
  except: list(text),
};

/** Reads what was given. */
export function readSettings(props: ArgoCdProps): ReadSettings {
  const { options, wrong } = readOptions(props, READERS);
  const settings: ArgoCdSettings = {
    repository: options.repository ?? '',
    revision: options.revision ?? 'HEAD',
    path: options.path ?? 'dist',
    namespace: options.namespace ?? 'argocd',
    layout: options.layout ?? ArgoCdLayout.APPLICATIONS,
    project: options.project ?? ArgoCdProject.perApplication(),
    environments: new Map(Object.entries(options.environments ?? {})),
    except: options.except ?? [],
  };
  return { settings, wrong, findings: settingFindings(settings, options) };
}

function settingFindings(settings: ArgoCdSettings, { repository }: Partial<ArgoCdProps>): Finding[] {
  const { revision, path, namespace, layout, project, environments } = settings;
  const why = { code: 'argocd-layout-unknown', remedy: 'Use one of ArgoCdLayout.' };
  return [
    ...repositoryFindings('repository', repository),
    ...revisionFindings('revision', revision),
    ...pathFindings('path', path),
    ...dnsLabel('namespace', namespace),
    ...oneOf('layout', layout, Object.values(ArgoCdLayout), why),
    ...project.findings('project'),
    ...[...environments].flatMap(([name, options]) => environmentFindings(`environments.${name}`, options)),
  ];
}

function environmentFindings(field: string, { cluster, revision, sync }: ArgoCdEnvironmentOptions): Finding[] {
  return [
    ...(cluster?.findings(`${field}.cluster`) ?? []),
    ...(revision === undefined ? [] : revisionFindings(`${field}.revision`, revision)),
    ...(sync?.findings(`${field}.sync`) ?? []),
  ];
}
