import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { compare, explain, isRecord, type Problem } from './problem';

/** The file that lists the addresses of the CRDs. */
export const CONFIG_FILE = 'cdk8s.yaml';
const DOWNLOAD_TIMEOUT_MS = 30_000;

/** The part of the global `fetch` that a download needs. */
export type Fetch = (
  url: string,
  init: { signal: AbortSignal },
) => Promise<Pick<Response, 'ok' | 'status' | 'statusText' | 'text'>>;

/** A file of CRDs. */
export interface Source {
  readonly where: string;
  readonly text: string;
}

export function readDirectory(directory: string, problems: Problem[]): Source[] {
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => /\.ya?ml$/.test(name));
  } catch (error) {
    problems.push(unreadable(directory, error, 'Give --from a directory that holds CRD files'));
    return [];
  }
  if (names.length === 0) {
    const remedy = 'Give --from a directory that holds CRD files';
    problems.push({ type: 'unreadable', where: directory, what: 'holds no .yaml file', remedy });
  }
  return names.sort(compare).flatMap((name) => readSource(join(directory, name), problems));
}

function readSource(file: string, problems: Problem[]): Source[] {
  try {
    return [{ where: file, text: readFileSync(file, 'utf8') }];
  } catch (error) {
    problems.push(unreadable(file, error, 'Make it a readable file, or move it away'));
    return [];
  }
}

function unreadable(where: string, error: unknown, remedy: string): Problem {
  return { type: 'unreadable', where, what: `cannot be read (${explain(error)})`, remedy };
}

export function readAddresses(config: string, problems: Problem[]): string[] {
  const remedy = `List https addresses of CRDs under \`imports:\` in ${basename(config)}, or pass --from DIRECTORY`;
  let entries: unknown;
  try {
    const content: unknown = parse(readFileSync(config, 'utf8'));
    entries = isRecord(content) ? content.imports : undefined;
  } catch (error) {
    problems.push({ type: 'configuration', where: config, what: `cannot be read (${explain(error)})`, remedy });
    return [];
  }
  if (!Array.isArray(entries) || entries.length === 0) {
    problems.push({ type: 'configuration', where: config, what: 'has no list `imports:`', remedy });
    return [];
  }
  return entries.filter((entry): entry is string => {
    const problem = checkAddress(entry, config);
    problems.push(...problem);
    return problem.length === 0;
  });
}

function checkAddress(entry: unknown, config: string): Problem[] {
  const where = `${config}: ${typeof entry === 'string' ? entry : JSON.stringify(entry)}`;
  const url = typeof entry === 'string' && URL.canParse(entry) ? new URL(entry) : undefined;
  if (url?.protocol !== 'https:') {
    const remedy = 'Give the address of one CRD file, such as the raw address of a file in its repository';
    return [{ type: 'configuration', where, what: 'is not an https address', remedy }];
  }
  if (!isPinned(url)) {
    const remedy = 'Put a release tag (v1.2.3 or refs/tags/NAME) or a full commit in its place';
    return [{ type: 'unpinned-address', where, what: 'follows a branch, so imports would change unasked', remedy }];
  }
  return [];
}

/** Only where the form of an address shows what it follows; other hosts are taken on trust. */
function isPinned({ hostname, pathname }: URL): boolean {
  if (hostname !== 'raw.githubusercontent.com') {
    return !pathname.includes('/releases/latest/');
  }
  const reference = pathname.split('/').slice(3).join('/');
  return /^(refs\/tags\/|v?\d+\.\d+\.\d+|[0-9a-f]{40}\/)/.test(reference);
}

export async function download(addresses: readonly string[], fetcher: Fetch, problems: Problem[]): Promise<Source[]> {
  const results = await Promise.all(addresses.map((address) => downloadOne(address, fetcher)));
  return results.flatMap((result) => {
    if ('text' in result) {
      return [result];
    }
    problems.push(result);
    return [];
  });
}

async function downloadOne(where: string, fetcher: Fetch): Promise<Source | Problem> {
  try {
    const response = await fetcher(where, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    if (response.ok) {
      return { where, text: await response.text() };
    }
    const what = `the server answered ${`${response.status} ${response.statusText}`.trim()}`;
    return { type: 'download', where, what, remedy: `Correct the path and the release tag in ${CONFIG_FILE}` };
  } catch (error) {
    const remedy = 'Check the network, or download the files yourself and pass --from DIRECTORY';
    return { type: 'download', where, what: `cannot be downloaded (${explain(error)})`, remedy };
  }
}
