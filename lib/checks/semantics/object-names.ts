import { dnsLabel, dnsSubdomain, serviceName } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { CheckedObject, groupOf } from '../checked-object';
import { at, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { both, everyObjectRule, NO_PROBLEM, objectRule, Problem, problemsOf } from '../rule-kinds';
import { CRON_JOB, DEPLOYMENT, JOB, STATEFUL_SET } from './api-kinds';

const RBAC = 'rbac.authorization.k8s.io';
/** Kinds whose names are addresses, or chosen by the cluster. */
const UNCHECKED = ['IPAddress', 'ComponentStatus', 'Event'];

/** How long the name of a kind may be, for names of other objects and labels are made of it. */
const LONGEST: ReadonlyMap<string, { readonly length: number; readonly why: string }> = new Map([
  ['CronJob', { length: 52, why: 'every run adds its time to the name, and the label of its pods holds 63' }],
  ['Job', { length: 63, why: 'a label of its pods holds the name' }],
  ['StatefulSet', { length: 52, why: 'a label of its pods holds the name and a hash' }],
  ['Deployment', { length: 242, why: 'the name of its ReplicaSet ends in a hash' }],
]);

/** A name of every kind, as most names are. */
const EVERYWHERE = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

const nameInvalid = everyObjectRule(
  {
    id: 'object-name-invalid',
    needs: [Unusual.NAME],
    summary: 'Names are such as the API server accepts for the kind, and namespaces are DNS labels.',
    remedy: 'Choose a name of that form.',
  },
  (object) => {
    const metadata = at(object.manifest, 'metadata');
    const namespace = textAt(metadata, 'namespace') ?? '';
    const prefix = textAt(metadata, 'generateName') ?? '';
    const ofNamespace =
      namespace === '' || EVERYWHERE.test(namespace)
        ? NO_PROBLEM
        : problemsOf(dnsLabel('metadata.namespace', namespace));
    return both(
      // Random letters are put behind a prefix, so it may end in what a name may not end in.
      both(
        nameProblems(object, 'metadata.name', object.name),
        nameProblems(object, 'metadata.generateName', prefix && `${prefix}x`),
      ),
      ofNamespace,
    );
  },
);

const nameTooLong = objectRule(
  {
    id: 'object-name-too-long',
    needs: [Unusual.NAME],
    summary: 'Names leave room for what controllers add to them.',
    remedy: 'Shorten the name.',
  },
  [CRON_JOB, JOB, STATEFUL_SET, DEPLOYMENT],
  ({ kind, name }) => {
    const limit = LONGEST.get(kind);
    return limit === undefined || name.length <= limit.length
      ? NO_PROBLEM
      : [
          {
            field: 'metadata.name',
            given: `${name.length} characters`,
            allowed: `at most ${limit.length}: ${limit.why}`,
          },
        ];
  },
);

function nameProblems({ apiVersion, kind }: CheckedObject, field: string, name: string): readonly Problem[] {
  if (name === '' || EVERYWHERE.test(name)) {
    return NO_PROBLEM;
  }
  const group = groupOf(apiVersion);
  if (group === RBAC) {
    return pathSegmentProblems(field, name);
  }
  if (group === '' && UNCHECKED.includes(kind)) {
    return NO_PROBLEM;
  }
  if (group === '' && kind === 'Service') {
    return problemsOf(serviceName(field, name));
  }
  const rule = group === '' && kind === 'Namespace' ? dnsLabel : dnsSubdomain;
  return problemsOf(rule(field, name));
}

/** Names of roles may hold colons and capitals: they only have to fit into an address. */
function pathSegmentProblems(field: string, name: string): readonly Problem[] {
  return name === '.' || name === '..' || /[/%]/.test(name)
    ? [{ field, given: showWithoutValue(name), allowed: 'a name other than "." and "..", without "/" and "%"' }]
    : NO_PROBLEM;
}

export const OBJECT_NAME_RULES: readonly Rule[] = [nameInvalid, nameTooLong];
