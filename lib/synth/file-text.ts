/** Every file begins with a separator, for tools that join files without one. */
const SEPARATOR = '---\n';

/** The text of a file of documents. One without any is still a file, so that the directory of its environment exists. */
export function fileText(documents: readonly string[]): string {
  return documents.length === 0 ? SEPARATOR : documents.map((document) => `${SEPARATOR}${document}`).join('');
}
