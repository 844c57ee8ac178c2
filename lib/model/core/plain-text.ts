import { holdsCredential } from './credentials';
import { Finding } from './issue';
import { placeholderFindings } from './variables';

/** A value that everybody who may read the manifests can read: no placeholder, no credential. It is never shown. */
export function plainTextFindings(field: string, value: string): Finding[] {
  return [...placeholderFindings(field, value), ...credentialFindings(field, value)];
}

function credentialFindings(field: string, value: string): Finding[] {
  if (!holdsCredential(value)) {
    return [];
  }
  const [given, allowed] = ['a value that holds a credential', 'values that everybody may read'];
  const remedy = 'Put it into a Secret and name its key by AppSecrets; where it was committed, replace the credential.';
  return [{ code: 'credential-in-plain-text', field, given, allowed, remedy }];
}
