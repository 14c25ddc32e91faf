import { UserError } from '../errors.ts';
import { csvLine } from '../people/csv.ts';
import { CASES_KEPT_DAYS, type Case } from '../triage/cases.ts';
import { type CliCommand, type Invocation, JSON_FLAG } from './command.ts';

const DAY_MS = 86_400_000;

/**
 * The audit trail leaves by the command line and not through a chat: it may be long, and a copy in somebody's chat
 * would outlive the days for which it is kept.
 */
export const asked: CliCommand = {
  name: 'asked',
  usage: 'muster asked [--days N] [--json|--csv]',
  summary: 'Who asked about whom, when, and what was answered: the counts, or every question.',
  flags: { ...JSON_FLAG, csv: { type: 'boolean' }, days: { type: 'string' } },
  positionals: 0,
  async run({ flags, out, tools, signal }) {
    if (flags.json && flags.csv) {
      throw new UserError('usage', 'Both --json and --csv were given.', 'Choose one of the two.');
    }
    const days = readDays(flags.days);
    const source = await tools();
    const pages = source.askedSince(new Date(source.clock.now().getTime() - days * DAY_MS));
    const each = untilStopped(pages, signal);
    if (flags.csv) return writeCsv(each, out);
    if (flags.json) return writeJson(each, out);
    await out(await summary(each, days));
  },
};

type Out = Invocation['out'];
type Pages = AsyncIterable<readonly Case[]>;

function readDays(given: string | boolean | undefined): number {
  if (given === undefined) return CASES_KEPT_DAYS;
  const days = Number(given);
  if (Number.isInteger(days) && days >= 1 && days <= CASES_KEPT_DAYS) return days;
  throw new UserError(
    'usage',
    `--days takes a whole number from 1 to ${CASES_KEPT_DAYS}.`,
    `Questions are kept for ${CASES_KEPT_DAYS} days.`,
  );
}

/** Whoever presses Ctrl-C waits for no further page. */
async function* untilStopped(pages: Pages, signal: AbortSignal): Pages {
  for await (const page of pages) {
    signal.throwIfAborted();
    yield page;
  }
}

/** Object ids, not names: they never change, and say nothing to whom the file was not meant for. */
const documentOf = ({
  id,
  askedAt,
  askerId,
  personId,
  since,
  until,
  application,
  answer,
  stepsSentAt,
}: Case) => ({
  caseId: id,
  askedAt: askedAt.toISOString(),
  askerId,
  personId,
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
  application,
  cause: answer?.cause ?? null,
  confidence: answer?.confidence ?? null,
  securityEscalation: answer?.securityEscalation ?? null,
  guards: answer?.guards ?? [],
  stepsSentAt: stepsSentAt?.toISOString() ?? null,
});

const COLUMNS = [
  'caseId',
  'askedAt',
  'askerId',
  'personId',
  'since',
  'until',
  'application',
  'cause',
  'confidence',
  'securityEscalation',
  'guards',
  'stepsSentAt',
] as const satisfies readonly (keyof ReturnType<typeof documentOf>)[];

async function writeCsv(pages: Pages, out: Out): Promise<void> {
  // Nothing is printed before the database has answered once: an error is then the only output.
  let header = csvLine(COLUMNS);
  for await (const page of pages) {
    const lines = page.map((one) => {
      const row = documentOf(one);
      return csvLine(COLUMNS.map((column) => (column === 'guards' ? row.guards.join(' ') : row[column])));
    });
    await out(header + lines.join(''));
    header = '';
  }
  if (header !== '') await out(header);
}

async function writeJson(pages: Pages, out: Out): Promise<void> {
  let before = '{"asked":[\n';
  for await (const page of pages) {
    await out(before + page.map((one) => JSON.stringify(documentOf(one))).join(',\n'));
    before = ',\n';
  }
  await out(before === ',\n' ? '\n]}\n' : `${before}]}\n`);
}

async function summary(pages: Pages, days: number): Promise<string> {
  const askers = new Set<string>();
  const people = new Set<string>();
  let count = 0;
  let escalated = 0;
  for await (const page of pages) {
    for (const { askerId, personId, answer } of page) {
      count += 1;
      askers.add(askerId);
      if (personId !== null) people.add(personId);
      if (answer?.securityEscalation) escalated += 1;
    }
  }
  return [
    `${count} questions in ${days} days, by ${askers.size} people about ${people.size}; ${escalated} went to security.`,
    `Every question: muster asked --csv. Kept for ${CASES_KEPT_DAYS} days.`,
    '',
  ].join('\n');
}
