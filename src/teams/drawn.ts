import type { TriageView } from '../cards/triage.ts';

/** The cards drawn lately, so that one can be shown again with a remark, without reading anything anew. */
export interface Drawn {
  keep(view: TriageView): void;
  /** Undefined: drawn too long ago, or by another instance. */
  of(caseId: string): TriageView | undefined;
}

/** Some kilobytes each; whoever presses a button has nearly always just read the card. */
const KEPT_AT_MOST = 300;

export function createDrawn(): Drawn {
  const kept = new Map<string, TriageView>();
  return {
    keep(view) {
      kept.delete(view.caseId);
      kept.set(view.caseId, view);
      const oldest = kept.keys().next();
      if (kept.size > KEPT_AT_MOST && !oldest.done) kept.delete(oldest.value);
    },
    of: (caseId) => kept.get(caseId),
  };
}
