import { WebAppChart } from 'cdk8s-webapp';

/** The place that a piece has in its application: what it names after it collides with no other piece. */
export interface Place {
  /** Id of the construct, and beginning of every name. */
  readonly id: string;
  /** Number of the piece, from 0. */
  readonly index: number;
}

/** A part of a random application. */
export interface Piece {
  /** Defines the part, and what it needs, in the chart. */
  define(chart: WebAppChart, place: Place): void;
}

/** A piece that a failing test prints as what it is made from. */
export function piece(madeFrom: object, define: Piece['define']): Piece {
  return Object.defineProperty({ ...madeFrom }, 'define', { value: define }) as unknown as Piece;
}
