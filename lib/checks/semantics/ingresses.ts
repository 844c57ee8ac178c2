import { dnsSubdomain } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { at, isSetAt, listAt, textAt } from '../data';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, objectRule, Problem, problemsOf } from '../rule-kinds';
import { INGRESS } from './api-kinds';

/** What the API server refuses in a path: it could mean another path to whoever reads it. */
const FORBIDDEN_PARTS = ['//', '/./', '/../', '%2f', '%2F', '%5c', '%5C'];
const FORBIDDEN_ENDS = ['/..', '/.'];

const pathInvalid = objectRule(
  {
    id: 'ingress-path',
    summary: 'Every path has a type, and one that is compared begins with "/".',
    remedy: 'Give pathType Prefix and a path such as /api.',
  },
  [INGRESS],
  ({ manifest }) =>
    forEachPath(manifest, (field, each) => {
      const [type, path = ''] = [textAt(each, 'pathType'), textAt(each, 'path')];
      const isCompared = type === 'Exact' || type === 'Prefix';
      const isPath =
        path.startsWith('/') &&
        !FORBIDDEN_PARTS.some((part) => path.includes(part)) &&
        !FORBIDDEN_ENDS.some((end) => path.endsWith(end));
      const isFree = path === '' || path.startsWith('/');
      return all(
        isSetAt(each, 'pathType')
          ? NO_PROBLEM
          : [{ field: `${field}.pathType`, given: 'nothing', allowed: 'Exact, Prefix or ImplementationSpecific' }],
        (isCompared && isPath) || (!isCompared && isFree)
          ? NO_PROBLEM
          : [
              {
                field: `${field}.path`,
                given: showWithoutValue(path),
                allowed: 'an absolute path without "//", "/." and "/.."',
              },
            ],
      );
    }),
);

const backendInvalid = objectRule(
  {
    id: 'ingress-backend',
    summary: 'An Ingress has rules or a default, and each leads to one Service and port, or to another object.',
    remedy: 'Name the Service, and its port by number or name.',
  },
  [INGRESS],
  ({ manifest }) => {
    const fallback = at(manifest, 'spec', 'defaultBackend');
    const hasNone =
      isSetAt(manifest, 'spec') && fallback === undefined && listAt(manifest, 'spec', 'rules').length === 0;
    return all(
      hasNone ? [{ field: 'spec', given: 'neither rules nor defaultBackend', allowed: 'one of the two' }] : NO_PROBLEM,
      fallback === undefined ? NO_PROBLEM : backendProblems('spec.defaultBackend', fallback),
      forEachPath(manifest, (field, path) =>
        isSetAt(path, 'backend') ? backendProblems(`${field}.backend`, at(path, 'backend')) : NO_PROBLEM,
      ),
    );
  },
);

function backendProblems(field: string, backend: unknown): readonly Problem[] {
  const kinds = ['service', 'resource'].filter((key) => isSetAt(backend, key));
  if (kinds.length !== 1) {
    return [{ field, given: kinds.join(' and ') || 'nothing', allowed: 'one of service and resource' }];
  }
  const ports = ['name', 'number'].filter(
    (key) =>
      isSetAt(backend, 'service', 'port', key) && ![0, ''].includes(at(backend, 'service', 'port', key) as string),
  );
  return kinds[0] === 'resource' || ports.length === 1
    ? NO_PROBLEM
    : [{ field: `${field}.service.port`, given: ports.join(' and ') || 'nothing', allowed: 'one of name and number' }];
}

const hostInvalid = objectRule(
  {
    id: 'ingress-host',
    summary: 'Hosts of an Ingress are DNS names, with "*" as their first part at most.',
    remedy: 'Give a name such as app.example.com.',
  },
  [INGRESS],
  ({ manifest }) =>
    all(
      inList(at(manifest, 'spec', 'rules'), (rule, index) =>
        hostProblems(`spec.rules[${index}].host`, at(rule, 'host')),
      ),
      inList(at(manifest, 'spec', 'tls'), (tls, index) =>
        inList(at(tls, 'hosts'), (host, inner) => hostProblems(`spec.tls[${index}].hosts[${inner}]`, host)),
      ),
    ),
);

/** What has colons is no DNS name anyway. */
const IPV4 = /^\d+(?:\.\d+){3}$/;

function hostProblems(field: string, host: unknown): readonly Problem[] {
  if (typeof host !== 'string' || host === '') {
    return NO_PROBLEM;
  }
  return IPV4.test(host)
    ? [{ field, given: showWithoutValue(host), allowed: 'a DNS name, no address' }]
    : problemsOf(dnsSubdomain(field, host.replace(/^\*\./, '')));
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const classTwice = objectRule(
  {
    id: 'ingress-class-twice',
    summary: 'The class of an Ingress is named once: the API server refuses the annotation beside the field.',
    remedy: `Remove the annotation ${CLASS_ANNOTATION}.`,
  },
  [INGRESS],
  ({ manifest }) =>
    isSetAt(manifest, 'spec', 'ingressClassName') && isSetAt(manifest, 'metadata', 'annotations', CLASS_ANNOTATION)
      ? [
          {
            field: `metadata.annotations.${CLASS_ANNOTATION}`,
            given: 'the annotation beside spec.ingressClassName',
            allowed: 'one of the two',
          },
        ]
      : NO_PROBLEM,
);

function forEachPath(
  manifest: unknown,
  find: (field: string, path: unknown) => readonly Problem[],
): readonly Problem[] {
  return inList(at(manifest, 'spec', 'rules'), (rule, index) =>
    inList(at(rule, 'http', 'paths'), (path, inner) => find(`spec.rules[${index}].http.paths[${inner}]`, path)),
  );
}

export const INGRESS_RULES: readonly Rule[] = [pathInvalid, backendInvalid, hostInvalid, classTwice];
