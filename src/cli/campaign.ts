import { deadlineOf } from '../campaign/calendar.ts';
import type { Campaign, RecipientState } from '../campaign/campaign.ts';
import { nearestCampaigns } from '../campaign/nearest.ts';
import type { CampaignLine, DryRun, Progress } from '../campaign/ports.ts';
import { NotFound, UserError } from '../errors.ts';
import { csvLine } from '../people/csv.ts';
import { type CampaignReader, type CliCommand, type Invocation, JSON_FLAG } from './command.ts';

/** Reads alone: whatever changes a campaign names its administrator, and a terminal has none. */
export const campaign: CliCommand = {
  name: 'campaign',
  usage: 'muster campaign list|NAME [--json|--csv]',
  summary: 'All campaigns, or how far one is; --csv lists everybody of it with state and reason.',
  flags: { ...JSON_FLAG, csv: { type: 'boolean' } },
  positionals: 1,
  async run({ positionals: [wanted = ''], flags, out, tools, signal }) {
    if (flags.json && flags.csv) {
      throw new UserError('usage', 'Both --json and --csv were given.', 'Choose one of the two.');
    }
    const format = flags.json ? 'json' : flags.csv ? 'csv' : 'text';
    const source = await tools();
    await source.withCampaigns((campaigns) =>
      wanted.toLowerCase() === 'list'
        ? listAll(campaigns, format, out)
        : showOne(campaigns, { wanted, format, signal }, out),
    );
  },
};

type Format = 'text' | 'json' | 'csv';
type Out = Invocation['out'];

const COLUMNS = ['name', 'state', 'goal', 'startsOn', 'targeted', 'registered', 'id'] as const;

async function listAll(campaigns: CampaignReader, format: Format, out: Out): Promise<void> {
  const lines = await campaigns.list();
  if (format === 'json') return out(`${JSON.stringify({ campaigns: lines })}\n`);
  if (format === 'csv') {
    const rows = lines.map((line) => csvLine(COLUMNS.map((column) => line[column])));
    return out(csvLine(COLUMNS) + rows.join(''));
  }
  if (lines.length === 0) return out('There is no campaign yet. In Teams, campaign new starts one.\n');
  await out(`${lines.map(lineText).join('\n')}\n`);
}

function lineText({ name, state, goal, startsOn, targeted, registered }: CampaignLine): string {
  const far =
    targeted > 0 ? `${number(registered)} of ${number(targeted)} (${share(registered, targeted)})` : '';
  return `${name}  ${[state, goal, `from ${startsOn}`, far].filter(Boolean).join(', ')}`;
}

async function showOne(
  campaigns: CampaignReader,
  { wanted, format, signal }: { wanted: string; format: Format; signal: AbortSignal },
  out: Out,
): Promise<void> {
  const found = await campaigns.find(wanted);
  if (!found) throw await unknown(wanted, campaigns);
  if (format === 'csv') return writeCsv(campaigns.export(found.id), signal, out);
  const planned = found.state === 'draft' || found.state === 'scheduled';
  const { campaign: current, ...figures } = await (planned
    ? campaigns.dryRun(found.id)
    : campaigns.progress(found.id));
  if (format === 'json') {
    return out(`${JSON.stringify({ campaign: current, [planned ? 'dryRun' : 'progress']: figures })}\n`);
  }
  await out('recipients' in figures ? plannedText(current, figures) : progressText(current, figures));
}

async function unknown(wanted: string, campaigns: CampaignReader): Promise<NotFound> {
  const near = nearestCampaigns(await campaigns.list(), wanted).map(({ name }) => `“${name}”`);
  const hint = near.length > 0 ? `Near: ${near.join(', ')}.` : 'muster campaign list names them all.';
  return new NotFound(`There is no campaign “${wanted}”.`, hint);
}

/** Nothing is printed before the database has answered once: an error is then the only output. */
async function writeCsv(pieces: AsyncIterable<string>, signal: AbortSignal, out: Out): Promise<void> {
  for await (const piece of pieces) {
    // Whoever presses Ctrl-C waits for no further piece.
    signal.throwIfAborted();
    await out(piece);
  }
}

type Figures<Whole> = Omit<Whole, 'campaign'>;

function plannedText(campaign: Campaign, dryRun: Figures<DryRun>): string {
  const { recipients, admins, excluded, sendingSeconds, warnings, needsApproval, rosterAsOf } = dryRun;
  const read = rosterAsOf
    ? `Directory read at ${rosterAsOf.toISOString()}.`
    : 'The directory is still being read.';
  return text([
    heading(campaign),
    `${number(recipients)} people would be written to, ${number(admins)} administrators first; sending takes about ${number(Math.ceil(sendingSeconds / 60))} min.`,
    ...excluded.map(({ reason, count }) => `  left out, ${reason}: ${number(count)}`),
    ...warnings.map(({ warning, detail }) => `  warning, ${warning}${detail ? `: ${detail}` : ''}`),
    needsApproval ? 'A second administrator must approve the start.' : '',
    read,
  ]);
}

function progressText(campaign: Campaign, progress: Figures<Progress>): string {
  const { targeted, states, reached, unreachable, waves, openCases, asOf } = progress;
  const others = (Object.entries(states) as [RecipientState, number][]).filter(
    ([state, count]) => count > 0 && state !== 'registered',
  );
  return text([
    heading(campaign),
    `${number(states.registered)} of ${number(targeted)} have met the goal (${share(states.registered, targeted)}); the goal is ${share(campaign.calendar.goalShare, 1)}.`,
    `${number(reached)} were told; ${number(openCases)} cases are open.`,
    ...others.map(([state, count]) => `  ${state}: ${number(count)}`),
    ...unreachable.map(({ outcome, count }) => `  unreachable, ${outcome}: ${number(count)}`),
    ...waves.map(
      ({ wave, sent, failed, unknown: unclear, registeredAfter }) =>
        `  ${wave}: sent ${number(sent)}, failed ${number(failed)}, unknown ${number(unclear)}, met the goal after it ${number(registeredAfter)}`,
    ),
    campaign.trouble === null ? '' : `Nothing is sent: ${campaign.trouble}`,
    `As of ${asOf.toISOString()}.`,
  ]);
}

function heading({ name, state, goal, calendar }: Campaign): string {
  return `${name}: ${state}, ${goal}, from ${calendar.startsOn}, deadline ${deadlineOf(calendar)}.`;
}

function text(lines: readonly string[]): string {
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? '0.0' : ((part / whole) * 100).toFixed(1)} %`;
}
