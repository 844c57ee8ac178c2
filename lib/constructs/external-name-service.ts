import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { dnsSubdomain, serviceName } from '../model/core/names';
import { map, record, text } from '../model/core/reading';
import { fieldsOf } from '../model/core/untrusted';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { KubernetesObject } from './kubernetes-object';
import { Validation } from './validation';

/** Options of `ExternalNameService`. */
export interface ExternalNameServiceProps {
  /**
   * Name of the Service, which pods use as the host.
   * @default - the id of the construct
   */
  readonly name?: string;
  /** The DNS name that it stands for, for example `db.prod.example.com`. */
  readonly externalName: string;
  /**
   * Labels of the Service.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const PROPS = record({ name: text, externalName: text, labels: map(text), annotations: map(text) });
/** Kubernetes takes an address for a name, and DNS finds nothing. */
const IPV4 = /^[0-9.]+$/;

/**
 * A name of the namespace for something outside of the cluster: DNS answers it with the other name. Web servers and TLS
 * see the name of the Service, which they may refuse.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
export class ExternalNameService extends Construct {
  /** Name of the Service. */
  readonly serviceName: string;
  /** The Service. */
  readonly service: KubernetesObject;

  constructor(scope: Construct, id: string, given: ExternalNameServiceProps) {
    super(scope, id);
    const { value, findings } = PROPS('', given);
    const { name = id, externalName, labels, annotations } = fieldsOf(value as ExternalNameServiceProps);
    this.serviceName = name;
    const target = externalName !== undefined && IPV4.test(externalName) ? null : externalName;
    const rules = [
      ...serviceName('name', name),
      ...dnsSubdomain('externalName', target),
      ...labelsFindings('labels', labels),
      ...annotationFindings('annotations', annotations),
    ];
    Validation.of(this).reportRead(findings, rules);
    const spec: k8s.ServiceSpec = { type: 'ExternalName', externalName };
    const metadata = { name, labels, annotations };
    this.service = new KubernetesObject(this, 'Resource', { apiVersion: 'v1', kind: 'Service', metadata, spec });
  }
}
