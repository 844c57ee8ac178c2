import { Finding } from './issue';
import { pattern } from './rules';

/**
 * Names as Kubernetes accepts them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

const DNS_LABEL = {
  expression: new RegExp(`^${LABEL}$`),
  maxLength: 63,
  allowed: '1 to 63 lower-case letters, digits and "-", beginning and ending with a letter or digit (RFC 1123 label)',
};

const DNS_SUBDOMAIN = {
  expression: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
  maxLength: 253,
  allowed: 'up to 253 lower-case letters, digits, "-" and "."; each part begins and ends with a letter or digit',
};

const SERVICE_NAME = {
  expression: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 63,
  allowed: '1 to 63 lower-case letters, digits and "-", beginning with a letter (RFC 1035 label)',
};

const LABEL_VALUE = {
  expression: /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  maxLength: 63,
  allowed: 'up to 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
};

const VARIABLE_NAME = {
  expression: /^(?!\.\.|\.$)[-._a-zA-Z][-._a-zA-Z0-9]*$/,
  maxLength: 253,
  allowed: 'letters, digits, "_", "-" and ".", not beginning with a digit or ".."',
};

const DATA_KEY = {
  expression: /^(?!\.\.|\.$)[-._a-zA-Z0-9]+$/,
  maxLength: 253,
  allowed: '1 to 253 letters, digits, "-", "_" and ".", not beginning with ".."',
};

const PORT_NAME = {
  expression: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 15,
  allowed: '1 to 15 lower-case letters, digits and "-", at least one letter, no "--" (IANA service name)',
};

/** Name of a namespace, container, volume, chart file or environment. */
export function dnsLabel(field: string, given: unknown): Finding[] {
  return pattern(field, given, DNS_LABEL, { code: 'name-invalid', remedy: 'Choose a name of that form.' });
}

/** Name of most objects: ConfigMap, Secret, Ingress, storage class. Also a host name. */
export function dnsSubdomain(field: string, given: unknown): Finding[] {
  return pattern(field, given, DNS_SUBDOMAIN, { code: 'name-invalid', remedy: 'Choose a name of that form.' });
}

/** Name of a Service, which becomes a DNS name and so may not begin with a digit. */
export function serviceName(field: string, given: unknown): Finding[] {
  return pattern(field, given, SERVICE_NAME, { code: 'name-invalid', remedy: 'Choose a name of that form.' });
}

/** Value of a label. */
export function labelValue(field: string, given: unknown): Finding[] {
  return pattern(field, given, LABEL_VALUE, { code: 'label-invalid', remedy: 'Shorten it or replace the characters.' });
}

/** Name of an environment variable. */
export function variableName(field: string, given: unknown): Finding[] {
  return pattern(field, given, VARIABLE_NAME, { code: 'variable-name-invalid', remedy: 'Rename the variable.' });
}

/** Key of a ConfigMap or Secret. */
export function dataKey(field: string, given: unknown): Finding[] {
  return pattern(field, given, DATA_KEY, { code: 'key-invalid', remedy: 'Rename the key.' });
}

/** Name of a port of a container. */
export function portName(field: string, given: unknown): Finding[] {
  return pattern(field, given, PORT_NAME, { code: 'port-name-invalid', remedy: 'Choose a name of that form.' });
}
