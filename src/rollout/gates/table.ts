import type { Gate } from '../gate.ts';

/** Every gate. One file each; the order in which they are shown is that of `GATE_IDS`. */
export const GATES: readonly Gate[] = [];
