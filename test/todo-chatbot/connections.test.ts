import { todoChatbot } from '../../main';
import { mayCall } from '../support/connections';
import { type AnyManifest, find } from '../support/synthesis';

const environments = todoChatbot()
  .files()
  .map(({ path, objects }) => [path.split('/')[0] ?? '', objects as AnyManifest[]] as const);
const pods = (app: string) => ({ namespace: 'todo-app', labels: { app } });

describe.each(environments)('connections of %s', (environment, objects) => {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');

  it('lead from the frontend to the backend only where its server passes calls on', () => {
    const isProxied = JSON.stringify(find(objects, 'Deployment', 'frontend')).includes('BACKEND_URL');
    expect(isProxied).toBe(environment === 'cloud');
    expect(mayCall(policies, pods('frontend'), pods('backend'), 8000)).toBe(isProxied);
    expect(mayCall(policies, pods('backend'), pods('frontend'), 3000)).toBe(false);
    expect(mayCall(policies, pods('stranger'), pods('backend'), 8000)).toBe(false);
  });

  it('lead from the backend to its database, its APIs and its mail server, none of which is private', () => {
    const { egress } = find(objects, 'NetworkPolicy', 'backend')['spec'];
    const outside = egress.filter(({ to }: { to?: { ipBlock?: object }[] }) => to?.[0]?.ipBlock !== undefined);
    expect(outside).toHaveLength(1);
    expect(outside[0].ports.map(({ port }: { port: number }) => port)).toEqual([5432, 443, 587]);
    expect(outside[0].to[0].ipBlock.except).toContain('169.254.0.0/16');
  });
});
