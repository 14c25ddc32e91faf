import { type ListedException, type PartState, type Validation, verdictOf } from '../rollout/validation.ts';
import { onCard } from './gate-words.ts';
import { type Html, html, raw } from './html.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';
import { causeLine } from './triage-words.ts';
import {
  countsOf,
  failuresSentence,
  footerOf,
  registeredSentence,
  type ValidationInput,
} from './validation.ts';
import { PAGE_STYLE } from './validation-page-style.ts';
import { type FailureDay, failureCauses, failureDays, kindWords, tellPart } from './validation-words.ts';

/** A table that is longer belongs into the register's own file. */
const LISTED_AT_MOST = 200;
const NAMES_AT_MOST = 20;
const NAME_AT_MOST = 80;
const CAUSES_SHOWN = 4;

/** The report as one page to print and sign: no scripts, nothing from elsewhere, everything escaped. */
export function validationPage(input: ValidationInput, texts: Texts): string {
  const verdict = verdictOf(input);
  const counts = countsOf(input);
  const organisation = input.organisation === null ? null : plain(input.organisation, NAME_AT_MOST);
  const title = texts.t('validate.page.title');
  const page = html`<!doctype html>
<html lang="${texts.locale}" dir="${texts.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}${organisation === null ? '' : ` · ${organisation}`}</title>
<style>${raw(PAGE_STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="organisation">${organisation}</p>
<h1>${title}</h1>
<p class="date">${texts.t('validate.page.date', { moment: texts.moment(input.asOf) })}</p>
</header>
<section class="verdict ${verdict}">
<h2><span class="word">${texts.t(`validate.word.${verdict}`)}</span> ${texts.t(`validate.title.${verdict}`, counts)}</h2>
<p>${texts.t(`validate.answer.${verdict}`, counts)}</p>
</section>
<section class="figures">
<figure>
<figcaption>${texts.t('validate.part.registered')}</figcaption>
${registeredBar(input)}
<p>${registeredSentence(input, texts)}</p>
</figure>
<figure>
<figcaption>${texts.t('validate.failures-title')}</figcaption>
${failureBars(failureDays(input, texts), texts)}
<p>${failuresSentence(input, texts)} ${causesLine(input, texts)}</p>
</figure>
</section>
<section>
<h2>${texts.t('validate.page.checks')}</h2>
${checksTable(input, texts)}
</section>
<section>
<h2>${texts.t('validate.page.exceptions')}</h2>
${exceptionsTable(input.exceptions, texts)}
</section>
${signatures(texts)}
<footer>
<p>${footerOf(input, texts)}</p>
<p>${texts.t('validate.page.made')}</p>
</footer>
</main>
</body>
</html>
`;
  return page.markup;
}

const MARKS: Readonly<Record<PartState, string>> = { pass: '✓', open: '✗', unknown: '?' };

function checksTable({ parts }: Pick<Validation, 'parts'>, texts: Texts): Html {
  const manner = onCard(texts, NAMES_AT_MOST);
  const rows = parts
    .map((part) => tellPart(part, manner))
    .map(
      ({ state, title, word, found, next }) => html`<tr>
<th scope="row">${title}</th>
<td class="result ${state}"><span aria-hidden="true">${MARKS[state]}</span> ${word}</td>
<td>${found.join(' ')}${next === '' ? null : html`<br><em>${next}</em>`}</td>
</tr>
`,
    );
  return table(['check', 'result', 'found'], rows, texts);
}

function exceptionsTable(exceptions: readonly ListedException[] | null, texts: Texts): Html {
  if (exceptions === null) return html`<p>${texts.t('validate.page.exceptions-unknown')}</p>`;
  if (exceptions.length === 0) return html`<p>${texts.t('validate.page.exceptions-none')}</p>`;
  const shown = exceptions.slice(0, LISTED_AT_MOST);
  const more = exceptions.length - shown.length;
  const rows = shown.map(
    (one) => html`<tr>
<td class="name"><bdi>${plain(one.name, NAME_AT_MOST)}</bdi></td>
<td>${kindWords(one, texts)}</td>
<td>${decisionWords(one, texts)}</td>
<td><bdi>${one.owner === null ? '–' : plain(one.owner, NAME_AT_MOST)}</bdi></td>
<td>${untilWords(one, texts)}</td>
</tr>
`,
  );
  return html`${table(['account', 'kind', 'decision', 'owner', 'until'], rows, texts)}
${more > 0 ? html`<p>${texts.t('common.more', { count: more })}</p>` : null}`;
}

/** Emergency accounts are left out for ever, and accounts of the excluded group until somebody decides. */
function decisionWords({ kind, decision }: ListedException, texts: Texts): string {
  if (kind === 'emergency') return '–';
  return decision === null ? texts.t('validate.page.undecided') : texts.t(`exceptions.decision.${decision}`);
}

function untilWords({ kind, until }: ListedException, texts: Texts): string {
  if (kind === 'emergency') return texts.t('validate.page.standing');
  return until === null ? '–' : texts.calendarDate(until);
}

type Column = 'check' | 'result' | 'found' | 'account' | 'kind' | 'decision' | 'owner' | 'until';

function table(columns: readonly Column[], rows: readonly Html[], texts: Texts): Html {
  const heads = columns.map(
    (column) => html`<th scope="col">${texts.t(`validate.page.column.${column}`)}</th>`,
  );
  return html`<table>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

/** Two people sign: who ran the rollout, and who takes it over. */
function signatures(texts: Texts): Html {
  const line = (what: 'name' | 'date' | 'signature') =>
    html`<div class="line"><span>${texts.t(`validate.page.sign.${what}`)}</span></div>`;
  const one = html`<div class="signature">${line('name')}${line('date')}${line('signature')}</div>`;
  return html`<section class="signatures">
<h2>${texts.t('validate.page.signatures')}</h2>
<p>${texts.t('validate.page.statement')}</p>
${one}${one}
</section>`;
}

function registeredBar({ registered }: Pick<Validation, 'registered'>): Html | null {
  if (registered === null || registered.people === 0) return null;
  const share = (registered.registered / registered.people) * 100;
  // Whoever is missing is seen, be it one of a hundred thousand.
  const width = share === 100 ? 100 : Math.min(99, share);
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" class="bar" aria-hidden="true">
<rect class="open" x="0" y="0" width="100" height="8"/>
<rect class="done" x="0" y="0" width="${width.toFixed(2)}" height="8"/>
</svg>`;
}

const HEIGHT = 60;
const STEP = 20;

function failureBars(days: readonly FailureDay[], texts: Texts): Html | null {
  if (days.length === 0) return null;
  const most = Math.max(1, ...days.map(({ attempts }) => attempts));
  const bars = days.map(({ attempts }, index) => {
    const height = Math.max(1, (attempts / most) * HEIGHT);
    const x = index * STEP;
    return html`<rect x="${x + 2}" y="${(HEIGHT - height + 12).toFixed(1)}" width="${STEP - 4}" height="${height.toFixed(1)}"/>
<text x="${x + STEP / 2}" y="${(HEIGHT - height + 9).toFixed(1)}">${texts.number(attempts)}</text>
<text x="${x + STEP / 2}" y="${HEIGHT + 22}">${dayNumber(days[index]?.day ?? '')}</text>
`;
  });
  return html`<svg viewBox="0 0 ${days.length * STEP} ${HEIGHT + 26}" class="days" aria-hidden="true">
${bars}</svg>`;
}

/** The day of the month: the sentence below says of which. */
function dayNumber(day: string): string {
  return String(Number(day.slice(8)));
}

function causesLine({ failures }: Pick<Validation, 'failures'>, texts: Texts): string {
  const causes = failureCauses(failures?.slots ?? []).slice(0, CAUSES_SHOWN);
  return causes
    .map(({ cause, attempts }) => `${texts.isolated(causeLine(cause, texts))}: ${texts.number(attempts)}`)
    .join(' · ');
}
