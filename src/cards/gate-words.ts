import type { KnownError } from '../errors.ts';
import type { GateResult, Said, SaidValue } from '../rollout/gate.ts';
import type { ToldGate } from '../rollout/told.ts';
import { plain } from './plain.ts';
import { knownWording } from './problem.ts';
import { type Texts, type TextValues, textsFor } from './texts.ts';
import { causeWords } from './triage-words.ts';

/** What differs between a card and a terminal. */
export interface Manner {
  readonly texts: Texts;
  /** Makes a name that somebody else wrote safe to show. */
  clean(text: string): string;
  readonly namesAtMost: number;
  missing(error: KnownError): { readonly found: string; readonly fix: string };
}

const NAME_AT_MOST = 80;

/** For a card: names without markdown, and errors in the reader's language. */
export function onCard(texts: Texts, namesAtMost = 5): Manner {
  return {
    texts,
    clean: (text) => plain(text, NAME_AT_MOST),
    namesAtMost,
    missing(error) {
      const { answer, next } = knownWording(error, texts);
      return { found: answer, fix: next };
    },
  };
}

const CONTROL = /\p{Cc}/gu;

/** For the command line, which speaks English: names as they are, but without what a terminal would obey. */
export function inTerminal(): Manner {
  return {
    texts: textsFor('en'),
    clean: (text) => text.replace(CONTROL, ' '),
    namesAtMost: 20,
    missing: ({ message, hint }) => ({ found: message, fix: hint }),
  };
}

export const tellGateOnCard = (result: GateResult, texts: Texts): ToldGate => tellGate(result, onCard(texts));
export const tellGateInTerminal = (result: GateResult): ToldGate => tellGate(result, inTerminal());

function tellGate(result: GateResult, manner: Manner): ToldGate {
  const { id, status, found, fix, items, missing, link } = result;
  const say = (said: Said) => sentence(said, manner);
  const gaps = missing.map(manner.missing);
  return {
    id,
    status,
    title: manner.texts.t(`gate.${id}.title`),
    why: manner.texts.t(`gate.${id}.why`),
    found: [...found.map(say), ...gaps.map((gap) => gap.found)].join(' '),
    fix: [...fix.map(say), ...gaps.map((gap) => gap.fix)].join(' '),
    link,
    items: items.map(({ kind, id: itemId, name, said }) => ({
      kind,
      id: itemId,
      name: manner.clean(name),
      text: said === undefined ? '' : say(said),
    })),
  };
}

export function sentence({ say, values = {} }: Said, manner: Manner): string {
  const told: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) told[name] = tellValue(value, manner);
  const finished: TextValues = told;
  return manner.texts.t(`gate.${say}`, finished);
}

function tellValue(value: SaidValue, manner: Manner): string | number {
  const { texts } = manner;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return manner.clean(value);
  if (value instanceof Date) return texts.date(value);
  if ('cause' in value) return causeWords(value.cause, texts);
  if ('moment' in value) return texts.shortMoment(value.moment);
  if ('methods' in value)
    return listed(
      value.methods.map((kind) => texts.t(`method.${kind}`)),
      manner,
    );
  return listed(value.map(manner.clean), manner);
}

function listed(names: readonly string[], { texts, namesAtMost }: Manner): string {
  if (names.length === 0) return '–';
  const shown = names.slice(0, namesAtMost).map(texts.isolated);
  const more = names.length - shown.length;
  const all = more === 0 ? shown : [...shown, texts.t('gate.more', { count: more })];
  return new Intl.ListFormat(texts.locale, { type: more === 0 ? 'conjunction' : 'unit' }).format(all);
}
