import type { GateId, GateStatus, Item } from './gate.ts';

/** A gate's result in finished sentences of one language. */
export interface ToldGate {
  readonly id: GateId;
  readonly status: GateStatus;
  readonly title: string;
  readonly why: string;
  readonly found: string;
  /** Empty where nothing is to be mended. */
  readonly fix: string;
  readonly link: string;
  readonly items: readonly ToldItem[];
}

export interface ToldItem extends Pick<Item, 'kind' | 'id' | 'name'> {
  /** What is the matter with it; empty where the gate's own sentence says it. */
  readonly text: string;
}
