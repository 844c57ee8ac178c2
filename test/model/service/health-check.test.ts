import { HealthCheck, HealthCheckKind } from 'cdk8s-webapp';
import { summarized } from '../../support/findings';

const found = (check: HealthCheck) => summarized(check.findings('c'));

describe('a right question', () => {
  it.each<[HealthCheck, HealthCheckKind, string]>([
    [HealthCheck.httpGet('/healthz'), HealthCheckKind.HTTP_GET, 'HTTP GET /healthz'],
    [HealthCheck.httpGet('/', { https: true, port: 8443 }), HealthCheckKind.HTTP_GET, 'HTTPS GET / on port 8443'],
    [HealthCheck.httpGet('/', { headers: { Token: 'hunter2' } }), HealthCheckKind.HTTP_GET, 'HTTP GET /'],
    [HealthCheck.tcp(), HealthCheckKind.TCP, 'TCP'],
    [HealthCheck.tcp({ portName: 'db' }), HealthCheckKind.TCP, 'TCP on port db'],
    [HealthCheck.grpc(), HealthCheckKind.GRPC, 'gRPC'],
    [HealthCheck.grpc({ port: 9000, service: 'orders' }), HealthCheckKind.GRPC, 'gRPC orders on port 9000'],
    [HealthCheck.exec(['redis-cli', 'ping']), HealthCheckKind.EXEC, 'exec redis-cli ping'],
  ])('says what it asks: %s', (check, kind, words) => {
    expect(check.kind).toBe(kind);
    expect(String(check)).toBe(words);
    expect(found(check)).toEqual([]);
  });

  it('does not change with what it was made from', () => {
    const headers: { [name: string]: string } = { Host: 'a' };
    const command = ['a'];
    const checks = [HealthCheck.httpGet('/', { headers }), HealthCheck.exec(command)];
    headers['Host'] = 'b';
    command.push('c');
    checks[1]?.command.push('d');
    expect(checks[0]?.headers).toEqual({ Host: 'a' });
    expect(checks[1]?.command).toEqual(['a']);
  });
});

describe('a wrong question', () => {
  it.each<[string, HealthCheck, string[]]>([
    ['no path', HealthCheck.httpGet(undefined as never), ['c health-path-invalid']],
    ['a relative path', HealthCheck.httpGet('healthz'), ['c health-path-invalid']],
    ['a path with a space', HealthCheck.httpGet('/a b'), ['c health-path-invalid']],
    ['port 0', HealthCheck.tcp({ port: 0 }), ['c.port port-out-of-range']],
    ['a port as text', HealthCheck.httpGet('/', { port: '80' as never }), ['c.port setting-invalid']],
    ['a long port name', HealthCheck.tcp({ portName: 'a-name-of-sixteen' }), ['c.portName port-name-invalid']],
    ['a number for a name', HealthCheck.tcp({ portName: '80' }), ['c.portName port-name-invalid']],
    ['two ports', HealthCheck.tcp({ port: 80, portName: 'web' }), ['c.portName health-port-ambiguous']],
    ['yes for https', HealthCheck.httpGet('/', { https: 'yes' as never }), ['c.https setting-invalid']],
    ['an unknown option', HealthCheck.httpGet('/', { scheme: 'HTTPS' } as never), ['c.scheme setting-unknown']],
    ['a named port for gRPC', HealthCheck.grpc({ portName: 'grpc' } as never), ['c.portName setting-unknown']],
    [
      'a header of two lines',
      HealthCheck.httpGet('/', { headers: { A: 'a\nb' } }),
      ['c.headers.A health-header-invalid'],
    ],
    [
      'a header with a space',
      HealthCheck.httpGet('/', { headers: { 'A b': '' } }),
      ['c.headers.A b health-header-invalid'],
    ],
    [
      'a header that is no text',
      HealthCheck.httpGet('/', { headers: { A: 1 as never } }),
      ['c.headers.A setting-invalid'],
    ],
    ['options that are none', HealthCheck.tcp(8080 as never), ['c setting-invalid']],
    ['no command', HealthCheck.exec([]), ['c health-command-invalid']],
    ['an empty program', HealthCheck.exec(['']), ['c health-command-invalid']],
    ['a command as text', HealthCheck.exec('redis-cli ping' as never), ['c health-command-invalid']],
    ['a number in a command', HealthCheck.exec(['sleep', 5 as never]), ['c health-command-invalid']],
  ])('is reported and does not throw: %s', (_, check, expected) => {
    expect(found(check)).toEqual(expected);
    expect(() => String(check)).not.toThrow();
  });

  it('shows no argument of a command and no value of a header', () => {
    const checks = [
      HealthCheck.exec(['mysqladmin', '-phunter2', 5 as never]),
      HealthCheck.httpGet('/', { headers: { Authorization: 'hunter2\n' } }),
    ];
    expect(JSON.stringify(checks.flatMap((check) => check.findings('c')))).not.toContain('hunter2');
  });
});
