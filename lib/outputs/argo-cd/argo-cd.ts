import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { WebAppChart } from '../../charts/web-app-chart';
import { Validation } from '../../constructs/validation';
import { declareOutput, Derivation } from '../../synth/derived-output';
import { Manifest } from '../../synth/manifest';
import { manifestOutput } from '../../synth/manifest-output';
import { finishObjects } from '../../synth/object-finish';
import { OutputFile } from '../../synth/output/write-output';
import type { Synthesis } from '../../synth/synthesis';
import { appProject } from './app-project';
import { Application, application } from './application';
import { applicationSet } from './application-set';
import { ArgoCdLayout } from './argo-cd-layout';
import { ArgoCdProps } from './argo-cd-props';
import { ArgoCdSettings, readSettings } from './argo-cd-settings';
import { DeployedApplication, deployedApplications } from './deployed-application';
import { environmentRuleFindings } from './environment-rules';
import { protectedFromPruning } from './prune-protection';

/** Name of the group, and of its directory. */
const GROUP = 'argocd';

/**
 * What tells Argo CD to deploy the environments of the app, as files of `dist/argocd`: for each application an AppProject that
 * allows what is rendered and nothing else, and an Application per environment, or an ApplicationSet.
 *
 * Namespaces and claims of the environments get an annotation that keeps Argo CD from deleting them.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
 */
export class ArgoCd extends Construct {
  readonly #settings: ArgoCdSettings;

  /** @param props which repository the output directory is committed to, and what Argo CD does with it */
  constructor(scope: Construct, id: string, props: ArgoCdProps) {
    super(scope, id);
    const { settings, wrong, findings } = readSettings(props);
    this.#settings = settings;
    const validation = Validation.of(this);
    validation.reportRead(wrong, findings);
    validation.addRule(() => environmentRuleFindings(chartsBelow(this.node.root), settings));
    finishObjects(this, (manifest, { application: chart }) =>
      chart === undefined || settings.except.includes(chart.environment) ? manifest : protectedFromPruning(manifest),
    );
    declareOutput(this, { group: GROUP, derive: (synthesis) => this.derive(synthesis) });
  }

  private derive(synthesis: Synthesis): Derivation {
    const app = this.node.root as App;
    const byName = new Map<string, DeployedApplication[]>();
    for (const deployed of deployedApplications(app, this.#settings, synthesis)) {
      byName.set(deployed.chart.name, [...(byName.get(deployed.chart.name) ?? []), deployed]);
    }
    return { files: [...byName.values()].map((each) => this.fileOf(each, app.outputFileExtension)), issues: [] };
  }

  /** All that Argo CD must know of one application. */
  private fileOf(deployed: readonly DeployedApplication[], extension: string): OutputFile {
    const settings = this.#settings;
    const applications = deployed.map((each) => [each, application(each, settings)] as const);
    const objects = [
      ...(settings.project.name === undefined ? [appProject(deployed, settings)] : []),
      ...(settings.layout === ArgoCdLayout.APPLICATION_SET
        ? [applicationSet(applications, settings)]
        : applications.map(([, each]) => manifestOf(each, settings))),
    ];
    const name = deployed[0]?.chart.name ?? '';
    return manifestOutput(`${GROUP}/${name}${extension}`, objects.map(withoutNothing));
  }
}

function chartsBelow(root: Construct['node']['root']): WebAppChart[] {
  return root.node.findAll().filter((construct) => WebAppChart.isWebAppChart(construct));
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
