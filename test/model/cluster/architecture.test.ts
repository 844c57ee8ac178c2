import { Architecture, architectureFindings, platformOf } from '../../../lib/model/cluster/architecture';

describe('Architecture', () => {
  it('spells architectures as images do', () => {
    expect(Object.values(Architecture)).toEqual(['amd64', 'arm64']);
    expect(Object.values(Architecture).map(platformOf)).toEqual(['linux/amd64', 'linux/arm64']);
  });

  it.each(['x86_64', 'AMD64', '', undefined, 5n, {}])('refuses %p', (given) => {
    expect(architectureFindings('architecture', given)).toMatchObject([
      { code: 'architecture-unknown', field: 'architecture', allowed: 'one of amd64, arm64' },
    ]);
  });
});
