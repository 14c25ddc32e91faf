import type { Item } from '../rollout/gate.ts';
import {
  type FailureSlot,
  type ListedException,
  type Part,
  type PartId,
  type PartState,
  SHOWN_DAYS,
  type Validation,
} from '../rollout/validation.ts';
import { inTerminal, type Manner, sentence } from './gate-words.ts';
import type { Texts } from './texts.ts';

/** A part in finished sentences of one language. */
export interface ToldPart {
  readonly id: PartId;
  readonly state: PartState;
  readonly title: string;
  readonly word: string;
  readonly found: readonly string[];
  /** Empty where it holds. */
  readonly next: string;
  readonly items: readonly { readonly id: string | null; readonly name: string; readonly text: string }[];
}

export function tellPart({ id, state, found, items, missing }: Part, manner: Manner): ToldPart {
  const { texts } = manner;
  const gaps = missing.map(manner.missing);
  const itemText = ({ said }: Item) => (said === undefined ? '' : sentence(said, manner));
  const next = state === 'pass' ? [] : [texts.t(`validate.next.${id}`), ...gaps.map(({ fix }) => fix)];
  return {
    id,
    state,
    title: texts.t(`validate.part.${id}`),
    word: texts.t(`validate.state.${state}`),
    found: [...found.map((said) => sentence(said, manner)), ...gaps.map((gap) => gap.found)],
    next: next.join(' '),
    items: items.map((item) => ({ id: item.id, name: manner.clean(item.name), text: itemText(item) })),
  };
}

export const tellPartInTerminal = (part: Part): ToldPart => tellPart(part, inTerminal());

export interface FailureDay {
  /** The reader's day: `2026-12-04`. */
  readonly day: string;
  readonly attempts: number;
}

/** Failed attempts of the last two weeks by the reader's days, from the first that the log holds whole or in part. */
export function failureDays(
  { failures, asOf }: Pick<Validation, 'failures' | 'asOf'>,
  texts: Texts,
): readonly FailureDay[] {
  if (failures === null) return [];
  const days = new Map<string, number>();
  for (let back = SHOWN_DAYS - 1; back >= 0; back -= 1) {
    const day = texts.isoDay(new Date(asOf.getTime() - back * 86_400_000));
    if (day >= texts.isoDay(failures.since)) days.set(day, 0);
  }
  const known = new Map<number, string>();
  for (const { from, attempts } of failures.slots) {
    const day = known.get(from.getTime()) ?? texts.isoDay(from);
    known.set(from.getTime(), day);
    const count = days.get(day);
    if (count !== undefined) days.set(day, count + attempts);
  }
  return [...days].map(([day, attempts]) => ({ day, attempts }));
}

/** Most first. */
export function failureCauses(slots: readonly FailureSlot[]) {
  const causes = new Map<FailureSlot['cause'], number>();
  for (const { cause, attempts } of slots) causes.set(cause, (causes.get(cause) ?? 0) + attempts);
  return [...causes]
    .map(([cause, attempts]) => ({ cause, attempts }))
    .toSorted((one, other) => other.attempts - one.attempts);
}

export function kindWords({ kind }: ListedException, texts: Texts): string {
  if (kind === 'emergency' || kind === 'excluded') return texts.t(`validate.page.kind.${kind}`);
  return texts.t(`exceptions.kind.${kind}`);
}
