import type { k8s } from 'cdk8s-plus-28';

/** Names that the generated types spell differently from Kubernetes, as far as this library writes them. */
interface Spelling {
  readonly clientIp: 'clientIP';
  readonly clusterIp: 'clusterIP';
  readonly downwardApi: 'downwardAPI';
  readonly hostIpc: 'hostIPC';
  readonly hostPid: 'hostPID';
  readonly loadBalancerIp: 'loadBalancerIP';
}

/**
 * A generated type, of cdk8s-plus-28 or of `imports/`, as Kubernetes writes it: plain data, with amounts in the place of
 * their classes and words in that of enumerations. The compiler checks every field, and a start loads nothing of them.
 */
export type Written<T> = T extends string
  ? `${T}`
  : T extends number
    ? number
    : T extends (infer Item)[]
      ? Written<Item>[]
      : T extends object
        ? [T, k8s.Quantity] extends [k8s.Quantity, T]
          ? string | number
          : { readonly [Name in keyof T as Name extends keyof Spelling ? Spelling[Name] : Name]: Written<T[Name]> }
        : T;
