import { Finding } from '../core/issue';
import { boolean, Readers, text } from '../core/reading';
import { oneOf, pattern } from '../core/rules';

/** What must be at the path of the node. */
export enum HostPathType {
  /** Nothing is looked at. */
  ANY = '',
  /** A directory. */
  DIRECTORY = 'Directory',
  /** A directory, which is made where there is none. */
  DIRECTORY_OR_CREATE = 'DirectoryOrCreate',
  /** A file. */
  FILE = 'File',
  /** A file, which is made where there is none. */
  FILE_OR_CREATE = 'FileOrCreate',
  /** A UNIX socket. */
  SOCKET = 'Socket',
  /** A character device. */
  CHAR_DEVICE = 'CharDevice',
  /** A block device. */
  BLOCK_DEVICE = 'BlockDevice',
}

/** A directory or file of the node. */
export interface HostPathOptions {
  /**
   * What must be at the path.
   * @default - nothing is looked at
   */
  readonly type?: HostPathType;
}

/** A directory of a server that speaks NFS. */
export interface NfsVolumeOptions {
  /** Host name or address of the server. */
  readonly server: string;
  /** Absolute path that the server exports. */
  readonly path: string;
  /**
   * Whether no container may write.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** How it is read what a directory of the node is. */
export const HOST_PATH_OPTIONS: Readers = { type: text };
/** How it is read what a directory of a server is. */
export const NFS_OPTIONS: Readers = { server: text, path: text, readOnly: boolean };

const ABSOLUTE = {
  expression: /^\/(?!(?:.*\/)?\.\.(?:\/|$)).*$/,
  maxLength: 4096,
  allowed: 'an absolute path without ".."',
};
const HOST = {
  expression: /^[A-Za-z0-9]([-A-Za-z0-9.:]*[A-Za-z0-9])?$/,
  maxLength: 253,
  allowed: 'a host name or an IP address',
};

/** The path is absolute, and the type one that there is. */
export function hostPathFindings(field: string, path: unknown, { type }: HostPathOptions): Finding[] {
  const why = { code: 'host-path-type-unknown', remedy: 'Use one of HostPathType.' };
  return [
    ...sourcePathFindings(`${field}.path`, path),
    ...(type === undefined ? [] : oneOf(`${field}.type`, type, Object.values(HostPathType), why)),
  ];
}

/** The server is a host, and the path is absolute. */
export function nfsFindings(field: string, { server, path }: Partial<NfsVolumeOptions>): Finding[] {
  const why = { code: 'name-invalid', remedy: 'Give the server as the nodes reach it.' };
  return [...pattern(`${field}.server`, server, HOST, why), ...sourcePathFindings(`${field}.path`, path)];
}

function sourcePathFindings(field: string, path: unknown): Finding[] {
  return pattern(field, path, ABSOLUTE, { code: 'path-invalid', remedy: 'Begin it with "/".' });
}
