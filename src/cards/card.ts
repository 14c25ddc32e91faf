import type { Texts } from './texts.ts';

/** A finished Adaptive Card: plain JSON. */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly [property: string]: unknown;
}

/** What every view has. Views hold finished text: a missing field would stay on screen as a placeholder. */
export interface CommonView {
  readonly lang: string;
  readonly rtl: boolean;
  /** One line of plain text: the notification, the chat list, and what clients show that cannot draw the card. */
  readonly summary: string;
}

/** Good: done or safe. Warning: a deadline or a doubt. Attention: do not proceed. Emphasis: none of these. */
export type Tone = 'good' | 'warning' | 'attention' | 'accent' | 'emphasis';

export interface Fact {
  readonly title: string;
  readonly value: string;
}

const SUMMARY_AT_MOST = 250;

export function common(texts: Texts, summary: string): CommonView {
  const line = summary.replace(/\s+/gu, ' ').trim();
  return {
    lang: texts.language,
    rtl: texts.dir === 'rtl',
    summary: line.length > SUMMARY_AT_MOST ? `${line.slice(0, SUMMARY_AT_MOST - 1).toWellFormed()}…` : line,
  };
}

/** Parts of a small line, with what is missing left out. */
export function joined(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}
