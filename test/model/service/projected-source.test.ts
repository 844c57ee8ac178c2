import { ProjectedSource } from 'cdk8s-webapp';
import { summarized } from '../../support/findings';

const found = (source: ProjectedSource) => summarized(source.findings('s'));

describe('a right source', () => {
  it.each<[string, ProjectedSource]>([
    ['configuration', ProjectedSource.config({ configMapName: 'a' }, { items: [{ key: 'a', path: 'b' }] })],
    ['a secret', ProjectedSource.secret({ secretName: 'a' }, { optional: true })],
    ['a token', ProjectedSource.serviceAccountToken({ path: 'token', audience: 'vault', expirationSeconds: 600 })],
    ['facts', ProjectedSource.fields([{ path: 'labels', field: 'metadata.labels' }])],
    ['one label', ProjectedSource.fields([{ path: 'app', field: "metadata.labels['app']" }])],
  ])('has nothing wrong: %s', (_, source) => {
    expect(found(source)).toEqual([]);
  });

  it('does not change with what it was made from', () => {
    const files = [{ path: 'name', field: 'metadata.name' }];
    const source = ProjectedSource.fields(files);
    files.push({ path: '..', field: '' });
    source.fieldFiles.pop();
    expect(source.fieldFiles).toEqual([{ path: 'name', field: 'metadata.name' }]);
  });
});

describe('a wrong source', () => {
  it.each<[string, ProjectedSource, string[]]>([
    ['no configuration', ProjectedSource.config(undefined as never), ['s.config setting-invalid']],
    ['no secret', ProjectedSource.secret({} as never), ['s.secret setting-invalid']],
    [
      'an unknown option',
      ProjectedSource.secret({ secretName: 'a' }, { keys: [] } as never),
      ['s.keys setting-unknown'],
    ],
    ['no token', ProjectedSource.serviceAccountToken(undefined as never), ['s.path path-invalid']],
    [
      'a token that expires at once',
      ProjectedSource.serviceAccountToken({ path: 'a', expirationSeconds: 599 }),
      ['s.expirationSeconds token-lifetime-out-of-range'],
    ],
    ['no facts', ProjectedSource.fields(null as never), ['s.files setting-invalid']],
    ['a fact that is none', ProjectedSource.fields([5 as never]), ['s.files[0] setting-invalid']],
    [
      'a fact for variables only',
      ProjectedSource.fields([{ path: 'ip', field: 'status.podIP' }]),
      ['s.files[0].field pod-field-unknown'],
    ],
    [
      'a path outside',
      ProjectedSource.fields([{ path: '../name', field: 'metadata.name' }]),
      ['s.files[0].path path-invalid'],
    ],
    [
      'a path twice',
      ProjectedSource.fields([
        { path: 'a', field: 'metadata.name' },
        { path: 'a', field: 'metadata.uid' },
      ]),
      ['s.files volume-path-duplicate'],
    ],
  ])('is reported and does not throw: %s', (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  });
});
