import { UserError } from '../errors.ts';
import { type Coverage, coverageRate, createCoverageCounter } from '../people/coverage.ts';
import { csvLine } from '../people/csv.ts';
import type { RegistrationRow } from '../people/people.ts';
import type { RegistrationState } from '../people/registration.ts';
import { type CliCommand, type Invocation, JSON_FLAG, type Tools } from './command.ts';
import { AlreadyTold, errorDocument } from './exit.ts';

export const registration: CliCommand = {
  name: 'registration',
  usage: 'muster registration [--json|--csv]',
  summary: 'Who has registered what: the counts, or everybody as JSON or CSV.',
  flags: { ...JSON_FLAG, csv: { type: 'boolean' } },
  positionals: 0,
  async run({ flags, out, tools, signal }) {
    if (flags.json && flags.csv) {
      throw new UserError('usage', 'Both --json and --csv were given.', 'Choose one of the two.');
    }
    const reading = { source: await tools(), signal };
    if (flags.csv) return writeCsv(reading, out);
    if (flags.json) return writeJson(reading, out);
    await out(summary(await count(reading), reading.source.clock.now()));
  },
};

type Out = Invocation['out'];

interface Reading {
  readonly source: Tools;
  readonly signal: AbortSignal;
}

/** Page by page: a tenant of a million people takes no more memory than one of a hundred. */
async function eachPage(
  { source, signal }: Reading,
  write: (page: readonly { row: RegistrationRow; state: RegistrationState }[]) => Promise<void>,
): Promise<Coverage> {
  const counter = createCoverageCounter();
  for await (const page of source.registrations.reportPages()) {
    // Whoever presses Ctrl-C waits for no further page.
    signal.throwIfAborted();
    await write(page.map((row) => ({ row, state: counter.add(row) })));
  }
  return counter.total();
}

function count(reading: Reading): Promise<Coverage> {
  return eachPage(reading, async () => {});
}

const COLUMNS = [
  'id',
  'userPrincipalName',
  'displayName',
  'kind',
  'isAdmin',
  'state',
  'mfaCapable',
  'methods',
  'updatedAt',
];

async function writeCsv(reading: Reading, out: Out): Promise<void> {
  // Nothing is printed before Graph has answered once: an error is then the only output.
  let header = csvLine(COLUMNS);
  await eachPage(reading, async (page) => {
    const lines = page.map(({ row, state }) =>
      csvLine([
        row.personId,
        row.userPrincipalName,
        row.displayName,
        row.kind,
        row.isAdmin,
        state,
        row.mfaCapable,
        row.methods.join(' '),
        row.updatedAt,
      ]),
    );
    await out(header + lines.join(''));
    header = '';
  });
  if (header !== '') await out(header);
}

/**
 * One document, written as it is read. Where Graph fails half-way the document is closed with the error in
 * it, so that a program reading it never takes a part for the whole.
 */
async function writeJson(reading: Reading, out: Out): Promise<void> {
  let separator = '{"people":[\n';
  const write = async (page: readonly { row: RegistrationRow; state: RegistrationState }[]) => {
    if (page.length === 0) return;
    await out(separator + page.map(personDocument).join(',\n'));
    separator = ',\n';
  };
  const begun = () => separator === ',\n';
  try {
    const coverage = await eachPage(reading, write);
    const totals = JSON.stringify({ ...coverage, rate: coverageRate(coverage) });
    const opening = begun() ? '' : separator;
    await out(`${opening}\n],"totals":${totals},"asOf":${JSON.stringify(reading.source.clock.now())}}\n`);
  } catch (error) {
    if (!begun()) throw error;
    await out(`\n],${JSON.stringify(errorDocument(error)).slice(1)}\n`);
    throw new AlreadyTold(error);
  }
}

/** The same names as the columns of the CSV. */
function personDocument({
  row: { personId, ...row },
  state,
}: {
  row: RegistrationRow;
  state: RegistrationState;
}) {
  return JSON.stringify({ id: personId, ...row, state });
}

const STATE_WORDS: Readonly<Record<RegistrationState, string>> = {
  passkey: 'with a passkey, security key or Windows Hello',
  registered: 'with an app, a code or another method',
  'phone-only': 'with SMS or voice alone, which ends on 2027-02-01',
  none: 'with nothing registered',
};

function summary(coverage: Coverage, now: Date): string {
  if (coverage.people === 0)
    return 'The registration report is empty: this tenant has no accounts in it yet.\n';
  const number = (value: number) => value.toLocaleString('en-GB');
  const width = number(coverage.people).length;
  const share = ((coverageRate(coverage) ?? 0) * 100).toFixed(1);
  const states = (['passkey', 'registered', 'phone-only', 'none'] as const).map(
    (state) => `  ${number(coverage.byState[state]).padStart(width)}  ${STATE_WORDS[state]}`,
  );
  const named = coverage.adminsWithout.map((admin) => admin.name).join(', ');
  const more = coverage.adminsWithoutCount - coverage.adminsWithout.length;
  const admins =
    coverage.adminsWithoutCount === 0
      ? `All ${number(coverage.admins)} administrators have a second step.`
      : `${number(coverage.adminsWithoutCount)} of ${number(coverage.admins)} administrators have nothing registered: ${named}${more > 0 ? ` and ${number(more)} more` : ''}.`;
  const age = coverage.reportedFrom
    ? `The report's oldest row is from ${coverage.reportedFrom.toISOString()}, read at ${now.toISOString()}.`
    : `Read at ${now.toISOString()}.`;
  return [
    `${share} % of ${number(coverage.people)} accounts have a second step.`,
    '',
    ...states,
    '',
    admins,
    `${number(coverage.guests)} of the accounts are guests.`,
    age,
    '',
  ].join('\n');
}
