import { masked } from '../diff/masking';
import { ConstructExplanation, explainEnvironment } from '../explain/environment-explanation';
import { formatConstruct, formatExplanation, withoutSecrets } from '../explain/format';
import { toYaml } from '../synth/yaml/emitter';
import { Command, PROGRAM_OPTIONS } from './command';
import { objectsByEnvironment, unknown } from './environments';
import { CommandError } from './report';
import { onlyApp, runApps } from './session';
import { print } from './stdio';

/** `cdk8s-webapp explain` */
export const explain: Command = {
  name: 'explain',
  summary: 'Show every value of an environment, where it comes from and what it renders',
  parameters: ['ENV', '[CONSTRUCT]'],
  options: PROGRAM_OPTIONS,
  notes: [
    'With CONSTRUCT, the id of a construct in the chart, its manifests are shown too.',
    'Values come from the environment, the base, the image lock, the registry, the program, or a default.',
    'Exit codes: 0 done; 1 the program is wrong, or there is no such environment or construct; 2 called wrongly.',
  ],
  usageExitCode: 2,
  run: async (args) => {
    const [environment = '', name] = args.positionals;
    await runApps(args, { isStdoutTaken: true, finishPhase: 'explain' }, (apps) => {
      const app = onlyApp(apps, 'explain');
      const [objects = []] = objectsByEnvironment(app, [environment]);
      const whole = explainEnvironment(app, environment, objects);
      if (name === undefined) {
        const json = {
          ...whole,
          settings: whole.settings.map(withoutSecrets),
          constructs: whole.constructs.map(asData),
        };
        print(args.values['json'] === true ? toJson(json) : formatExplanation(whole));
        return;
      }
      const construct = findConstruct(whole.constructs, name);
      print(args.values['json'] === true ? toJson(asData(construct)) : withManifests(construct));
    });
  },
};

function findConstruct(constructs: readonly ConstructExplanation[], name: string): ConstructExplanation {
  const found = constructs.find(({ construct }) => construct === name);
  if (found === undefined) {
    throw new CommandError(
      unknown(
        'construct',
        name,
        constructs.map(({ construct }) => construct),
      ),
    );
  }
  return found;
}

function withManifests(construct: ConstructExplanation): string {
  const manifests = construct.objects.map(({ manifest }) => `---\n${toYaml(masked(manifest))}`);
  return [formatConstruct(construct), ...manifests].join('');
}

function asData({ construct, settings, objects }: ConstructExplanation): object {
  return {
    construct,
    settings: settings.map(withoutSecrets),
    objects: objects.map(({ file, manifest }) => ({ file, manifest: masked(manifest) })),
  };
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
