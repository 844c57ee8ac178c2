import { ApiAccess, Backend, Exposure, Frontend } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { propsAt, workload } from './workload';

/** A `Frontend`, which may call an API of its own in either way. */
export const frontend: fc.Arbitrary<Piece> = fc
  .record({ description: workload, access: fc.constantFrom('none', 'direct', 'proxied') })
  .map((given) =>
    piece(given, (chart, place) => {
      const props = propsAt(given.description, place);
      if (given.access === 'none') {
        new Frontend(chart, place.id, props);
        return;
      }
      const exposure = (name: string) => Exposure.ingress({ host: `${name}.${place.id}.example.com` });
      const apiProps = { image: 'acme/api:1.0.0', port: 8000, exposure: exposure('api') };
      const backend = new Backend(chart, `${place.id}-api`, apiProps);
      const variables = { browserVariable: 'PUBLIC_API', serverVariable: 'SERVER_API' };
      const api =
        given.access === 'direct' ? ApiAccess.direct(backend, variables) : ApiAccess.proxied(backend, variables);
      new Frontend(chart, place.id, { ...props, exposure: exposure('www'), api });
    }),
  );
