import { IConstruct } from 'constructs';
import { RoutedAddress } from '../model/exposure/exposure-conflicts';
import { ServiceExposure } from '../model/exposure/service-exposure';

const CLAIMS = Symbol.for('cdk8s-webapp.ExposureClaims');

/** What a construct wants of its cluster for itself alone. */
export interface ExposureClaims {
  /** @default - nothing but addresses */
  readonly exposure?: ServiceExposure;
  /** @default 'exposure' */
  readonly field?: string;
  /** @default - none but those of the exposure */
  readonly addresses?: RoutedAddress[];
}

/** Makes known what a construct claims. */
export function claim(construct: IConstruct, claims: ExposureClaims): void {
  Object.defineProperty(construct, CLAIMS, { value: claims });
}

/** What a construct claims, also one of another copy of this library. */
export function claimsOf(construct: IConstruct): ExposureClaims | undefined {
  return (construct as unknown as { [CLAIMS]?: ExposureClaims })[CLAIMS];
}
