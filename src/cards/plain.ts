/**
 * Text that somebody else wrote (names, device labels, what was typed), made safe to show in a card.
 * Cards render markdown, and clients differ in which escapes they know, so nothing is escaped with a
 * backslash: what a markdown reader would act on becomes a sign that looks alike and means nothing.
 * Underscores and # inside a word stay, because people copy user principal names.
 */
export function plain(text: string, max: number): string {
  if (text.length <= max && ORDINARY.test(text)) return text;
  const line = text.toWellFormed().normalize('NFC').replace(BREAKS, ' ').replace(UNSEEN, '').trim();
  return disarm(cut(line.replace(STACKED_MARKS, '$1'), max));
}

/** Nearly every name there is: letters first, nothing that means anything to a markdown reader. */
const ORDINARY = /^(?!.*www\.)\p{L}(?:[\p{L}\p{N},.'’-]| (?! ))*$/iu;
/** Signs that are not seen but change what is: bidi overrides, zero-width, tags, fillers. Joiners build emoji and Persian. */
const UNSEEN = /[[\p{Cc}\p{Cf}\p{Co}\u115f\u1160\u3164\uffa0\u2800]--[\u200c\u200d]]/gv;
const BREAKS = /[\s\u0085]+/gu;
/** Four marks on one letter serve every script; more climb over the lines above. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Invisible and without width: parts two signs that mean something only together. */
const APART = '\u2060';

const ALIKE: Readonly<Record<string, string>> = {
  '*': '∗',
  '`': 'ˋ',
  '~': '∼',
  '[': '(',
  ']': ')',
  '<': '‹',
  '>': '›',
};

function disarm(text: string): string {
  return (
    text
      // Markdown swallows a backslash before any such sign.
      .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '∖')
      .replace(/[*`~[\]<>]/g, (sign) => ALIKE[sign] ?? sign)
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
      .replace(/&(?=#?\w+;)/g, `&${APART}`)
      // {{DATE(…)}} is filled in by the client, ${…} by a template.
      .replace(/([{$])(?=\{)/g, `$1${APART}`)
      .replace(/(?<=:)\/\/|(?<=\bwww)\.(?=\S)/gi, `${APART}$&`)
      // What would open a heading, a list or a rule needs an ordinary space or nothing after it.
      .replace(/^([#+-]{1,6}|\d+[.)]) /u, '$1\u00a0')
      .replace(/^([#+=-]+|\d+[.)])$/, `$&${APART}`)
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `max` signs as a reader counts them; an emoji family is one and is never torn apart. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept: string[] = [];
  let length = 0;
  for (const { segment } of graphemes.segment(text)) {
    // A sign may be built of many; eight times is more than any real name needs.
    if (kept.length === max || length + segment.length > max * 8) {
      return `${kept
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
    }
    kept.push(segment);
    length += segment.length;
  }
  return text;
}
