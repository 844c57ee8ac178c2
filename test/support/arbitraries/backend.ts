import { AppConfig, AppSecrets, Backend, IAppSecrets, WebAppChart } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { configData } from './app-config';
import { Piece, piece, Place } from './piece';
import { optional } from './values';
import { propsAt, workload } from './workload';

const keys = fc.uniqueArray(fc.stringMatching(/^SECRET_[A-Z]{1,10}$/), { minLength: 1, maxLength: 4 });

/** A `Backend`, with configuration and secrets of its own. */
export const backend: fc.Arbitrary<Piece> = fc
  .record({ description: workload, sources: optional({ config: configData, secrets: keys }) })
  .map((given) =>
    piece(given, (chart, place) => {
      const props = propsAt(given.description, place);
      const { config, secrets = [] } = given.sources;
      // No variable may come from two sources.
      const required = secrets.filter((key) => !(key in (props.env ?? {})));
      const taken = new Set([...required, ...Object.keys(props.env ?? {})]);
      const data = Object.fromEntries(Object.entries(config ?? {}).filter(([key]) => !taken.has(key)));
      new Backend(chart, place.id, {
        ...props,
        ...(config === undefined ? {} : { config: new AppConfig(chart, `${place.id}-config`, { data }) }),
        ...(required.length === 0
          ? {}
          : { secrets: secretsOf(chart, place, required), secretKeys: [required[0] ?? ''] }),
      });
    }),
  );

function secretsOf(chart: WebAppChart, { id }: Place, required: string[]): IAppSecrets {
  return AppSecrets.fromSecretName(chart, `${id}-secrets`, `${id}-secrets`, { required });
}
