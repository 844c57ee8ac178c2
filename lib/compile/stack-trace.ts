import { SourceMap, SourceMapPayload } from 'node:module';
import * as path from 'node:path';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Stack traces that name the lines of the user's source, instead of those of the script that they were compiled to. */
export class StackTraces {
  readonly #script: string;
  readonly #json: Buffer;
  #map?: SourceMap;

  /**
   * @param script name of the script
   * @param map its source map as JSON, which is read when the first trace is asked for
   */
  constructor(script: string, map: Buffer) {
    this.#script = script;
    this.#json = map;
  }

  /** From now on, the `stack` of every error is of this kind. */
  install(): void {
    Error.prepareStackTrace = (error, sites) => [String(error), ...sites.map((site) => this.line(site))].join('\n');
  }

  /** The nearest file of the user's source on the stack. */
  caller(): string | undefined {
    const { prepareStackTrace } = Error;
    try {
      Error.prepareStackTrace = (_, sites) => sites.map((site) => this.placeOf(site)?.file).find(Boolean);
      return new Error('caller').stack;
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  }

  private line(site: NodeJS.CallSite): string {
    const place = this.placeOf(site);
    const text = site.toString();
    const compiled = `${this.#script}:${site.getLineNumber()}:${site.getColumnNumber()}`;
    return `    at ${place === undefined ? text : text.replace(compiled, `${place.file}:${place.line}:${place.column}`)}`;
  }

  private placeOf(site: NodeJS.CallSite): Place | undefined {
    if (site.getFileName() !== this.#script) {
      return undefined;
    }
    this.#map ??= new SourceMap(JSON.parse(this.#json.toString()) as SourceMapPayload);
    const entry = this.#map.findEntry((site.getLineNumber() ?? 1) - 1, (site.getColumnNumber() ?? 1) - 1);
    if (!('originalSource' in entry)) {
      return undefined;
    }
    const { originalSource, originalLine, originalColumn } = entry;
    const file = path.resolve(path.dirname(this.#script), originalSource);
    return { file, line: originalLine + 1, column: originalColumn + 1 };
  }
}
