import { fileText } from '../../synth/file-text';
import { Manifest } from '../../synth/manifest';
import { OutputFile } from '../../synth/output/write-output';
import { toYaml } from '../../synth/yaml/emitter';
import { ROLLOUT_KINDS } from '../rollout-kinds';
import { AlignedObject, alignObjects, PlacedObject } from './aligned-object';
import {
  chartYaml,
  ChartMetadata,
  HELM_IGNORE,
  helpersText,
  imageTemplateName,
  notesText,
  Rollout,
} from './chart-files';
import { ChartValues, expressionOf } from './chart-values';
import { nameObjects, ObjectName } from './object-names';
import { ObjectTemplate, TemplateContext } from './object-template';
import { SharedValues } from './shared-values';
import { writeTemplate } from './template-writer';
import { quotedText } from './value-form';
import { valuesSchema } from './values-schema';
import { isUniform, Variants } from './variants';

/** What a chart is made of: plain data. */
export interface ChartProps {
  readonly metadata: ChartMetadata;
  /** Environments, and the namespace of the release in each. */
  readonly namespaces: readonly (readonly [environment: string, namespace: string])[];
  /** What Helm installs, of all environments. */
  readonly objects: readonly PlacedObject[];
  /** Whether the Namespace is part of the chart, and so no namespace of the release. */
  readonly includesNamespace: boolean;
  /** Objects that Helm does not install, which get files of their own. */
  readonly separate: readonly PlacedObject[];
}

/** The same, with the objects of all environments side by side. */
interface AlignedProps extends Omit<ChartProps, 'namespaces' | 'objects'> {
  readonly namespaces: ReadonlyMap<string, string>;
  readonly objects: readonly AlignedObject[];
}

/** The files of a chart, below its directory. */
export function chartFiles(props: ChartProps): OutputFile[] {
  const [namespaces, objects] = [new Map(props.namespaces), alignObjects(props.objects)];
  return new ChartBuilder({ ...props, namespaces, objects }).files();
}

class ChartBuilder {
  readonly #props: AlignedProps;
  readonly #names: readonly ObjectName[];
  readonly #values: ChartValues;
  readonly #context: TemplateContext;
  /** Path of the value that says whether an object exists; `undefined` where it always does. */
  readonly #conditions: readonly (readonly string[] | undefined)[];
  readonly #rollouts: Rollout[] = [];

  constructor(props: AlignedProps) {
    const { namespaces, includesNamespace, objects, metadata } = props;
    this.#props = props;
    this.#names = nameObjects(objects);
    this.#values = new ChartValues([...namespaces.keys()]);
    this.#conditions = objects.map((object, index) => this.condition(object, this.#names[index] as ObjectName));
    this.#context = {
      values: this.#values,
      shared: new SharedValues(),
      releaseNamespaces: includesNamespace ? new Map() : namespaces,
      imageTemplate: imageTemplateName(metadata.name),
    };
  }

  files(): OutputFile[] {
    const { metadata, namespaces } = this.#props;
    const chart = metadata.name;
    this.shareNames();
    const templates = this.templates();
    return [
      { path: '.helmignore', text: HELM_IGNORE },
      { path: 'Chart.yaml', text: chartYaml(metadata) },
      { path: 'values.yaml', text: this.commonValues() },
      ...[...namespaces.keys()].map((environment) => this.ownValues(environment)),
      { path: 'values.schema.json', text: `${JSON.stringify(valuesSchema(this.#values.all), null, 2)}\n` },
      { path: 'templates/_helpers.tpl', text: helpersText(chart) },
      { path: 'templates/NOTES.txt', text: notesText(this.#rollouts) },
      ...templates,
      ...this.#props.separate.map(({ environment, object }) => ({
        path: `namespaces/${environment}.yaml`,
        text: fileText([toYaml(object.manifest)]),
      })),
    ];
  }

  /** Objects refer to others by their names, which differ where they are made of content. */
  private shareNames(): void {
    const { shared } = this.#context;
    this.#props.objects.forEach(({ manifests }, index) => {
      const names = namesOf(manifests);
      if (!isUniform(names)) {
        const path = [...(this.#names[index] as ObjectName).path, 'name'];
        const props = {
          variants: names,
          schema: { type: 'string' },
          condition: this.#conditions[index],
          isOptional: false,
        };
        shared.add(names, expressionOf(this.#values.add(path, props)));
      }
    });
  }

  private templates(): OutputFile[] {
    const paths = new Set<string>();
    return this.#props.objects.map((object, index) => {
      const name = this.#names[index] as ObjectName;
      const path = freePath(
        paths,
        name.component === undefined || name.path.length > 1 ? name.path : [...name.path, object.kind],
      );
      return { path, text: this.template(object, name, this.#conditions[index]) };
    });
  }

  private template(object: AlignedObject, name: ObjectName, condition: readonly string[] | undefined): string {
    const guard = condition === undefined ? undefined : `if ${expressionOf(condition)}`;
    const template = new ObjectTemplate(object, name, this.#context, condition);
    const node = template.node(template.places.root, object.manifests);
    const [manifest] = object.manifests.values();
    if (manifest !== undefined && ROLLOUT_KINDS.includes(object.kind)) {
      this.#rollouts.push({ kind: object.kind, name: manifest.metadata.name, guard });
    }
    return `${this.refusal(object)}${writeTemplate(node, guard)}`;
  }

  /** Helm records a release before it creates anything, so not in a namespace that the chart makes. */
  private refusal({ kind, manifests }: AlignedObject): string {
    const names = namesOf(manifests);
    const isOwn = [...names].every(([environment, name]) => name === this.#props.namespaces.get(environment));
    if (kind !== 'Namespace' || !isOwn) {
      return '';
    }
    const name = this.#context.shared.findDifferent(names) ?? quotedText([...names.values()][0] as string);
    const message = 'The chart makes this namespace itself: record the release in another one, such as default.';
    return `{{- if eq .Release.Namespace ${name} }}\n{{- fail ${quotedText(message)} }}\n{{- end }}\n`;
  }

  /** Adds the value that says whether an object exists, where not every environment has it. */
  private condition({ manifests }: AlignedObject, { path }: ObjectName): readonly string[] | undefined {
    const environments = [...this.#props.namespaces.keys()];
    if (manifests.size === environments.length) {
      return undefined;
    }
    const variants: Variants = new Map(environments.map((environment) => [environment, manifests.has(environment)]));
    return this.#values.add([...path, 'enabled'], { variants, schema: { type: 'boolean' }, isOptional: false });
  }

  private commonValues(): string {
    const isAlone = this.#props.namespaces.size === 1;
    const more = isAlone
      ? ''
      : '# Each environment has more, in a file of its own: helm install -f values-ENVIRONMENT.yaml\n';
    return `# What all environments have in common.\n${more}${toYaml(this.#values.common())}`;
  }

  private ownValues(environment: string): OutputFile {
    const text = `# What only environment ${environment} has.\n${toYaml(this.#values.own(environment))}`;
    return { path: `values-${environment}.yaml`, text };
  }
}

function namesOf(manifests: ReadonlyMap<string, Manifest>): Variants {
  return new Map([...manifests].map(([environment, { metadata }]) => [environment, metadata.name]));
}

function freePath(taken: Set<string>, path: readonly string[]): string {
  const base = path.map((part) => part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).join('-');
  const name = base
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
  let free = `templates/${name}.yaml`;
  for (let count = 2; taken.has(free); count += 1) {
    free = `templates/${name}-${count}.yaml`;
  }
  taken.add(free);
  return free;
}
