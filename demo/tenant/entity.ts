/** Something Graph answers: a plain object with Graph's own property names. */
export interface Entity {
  readonly [name: string]: unknown;
}

/** Rows in their natural order. An array is one; a generator of a million rows is another. */
export interface Rows {
  readonly length: number;
  at(index: number): Entity | undefined;
}

export const idOf = (entity: Entity): string => String(entity.id);

/** A report too long to hold: its pages are written as text, row by row. */
export interface EndlessReport {
  readonly length: number;
  /** Rows `from` to `to` (exclusive), as JSON objects separated by commas. */
  rows(from: number, to: number): string;
}
