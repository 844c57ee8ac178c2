import type { App } from 'cdk8s';
import { Manifest } from '../../synth/manifest';
import { ManifestDocument, manifestOutput } from '../../synth/manifest-output';
import { OutputFile } from '../../synth/output/write-output';
import type { Synthesis } from '../../synth/synthesis';
import { appProject } from './app-project';
import { Application, application } from './application';
import { applicationSet } from './application-set';
import { ArgoCdLayout } from './argo-cd-layout';
import { ArgoCdSettings } from './argo-cd-settings';
import { DeployedApplication, deployedApplications } from './deployed-application';

/** What Argo CD must know, one file per application, below a directory. */
export function argoCdFiles(directory: string, app: App, settings: ArgoCdSettings, synthesis: Synthesis): OutputFile[] {
  const byName = new Map<string, DeployedApplication[]>();
  for (const deployed of deployedApplications(app, settings, synthesis)) {
    byName.set(deployed.chart.name, [...(byName.get(deployed.chart.name) ?? []), deployed]);
  }
  return [...byName].map(([name, deployed]) =>
    manifestOutput(
      `${directory}/${name}${app.outputFileExtension}`,
      objectsOf(deployed, settings).map((object) => new ManifestDocument(withoutNothing(object))),
    ),
  );
}

function objectsOf(deployed: readonly DeployedApplication[], settings: ArgoCdSettings): Manifest[] {
  const applications = deployed.map((each) => [each, application(each, settings)] as const);
  return [
    ...(settings.project.name === undefined ? [appProject(deployed, settings)] : []),
    ...(settings.layout === ArgoCdLayout.APPLICATION_SET
      ? [applicationSet(applications, settings)]
      : applications.map(([, each]) => manifestOf(each, settings))),
  ];
}

function manifestOf({ name, labels, spec }: Application, { namespace }: ArgoCdSettings): Manifest {
  const manifest = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace, labels },
    spec,
  };
  return manifest;
}

/** Fields that hold nothing are not written. */
function withoutNothing(manifest: Manifest): Manifest {
  return JSON.parse(JSON.stringify(manifest)) as Manifest;
}
