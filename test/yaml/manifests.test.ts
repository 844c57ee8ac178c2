import { kubernetesDocuments } from '../../lib/model/core/load-yaml';
import { describeWithJudge } from '../support/judges';
import { RandomData } from '../support/yaml-random';
import { PROGRAMS, type YamlReader } from '../support/yaml-readers';

const SCALARS = 50_000;
const CHARACTERS = '0123789+-.._:eExXoObBfa';
const MOST = 7;
const KNOWN = [
  ...[
    '12:30',
    '.7_3',
    '.0__3',
    '.0_3e1_0',
    '.3_',
    '-0xffffffffffffffff',
    '-0x7fffffffffffffff',
    '22:22',
    '1:30:00',
    'e2',
    'e1234567',
    '1e234567',
    '1e400',
    '-1e400',
    '.',
    '..',
    '._5',
    '.5_',
    '.e5',
    '.5e3',
    '-.5',
    '+.5',
  ],
  ...[
    '0o17',
    '0O17',
    '0x1f',
    '0X1F',
    '-0x1f',
    '0b11',
    '0B11',
    '-0b11',
    '0b12',
    '017',
    '-017',
    '019',
    '0_7',
    '08.5',
    '1_000',
    '1__0',
    '1_',
  ],
  ...[
    '1e3',
    '1e_3',
    '8e1_',
    '1E+3',
    '1.',
    '1._',
    '-1.',
    '-_1',
    '+_1',
    '_1',
    '+',
    '--1',
    '+-1',
    '0x',
    '0o',
    '0xg',
    '1e',
    '1e+',
    '0x_1f',
  ],
  ...['9007199254740993', '18446744073709551615', '0xffffffffffffffff', '0x10000000000000000', '99999999999999999999'],
  ...[
    'y',
    'Y',
    'n',
    'N',
    'yes',
    'Off',
    'oN',
    '~',
    'null',
    'NULL',
    '2024-01-01',
    '2024-01-01T10:00:00Z',
    '1.2.3',
    '1.2',
  ],
];

function randomScalar(random: RandomData): string {
  const length = 1 + random.below(MOST);
  const character = () => CHARACTERS[random.below(CHARACTERS.length)] ?? '';
  return Array.from({ length }, character)
    .join('')
    .replace(/^-$|:+$/, '0');
}

function read(reader: YamlReader, scalars: readonly string[]): unknown[] {
  return reader(scalars.map((scalar) => `---\nvalue: ${scalar}\n`).join('')).map(
    (document) => (document as { value: unknown }).value,
  );
}

const own: YamlReader = (text) => kubernetesDocuments(text).map((document) => document.toJS() as unknown);

describeWithJudge(['yaml-readers'], 'plain scalars', () => {
  it('are read as kubectl reads them', () => {
    const random = new RandomData(1);
    const scalars = [...KNOWN, ...Array.from({ length: SCALARS }, () => randomScalar(random))];
    const kubectl = read(PROGRAMS['kubectl (sigs.k8s.io/yaml)'] as YamlReader, scalars);
    const ours = read(own, scalars);
    const different = scalars
      .map((scalar, index) => ({ scalar, kubectl: kubectl[index], ours: ours[index] }))
      .filter((each) => each.kubectl !== each.ours);
    expect(different.slice(0, 20)).toEqual([]);
  });
});
