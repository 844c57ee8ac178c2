import * as fs from 'node:fs';
import * as path from 'node:path';
import { HelmStatus, ReleaseState, releaseStateOf } from '../../../lib/model/release/release-lifecycle';

const DOCUMENT = fs.readFileSync(path.resolve(__dirname, '../../../docs/model.md'), 'utf8');

/** Every word that Helm 3 and 4 can write, and what it stands for. */
const EXPECTED: [string, ReleaseState | undefined][] = [
  ['unknown', undefined],
  ['deployed', ReleaseState.DEPLOYED],
  ['uninstalled', ReleaseState.UNINSTALLED],
  ['superseded', ReleaseState.SUPERSEDED],
  ['failed', ReleaseState.FAILED],
  ['uninstalling', ReleaseState.UNINSTALLING],
  ['pending-install', ReleaseState.PENDING],
  ['pending-upgrade', ReleaseState.PENDING],
  ['pending-rollback', ReleaseState.PENDING],
];

describe('HelmStatus', () => {
  it('has the words of Helm, and no others', () => {
    expect(Object.values(HelmStatus)).toEqual(EXPECTED.map(([word]) => word));
  });

  it.each(EXPECTED)('%s stands for %s', (word, state) => {
    expect(releaseStateOf(word as HelmStatus)).toBe(state);
  });

  it.each(['DEPLOYED', '', 'constructor', undefined])('%j stands for nothing', (word) => {
    expect(releaseStateOf(word as HelmStatus)).toBeUndefined();
  });

  it('is documented as it is', () => {
    const [, table = ''] = /\n\| Helm's status .*\n\|.*\n((?:\|.*\n)+)/.exec(DOCUMENT) ?? [];
    const rows = table
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(rows.map(([, word, state]) => [word, state])).toEqual(
      EXPECTED.map(([word, state]) => [word, state ?? 'not verified']),
    );
  });
});
