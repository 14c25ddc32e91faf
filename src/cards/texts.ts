import { IntlMessageFormat } from 'intl-messageformat';
import ar from '../../cards/texts/ar.json' with { type: 'json' };
import de from '../../cards/texts/de.json' with { type: 'json' };
import en from '../../cards/texts/en.json' with { type: 'json' };
import es from '../../cards/texts/es.json' with { type: 'json' };
import fr from '../../cards/texts/fr.json' with { type: 'json' };
import ja from '../../cards/texts/ja.json' with { type: 'json' };
import pt from '../../cards/texts/pt.json' with { type: 'json' };
import { createMoments, type Moments } from './moments.ts';

export type TextKey = keyof typeof en;
export type TextValues = Readonly<Record<string, string | number>>;

/** A language without one of the texts does not compile. */
const CATALOGUES = { en, de, fr, es, pt, ja, ar } satisfies Record<string, Record<TextKey, string>>;

export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as readonly Language[];

/** Everything that depends on who reads: language, number and date formats, time zone, direction. */
export interface Texts extends Moments {
  readonly language: Language;
  /** For Intl and for the card: the reader's own where the language is theirs, such as `de-AT`. */
  readonly locale: string;
  readonly timeZone: string;
  readonly dir: 'ltr' | 'rtl';
  t(key: TextKey, values?: TextValues): string;
  /** A name, address or number in the other direction, kept from pulling what stands around it along. */
  isolated(text: string): string;
  number(value: number): string;
  /** A share from 0 to 1. Never rounds up to 100 % what is not all, nor down to 0 % what is not nothing. */
  percent(share: number): string;
}

/** Nobody has set a language: the day before the month, as most of the world reads it. */
const DEFAULT_LOCALE: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  de: 'de',
  fr: 'fr',
  es: 'es',
  pt: 'pt',
  ja: 'ja',
  ar: 'ar',
};

const kept = new Map<string, Texts>();
/** Languages and zones come from outside; the world's real combinations in one organisation are fewer. */
const KEPT_AT_MOST = 500;

/**
 * The texts for one reader. `de-AT` reads German, `pt-BR` Portuguese, a language that we do not have English.
 * An unknown time zone is UTC, and times say so.
 */
export function textsFor(language: string | null | undefined, timeZone?: string | null): Texts {
  const key = `${language ?? ''} ${timeZone ?? ''}`;
  const known = kept.get(key);
  if (known) return known;
  const made = createTexts(localeOf(language), zoneOf(timeZone));
  if (kept.size >= KEPT_AT_MOST) kept.clear();
  kept.set(key, made);
  return made;
}

function createTexts({ language, locale }: { language: Language; locale: string }, timeZone: string): Texts {
  const dir = language === 'ar' ? 'rtl' : 'ltr';
  const catalogue: Record<TextKey, string> = CATALOGUES[language];
  const messages = new Map<TextKey, IntlMessageFormat>();
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const message = (key: TextKey): IntlMessageFormat => {
    const parsed = messages.get(key) ?? new IntlMessageFormat(catalogue[key], locale);
    messages.set(key, parsed);
    return parsed;
  };
  return {
    language,
    locale,
    timeZone,
    dir,
    t: (key, values) =>
      values === undefined && !catalogue[key].includes('{')
        ? catalogue[key]
        : String(message(key).format(isolatedValues(values ?? {}, dir))),
    isolated: (text) => isolated(text, dir),
    number: (value) => number.format(value),
    percent: (share) =>
      percent.format(share > 0.999 && share < 1 ? 0.999 : share > 0 && share < 0.001 ? 0.001 : share),
    ...createMoments(locale, timeZone),
  };
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const SURELY_LEFT_TO_RIGHT = /[A-Za-z0-9\u00c0-\u024f\u0370-\u052f]/;

function isolated(text: string, dir: Texts['dir']): string {
  const other = dir === 'rtl' ? SURELY_LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return other.test(text) ? `\u2068${text}\u2069` : text;
}

function isolatedValues(values: TextValues, dir: Texts['dir']): Record<string, string | number> {
  const apart: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    apart[name] = typeof value === 'string' ? isolated(value, dir) : value;
  }
  return apart;
}

function localeOf(wanted: string | null | undefined): { language: Language; locale: string } {
  try {
    const locale = new Intl.Locale((wanted ?? '').trim().replaceAll('_', '-'));
    const language = LANGUAGES.find((candidate) => candidate === locale.language);
    if (language) return { language, locale: locale.region ? locale.baseName : DEFAULT_LOCALE[language] };
  } catch {
    // Not a language tag at all: the sender may write anything there.
  }
  return { language: 'en', locale: DEFAULT_LOCALE.en };
}

function zoneOf(wanted: string | null | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    // Not a time zone: UTC, and the time says so.
    return 'UTC';
  }
}
