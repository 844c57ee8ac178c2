import { Finding } from '../model/core/issue';
import { pattern } from '../model/core/rules';
import { NetworkPeer } from '../model/network/network-peer';
import { NetworkPort } from '../model/network/network-port';
import { NetworkRule } from '../model/network/network-rule';

interface IdentityForm {
  readonly field: string;
  readonly expression: RegExp;
  readonly allowed: string;
}

interface IdentityFields {
  readonly annotation: string;
  readonly value: string;
  readonly form: IdentityForm;
  readonly podLabels?: { [key: string]: string };
  readonly egress?: readonly NetworkRule[];
}

/** Where a pod on GKE asks for its credentials: the metadata server, and what stands in for it on each node. */
const GKE_METADATA: readonly NetworkRule[] = [
  { peers: [NetworkPeer.cidr('169.254.169.254/32')], ports: [NetworkPort.tcp(80)] },
  { peers: [NetworkPeer.cidr('169.254.169.252/32')], ports: [NetworkPort.range(987, 988)] },
];
const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/**
 * Who a workload is to its cloud. Its pods get short-lived credentials, and no key is stored anywhere; they need no token
 * for the API server of the cluster.
 */
export class CloudIdentity {
  /**
   * A service account of Google Cloud.
   *
   * @param email for example `shop-api@acme-prod.iam.gserviceaccount.com`
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
   */
  static google(email: string): CloudIdentity {
    const form = {
      field: 'email',
      expression: /^[a-z0-9][a-z0-9.-]*@[a-z0-9.:-]+\.gserviceaccount\.com$/,
      allowed: 'the e-mail address of a service account, such as api@project.iam.gserviceaccount.com',
    };
    return new CloudIdentity({
      annotation: 'iam.gke.io/gcp-service-account',
      value: email,
      form,
      egress: GKE_METADATA,
    });
  }

  /**
   * A role of AWS.
   *
   * @param arn for example `arn:aws:iam::123456789012:role/shop-api`
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   */
  static aws(arn: string): CloudIdentity {
    const form = {
      field: 'arn',
      expression: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      allowed: 'the ARN of a role, such as arn:aws:iam::123456789012:role/api',
    };
    return new CloudIdentity({ annotation: 'eks.amazonaws.com/role-arn', value: arn, form });
  }

  /**
   * An application, or a managed identity, of Microsoft Entra.
   *
   * @param clientId its client id, a UUID
   * @see https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
   */
  static azure(clientId: string): CloudIdentity {
    return new CloudIdentity({
      annotation: 'azure.workload.identity/client-id',
      value: clientId,
      form: { field: 'clientId', expression: UUID, allowed: 'the client id of an application, a UUID' },
      podLabels: { 'azure.workload.identity/use': 'true' },
    });
  }

  readonly #fields: IdentityFields;

  private constructor(fields: IdentityFields) {
    this.#fields = fields;
  }

  /** Annotations of the ServiceAccount. */
  get annotations(): { [key: string]: string } {
    return { [this.#fields.annotation]: this.#fields.value };
  }

  /** Labels that the pods need. */
  get podLabels(): { [key: string]: string } {
    return { ...this.#fields.podLabels };
  }

  /** Connections that the pods need to get their credentials. The clouds' public addresses are not among them. */
  get egress(): NetworkRule[] {
    return [...(this.#fields.egress ?? [])];
  }

  findings(field: string): Finding[] {
    const { form, value } = this.#fields;
    const why = { code: 'cloud-identity-invalid', remedy: 'Copy it from the console of the cloud.' };
    return pattern(`${field}.${form.field}`, value, { ...form, maxLength: 2048 }, why);
  }
}
