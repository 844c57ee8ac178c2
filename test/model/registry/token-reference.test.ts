import { inspect } from 'node:util';
import fc from 'fast-check';
import { TokenReference, TokenSource } from '../../../lib/model/registry/token-reference';

const PREFIXES = ['dckr_pat_', 'ghp_', 'github_pat_', 'glpat-', 'AKIA', 'eyJ'];

const NOT_SHOWN = 'a text that is not shown, because it could be the token itself';

describe('TokenReference', () => {
  it('names a secret of the pipeline', () => {
    const token = TokenReference.fromPipelineSecret('DOCKERHUB_TOKEN');
    expect(token).toMatchObject({ source: TokenSource.PIPELINE_SECRET, name: 'DOCKERHUB_TOKEN', key: undefined });
    expect(token.findings()).toEqual([]);
    expect([token.toString(), token.place]).toEqual([
      'pipeline secret DOCKERHUB_TOKEN',
      'TokenReference DOCKERHUB_TOKEN',
    ]);
  });

  it('names a variable of the environment', () => {
    const token = TokenReference.fromEnvironmentVariable('registry_token');
    expect(token).toMatchObject({ source: TokenSource.ENVIRONMENT_VARIABLE, name: 'registry_token' });
    expect(token.findings()).toEqual([]);
    expect(token.toString()).toBe('environment variable registry_token');
  });

  it('names a key of a Secret', () => {
    const token = TokenReference.fromKubernetesSecret('registry', 'access.token');
    expect(token).toMatchObject({ source: TokenSource.KUBERNETES_SECRET, name: 'registry', key: 'access.token' });
    expect(token.findings()).toEqual([]);
    expect(token.toString()).toBe('Kubernetes Secret registry, key access.token');
  });

  it('accepts the token that GitHub provides, but no other name that GitHub keeps for itself', () => {
    expect(TokenReference.fromPipelineSecret('GITHUB_TOKEN').findings()).toEqual([]);
    for (const name of ['GITHUB_PACKAGES', 'github_packages']) {
      expect(TokenReference.fromPipelineSecret(name).findings()).toMatchObject([{ code: 'token-name-invalid' }]);
    }
  });

  it.each<[unknown, string]>([
    ['', 'nothing'],
    [undefined, 'nothing'],
    ...['1TOKEN', 'MY-TOKEN', '${{ secrets.TOKEN }}', '$TOKEN', null, 5].map((name): [unknown, string] => [
      name,
      NOT_SHOWN,
    ]),
  ])('refuses the name %j and says that it got %s', (name, given) => {
    for (const token of [
      TokenReference.fromPipelineSecret(name as string),
      TokenReference.fromEnvironmentVariable(name as string),
    ]) {
      expect(token.findings()).toMatchObject([{ code: 'token-name-invalid', field: 'name', given }]);
      expect(token.name).toBe('');
    }
  });

  it('refuses names that Kubernetes refuses', () => {
    expect(TokenReference.fromKubernetesSecret('My Secret', '').findings()).toMatchObject([
      { code: 'name-invalid', field: 'name', given: NOT_SHOWN },
      { code: 'key-invalid', field: 'key', given: 'nothing' },
    ]);
  });

  it.each(PREFIXES)('refuses what begins with %s as a name, and neither keeps nor shows it', (prefix) => {
    const value = `${prefix}0AB1`;
    for (const token of [
      TokenReference.fromPipelineSecret(value),
      TokenReference.fromEnvironmentVariable(value),
      TokenReference.fromKubernetesSecret(value, 'token'),
      TokenReference.fromKubernetesSecret('registry', value),
    ]) {
      expect(token.findings()).toMatchObject([{ code: 'token-value-given' }]);
      const shown = [token.toString(), token.place, JSON.stringify(token), JSON.stringify(token.findings())];
      const inspected = inspect(token, { showHidden: true, depth: null });
      expect([...shown, inspected].join('\n')).not.toContain(value);
    }
  });

  it('never shows a name that it refuses, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ minLength: 3 })), (given) => {
        const text = given as string;
        return [
          TokenReference.fromPipelineSecret(text),
          TokenReference.fromEnvironmentVariable(text),
          TokenReference.fromKubernetesSecret(text, text),
        ].every((token) => {
          const isRefused = token.findings().some(({ field }) => field === 'name');
          return isRefused ? token.name === '' : token.name === given;
        });
      }),
    );
  });

  it('can be told from other values', () => {
    expect(TokenReference.isTokenReference(TokenReference.fromPipelineSecret('TOKEN'))).toBe(true);
    expect(['TOKEN', undefined, null, {}].some((value) => TokenReference.isTokenReference(value))).toBe(false);
  });
});
