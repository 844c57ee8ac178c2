/** The keys of a path such as `spec.containers[0].image`. Behind `labels` and the like the rest is one key. */
export function keysOf(path: string): (string | number)[] {
  const [, before = path, holder, key] =
    /^(.*?\.)?(labels|annotations|nodeSelector|matchLabels|requests|limits|data|binaryData)\.(.+)$/.exec(path) ?? [];
  const whole = holder === undefined ? path : `${before === path ? '' : before}${holder}`;
  const keys = whole.split(/[.[\]]+/).filter((part) => part !== '');
  return [...keys, ...(key === undefined ? [] : [key])].map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The paths of all fields of a value, but the value itself. */
export function pathsOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const key = Array.isArray(value) ? Number(name) : name;
    return [[key], ...pathsOf(inner).map((rest) => [key, ...rest])];
  });
}
