import type { App } from 'cdk8s';
import { Construct } from 'constructs';
import { Validation } from '../../constructs/validation';
import { declareOutput } from '../../synth/derived-output';
import { finishObjects } from '../../synth/object-finish';
import { webAppChartsOf } from '../web-app-charts';
import { ArgoCdProps } from './argo-cd-props';
import { readSettings } from './argo-cd-settings';
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
  /** @param props which repository the output directory is committed to, and what Argo CD does with it */
  constructor(scope: Construct, id: string, props: ArgoCdProps) {
    super(scope, id);
    const { settings, wrong, findings } = readSettings(props);
    const validation = Validation.of(this);
    validation.reportRead(wrong, findings);
    validation.addRule(() => environmentRuleFindings(webAppChartsOf(this.node.root), settings));
    finishObjects(this, (manifest, { application: chart }) =>
      chart === undefined || settings.except.includes(chart.environment) ? manifest : protectedFromPruning(manifest),
    );
    declareOutput(this, {
      group: GROUP,
      derive: (synthesis) => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- not every run writes outputs
        const { argoCdFiles } = require('./argo-cd-files') as typeof import('./argo-cd-files');
        return { files: argoCdFiles(GROUP, this.node.root as App, settings, synthesis), issues: [] };
      },
    });
  }
}
