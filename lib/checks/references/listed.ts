const MOST = 8;

/** Names in a message: as many as somebody reads. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) {
    return 'there is none';
  }
  const [first, rest] = [names.slice(0, MOST), names.length - MOST];
  return `${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
