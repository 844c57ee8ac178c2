import { CheckedObject } from '../checked-object';
import { at, listAt, textAt } from '../data';
import { addGatewayReferences, addRouteReferences } from './gateway-references';
import { addCertificateReferences, addIssuerAnnotations } from './issuer-references';
import { ReferenceList } from './reference-list';
import { addStoreReferences } from './store-references';

type Look = (list: ReferenceList, object: CheckedObject) => void;

/** What objects of other kinds than pods refer to, by API group and kind. */
export const REFERENCES: ReadonlyMap<string, readonly [group: string, look: Look]> = new Map<
  string,
  readonly [string, Look]
>([
  ['APIService', ['apiregistration.k8s.io', addApiServiceReferences]],
  ['Certificate', ['cert-manager.io', addCertificateReferences]],
  ['ClusterRoleBinding', ['rbac.authorization.k8s.io', addBindingReferences]],
  ['ExternalSecret', ['external-secrets.io', addStoreReferences]],
  ['Gateway', ['gateway.networking.k8s.io', addGatewayReferences]],
  ['GRPCRoute', ['gateway.networking.k8s.io', addRouteReferences]],
  ['HorizontalPodAutoscaler', ['autoscaling', addScaleTarget]],
  ['HTTPRoute', ['gateway.networking.k8s.io', addRouteReferences]],
  ['Ingress', ['networking.k8s.io', addIngressReferences]],
  ['MutatingWebhookConfiguration', ['admissionregistration.k8s.io', addWebhookReferences]],
  ['PersistentVolumeClaim', ['', addClaimReferences]],
  ['RoleBinding', ['rbac.authorization.k8s.io', addBindingReferences]],
  ['ScaledObject', ['keda.sh', addScaleTarget]],
  ['ServiceAccount', ['', addAccountReferences]],
  ['StatefulSet', ['apps', addStatefulSetReferences]],
  ['TCPRoute', ['gateway.networking.k8s.io', addRouteReferences]],
  ['TLSRoute', ['gateway.networking.k8s.io', addRouteReferences]],
  ['UDPRoute', ['gateway.networking.k8s.io', addRouteReferences]],
  ['ValidatingWebhookConfiguration', ['admissionregistration.k8s.io', addWebhookReferences]],
]);

/** @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
function addIngressReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  list.addField('IngressClass', 'spec.ingressClassName');
  addIssuerAnnotations(list);
  addBackend(list, at(manifest, 'spec', 'defaultBackend'), 'spec.defaultBackend');
  listAt(manifest, 'spec', 'rules').forEach((rule, index) => {
    listAt(rule, 'http', 'paths').forEach((path, position) => {
      addBackend(list, at(path, 'backend'), `spec.rules[${index}].http.paths[${position}].backend`);
    });
  });
  listAt(manifest, 'spec', 'tls').forEach((tls, index) => {
    list.add('Secret', at(tls, 'secretName'), `spec.tls[${index}].secretName`);
  });
}

function addBackend(list: ReferenceList, backend: unknown, field: string): void {
  const [name, number] = [textAt(backend, 'service', 'port', 'name'), at(backend, 'service', 'port', 'number')];
  const port = name ?? (typeof number === 'number' ? number : undefined);
  const place = `${field}.service.port.${name === undefined ? 'number' : 'name'}`;
  const part = port === undefined ? undefined : { port, field: place };
  list.add('Service', at(backend, 'service', 'name'), `${field}.service.name`, { part });
  const [kind, group] = [textAt(backend, 'resource', 'kind'), textAt(backend, 'resource', 'apiGroup')];
  list.add(kind ?? '', at(backend, 'resource', 'name'), `${field}.resource.name`, { group });
}

function addStatefulSetReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  list.addField('Service', 'spec.serviceName');
  listAt(manifest, 'spec', 'volumeClaimTemplates').forEach((template, index) => {
    addClaimSpec(list, at(template, 'spec'), `spec.volumeClaimTemplates[${index}].spec`);
  });
}

function addClaimReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  addClaimSpec(list, at(manifest, 'spec'), 'spec');
}

/** A claim that is bound by hand may name a class that is none. */
function addClaimSpec(list: ReferenceList, spec: unknown, field: string): void {
  const volume = textAt(spec, 'volumeName');
  list.add('PersistentVolume', volume, `${field}.volumeName`);
  if (volume === undefined && at(spec, 'selector') === undefined) {
    list.add('StorageClass', at(spec, 'storageClassName'), `${field}.storageClassName`);
  }
  for (const source of ['dataSource', 'dataSourceRef']) {
    const [kind, name] = [textAt(spec, source, 'kind'), at(spec, source, 'name')];
    const namespace = textAt(spec, source, 'namespace') ?? list.object.namespace;
    list.add(kind ?? '', name, `${field}.${source}.name`, { group: textAt(spec, source, 'apiGroup'), namespace });
  }
}

function addAccountReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  for (const field of ['imagePullSecrets', 'secrets']) {
    listAt(manifest, field).forEach((secret, index) => {
      list.add('Secret', at(secret, 'name'), `${field}[${index}].name`);
    });
  }
}

/** @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
function addBindingReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  const kind = textAt(manifest, 'roleRef', 'kind');
  if (kind === 'Role' || kind === 'ClusterRole') {
    list.addNamed(kind, 'roleRef');
  }
  listAt(manifest, 'subjects').forEach((subject, index) => {
    if (textAt(subject, 'kind') === 'ServiceAccount') {
      const namespace = textAt(subject, 'namespace') ?? list.object.namespace;
      list.add('ServiceAccount', at(subject, 'name'), `subjects[${index}].name`, { namespace });
    }
  });
}

/** What an autoscaler scales. KEDA takes a Deployment for granted. */
function addScaleTarget(list: ReferenceList, { manifest }: CheckedObject): void {
  const target = at(manifest, 'spec', 'scaleTargetRef');
  const version = textAt(target, 'apiVersion');
  const group = version === undefined ? undefined : version.slice(0, Math.max(version.indexOf('/'), 0));
  list.addNamed(textAt(target, 'kind') ?? 'Deployment', 'spec.scaleTargetRef', { group, isScaled: true });
}

function addWebhookReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  listAt(manifest, 'webhooks').forEach((webhook, index) => {
    addServiceOf(list, at(webhook, 'clientConfig', 'service'), `webhooks[${index}].clientConfig.service`);
  });
}

function addApiServiceReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  addServiceOf(list, at(manifest, 'spec', 'service'), 'spec.service');
}

/** A Service that the API server calls, at port 443 where nothing else is said. */
function addServiceOf(list: ReferenceList, service: unknown, field: string): void {
  const port = at(service, 'port') ?? 443;
  const part = typeof port === 'number' ? { port, field: `${field}.port` } : undefined;
  list.add('Service', at(service, 'name'), `${field}.name`, { namespace: textAt(service, 'namespace'), part });
}
