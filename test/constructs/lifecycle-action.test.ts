import { LifecycleAction } from 'cdk8s-webapp';
import { summarized } from '../support/findings';

describe('LifecycleAction', () => {
  it.each<[LifecycleAction, boolean, string | undefined]>([
    [LifecycleAction.exec(['sleep', '5']), false, undefined],
    [LifecycleAction.httpGet('/drain'), true, undefined],
    [LifecycleAction.httpGet('/drain', { port: 9000 }), false, undefined],
    [LifecycleAction.httpGet('/drain', { portName: 'admin' }), false, 'admin'],
  ])('knows which port it asks %#', (action, needsPort, portName) => {
    expect(action.needsPort).toBe(needsPort);
    expect(action.portName).toBe(portName);
    expect(action.findings('a')).toEqual([]);
  });

  it.each<[string, LifecycleAction, string[]]>([
    ['no command', LifecycleAction.exec(undefined as never), ['a health-command-invalid']],
    ['a relative path', LifecycleAction.httpGet('drain'), ['a health-path-invalid']],
    ['an unknown option', LifecycleAction.httpGet('/', { host: 'b' } as never), ['a.host setting-unknown']],
    ['a port', LifecycleAction.httpGet('/', { port: 0 }), ['a.port port-out-of-range']],
  ])('reports %s', (_, action, expected) => {
    expect(summarized(action.findings('a'))).toEqual(expected);
  });
});
