import { UserError } from '../errors.ts';
import { csvLine } from '../people/csv.ts';
import { ADVICE, type AdviceId } from '../rollout/legacy-advice.ts';
import {
  type LegacyPerson,
  type LegacyReading,
  type LegacyUse,
  MOST_DAYS,
  readLegacyAuth,
  sum,
} from '../rollout/legacy-auth.ts';
import { type CliCommand, type Invocation, JSON_FLAG } from './command.ts';

export const legacyAuth: CliCommand = {
  name: 'legacy-auth',
  usage: 'muster legacy-auth [--days N] [--json|--csv]',
  summary: 'Who still signs in by a legacy protocol, with what, and what takes its place.',
  flags: { ...JSON_FLAG, csv: { type: 'boolean' }, days: { type: 'string' } },
  positionals: 0,
  async run({ flags, out, say, tools, signal }) {
    if (flags.json && flags.csv) {
      throw new UserError('usage', 'Both --json and --csv were given.', 'Choose one of the two.');
    }
    const days = readDays(flags.days);
    const { legacyLog, clock } = await tools();
    const reading = await readLegacyAuth(legacyLog, { days, now: clock.now(), signal });
    const missing = missingIn(reading);
    if (flags.json) return writeJson(reading, out);
    if (flags.csv) await writeCsv(reading, out);
    else await out(summary(reading));
    for (const { reason } of missing) say(`Not in it: ${reason}`);
  },
};

type Out = Invocation['out'];

function readDays(given: string | boolean | undefined): number {
  if (given === undefined) return MOST_DAYS;
  // Number() alone would also take "1e1", " 7" and "0x7".
  const days = typeof given === 'string' && /^\d{1,3}$/.test(given) ? Number(given) : Number.NaN;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new UserError(
    'usage',
    `--days takes a whole number from 1 to ${MOST_DAYS}.`,
    `The sign-in log goes back ${MOST_DAYS} days.`,
  );
}

/** The same words as in the other commands: what could not be read, and why. */
function missingIn({ report, withoutNonInteractive }: LegacyReading) {
  const silent = withoutNonInteractive;
  return [
    ...(silent === null
      ? []
      : [
          {
            source: 'signIn.nonInteractive',
            reason: `Sign-ins that programs make by themselves are missing in whole or in part. ${silent.message}`,
            hint: silent.hint,
          },
        ]),
    ...(report.unlisted === 0
      ? []
      : [
          {
            source: 'signIn',
            reason: `${report.unlisted} sign-ins of further accounts are counted in the totals alone: the list would be too long.`,
            hint: 'Ask for fewer days.',
          },
        ]),
  ];
}

function useDocument(use: LegacyUse) {
  return {
    protocol: use.protocol,
    application: use.application,
    device: use.device,
    successes: use.successes,
    failures: use.failures,
    nonInteractive: use.nonInteractive,
    lastSeen: use.lastSeen.toISOString(),
    lastSuccess: use.lastSuccess?.toISOString() ?? null,
    lastErrorCode: use.lastCode,
    ipAddresses: use.addresses,
    advice: { id: use.advice, text: ADVICE[use.advice] },
  };
}

function personDocument(person: LegacyPerson): string {
  return JSON.stringify({
    id: person.id || null,
    userPrincipalName: person.userPrincipalName,
    displayName: person.displayName,
    successes: sum(person, 'successes'),
    failures: sum(person, 'failures'),
    signIns: person.uses.map(useDocument),
  });
}

/** As many as make a piece of text that is worth writing and not worth keeping. */
const PEOPLE_AT_ONCE = 500;

function* pieces(people: readonly LegacyPerson[]): Generator<readonly LegacyPerson[]> {
  for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
    yield people.slice(from, from + PEOPLE_AT_ONCE);
  }
}

async function writeJson(reading: LegacyReading, out: Out): Promise<void> {
  const { days, since, asOf, people, totals } = reading.report;
  const head = JSON.stringify({ days, since, asOf }).slice(0, -1);
  let before = `${head},"people":[\n`;
  for (const some of pieces(people)) {
    await out(before + some.map(personDocument).join(',\n'));
    before = ',\n';
  }
  const opening = before === ',\n' ? '' : before;
  const missing = JSON.stringify(missingIn(reading));
  await out(`${opening}\n],"totals":${JSON.stringify(totals)},"missing":${missing}}\n`);
}

const COLUMNS = [
  'id',
  'userPrincipalName',
  'displayName',
  'protocol',
  'application',
  'device',
  'successes',
  'failures',
  'nonInteractive',
  'lastSeen',
  'lastSuccess',
  'lastErrorCode',
  'ipAddresses',
  'advice',
  'adviceText',
];

function csvLines(person: LegacyPerson): string {
  const { id, userPrincipalName, displayName } = person;
  return person.uses
    .map(useDocument)
    .map(({ advice, ...use }) =>
      csvLine([id, userPrincipalName, displayName, ...Object.values(use), advice.id, advice.text]),
    )
    .join('');
}

async function writeCsv({ report }: LegacyReading, out: Out): Promise<void> {
  await out(csvLine(COLUMNS));
  for (const some of pieces(report.people)) await out(some.map(csvLines).join(''));
}

const SHOWN = 20;

function summary({ report }: LegacyReading): string {
  const { days, people, totals } = report;
  const window = days === 1 ? 'the last day' : `the last ${days} days`;
  if (totals.signIns === 0) return `Nobody signed in by a legacy protocol in ${window}.\n`;
  const number = (value: number) => value.toLocaleString('en-GB');
  const more = people.length - SHOWN;
  return [
    `${number(totals.people)} accounts tried a legacy protocol in ${window}; ${number(totals.peopleWithSuccess)} got in.`,
    `${number(totals.successes)} sign-ins succeeded and ${number(totals.failures)} failed; programs made ${number(totals.nonInteractive)} of them by themselves.`,
    '',
    ...people.slice(0, SHOWN).flatMap(personLines),
    ...(more > 0 ? [`  … and ${number(more)} more accounts: muster legacy-auth --csv`] : []),
    '',
    ...adviceLines(people),
    '',
  ].join('\n');
}

function personLines(person: LegacyPerson): readonly string[] {
  return [
    `  ${person.displayName} (${person.userPrincipalName})`,
    ...person.uses.map((use) => {
      const what = [use.protocol, use.application, use.device].filter(Boolean).join(', ');
      const seen = use.lastSeen.toISOString().slice(0, 16).replace('T', ' ');
      return `    ${what}: ${use.successes} succeeded, ${use.failures} failed, last ${seen} UTC, ${addressesIn(use)} → ${use.advice}`;
    }),
  ];
}

function addressesIn({ addresses }: LegacyUse): string {
  return addresses === 1 ? '1 address' : `${addresses} addresses`;
}

function adviceLines(people: readonly LegacyPerson[]): readonly string[] {
  const given = new Set<AdviceId>(people.flatMap(({ uses }) => uses.map(({ advice }) => advice)));
  return [...given].map((id) => `${id}: ${ADVICE[id]}`);
}
