import { Finding } from '../../model/core/issue';
import { Reader, tree } from '../../model/core/reading';
import { copied, isTree } from '../../model/deployment/settings';

/**
 * Reads a part of a manifest in the words of Kubernetes: a copy, with amounts and the like as they are.
 *
 * @param toJson writes such a part, and leaves out what it does not know: that would be lost unseen
 */
export function manifestPart(toJson: (part: never) => unknown): Reader {
  return (field, given) => {
    const { value, findings } = tree(field, given);
    if (value === undefined) {
      return { findings };
    }
    try {
      return { value: copied(value), findings: lostFindings(field, value, toJson(value as never)) };
    } catch {
      // What writes it takes lists for granted.
      return { findings: [unreadable(field)] };
    }
  };
}

function unreadable(field: string): Finding {
  const [allowed, remedy] = ['lists where Kubernetes has lists', 'Write it as the reference of Kubernetes shows.'];
  return { code: 'setting-invalid', field, given: 'something else in the place of a list', allowed, remedy };
}

/** Fields of a part that are not in what is written. */
function lostFindings(field: string, given: unknown, written: unknown): Finding[] {
  if (Array.isArray(given)) {
    const items: unknown[] = Array.isArray(written) ? written : [];
    return given.flatMap((item, index) => lostFindings(`${field}[${index}]`, item, items[index]));
  }
  if (!isTree(given)) {
    return [];
  }
  const known = isTree(written) ? written : {};
  return Object.entries(given).flatMap(([name, value]) => {
    const place = `${field}.${name}`;
    return value === undefined || Object.hasOwn(known, name)
      ? lostFindings(place, value, known[name])
      : [unknownField(place)];
  });
}

function unknownField(field: string): Finding {
  return {
    code: 'setting-unknown',
    field,
    given: 'a field that nothing reads',
    allowed: 'fields that Kubernetes 1.28 has there',
    remedy: 'Correct the name; set a newer field by overlay(...) of the object.',
  };
}
