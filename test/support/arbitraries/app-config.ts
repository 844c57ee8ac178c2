import { AppConfig } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { text, variableName } from './values';

export const configData = fc.dictionary(variableName, text, { noNullPrototype: true, maxKeys: 8 });

/** An `AppConfig`, some of whose data is added later. */
export const appConfig: fc.Arbitrary<Piece> = fc
  .record({ data: configData, isNamed: fc.boolean(), addsLater: fc.boolean() })
  .map((given) =>
    piece(given, (chart, { id }) => {
      const { data, isNamed, addsLater } = given;
      const name = isNamed ? { name: `${id}.config` } : {};
      const config = new AppConfig(chart, id, addsLater ? name : { ...name, data });
      Object.entries(addsLater ? data : {}).forEach(([key, value]) => config.add(key, value));
    }),
  );
