/** Text that is HTML already. Nothing but `html` and `raw` make it. */
export interface Html {
  readonly markup: string;
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Every value is text and escaped, unless it is HTML; lists are put one after the other, and null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((part, index) => part + (index < values.length ? markupOf(values[index]) : ''));
  return { markup: parts.join('') };
}

type HtmlValue = string | number | Html | null | undefined | readonly HtmlValue[];

function markupOf(value: HtmlValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') {
    return 'markup' in value ? value.markup : value.map(markupOf).join('');
  }
  return String(value)
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

/** For what we wrote ourselves, such as a style sheet. */
export const raw = (markup: string): Html => ({ markup });
