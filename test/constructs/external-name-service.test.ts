import { ExternalNameService, type ExternalNameServiceProps } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const PROPS: ExternalNameServiceProps = { externalName: 'db.prod.example.com' };
const service = (props: Partial<ExternalNameServiceProps>) =>
  find(
    synthesize((chart) => {
      new ExternalNameService(chart, 'db', { ...PROPS, ...props });
    }),
    'Service',
  );

describe('ExternalNameService', () => {
  it('stands for another name', () => {
    const { metadata, spec } = service({});
    expect(metadata.name).toBe('db');
    expect(spec).toEqual({ type: 'ExternalName', externalName: 'db.prod.example.com' });
  });

  it('has everything that is set', () => {
    expect(service({ name: 'postgres', labels: { a: 'b' }, annotations: { c: 'd' } })).toMatchObject({
      metadata: { name: 'postgres', labels: { a: 'b' }, annotations: { c: 'd' } },
    });
  });

  it.each<[Partial<ExternalNameServiceProps>, string]>([
    [{ externalName: '10.0.0.1' }, 'externalName name-invalid'],
    [{ externalName: 'https://a.b' }, 'externalName name-invalid'],
    [{ externalName: undefined as never }, 'externalName name-invalid'],
    [{ name: '1db' }, 'name name-invalid'],
    [{ labels: { a: ' ' } }, 'labels.a label-invalid'],
    [{ port: 5432 } as never, 'port setting-unknown'],
  ])('refuses %j', (props, line) => {
    const found = issuesOf((chart) => {
      new ExternalNameService(chart, 'db', { ...PROPS, ...props });
    });
    expect(summary(found)).toEqual([`test/db ${line}`]);
  });
});
