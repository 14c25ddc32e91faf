import type { Card } from './card.ts';
import type { Rendered } from './render.ts';
import type { Texts } from './texts.ts';

/** What a button of a preview sends: it says that it does nothing. */
export const PREVIEW_VERB = 'campaign.preview-press';

/** Somebody else's card, shown to whoever answers for it: marked as such, and nothing on it acts. */
export function asPreview({ card, summary }: Rendered, texts: Texts): Rendered {
  const inert = inertOf(card) as Card & { readonly body: readonly unknown[] };
  const mark = texts.t('campaign.preview.mark');
  const line = `${mark} ${summary}`.slice(0, 250).toWellFormed();
  return {
    summary: line,
    card: {
      ...inert,
      speak: line,
      fallbackText: line,
      body: [{ type: 'TextBlock', text: mark, wrap: true, weight: 'Bolder', color: 'Accent' }, ...inert.body],
    },
  };
}

/** Links stay: they open what people's own cards open. */
function inertOf(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(inertOf);
  if (typeof part !== 'object' || part === null) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inertOf(value)]));
  if (copy.type !== 'Action.Execute' && copy.type !== 'Action.Submit') return copy;
  const verb = copy.type === 'Action.Execute' ? { verb: PREVIEW_VERB } : {};
  return { ...copy, ...verb, associatedInputs: 'none', data: { verb: PREVIEW_VERB, v: 1 } };
}
