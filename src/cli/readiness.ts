import { GATE_STATUSES, type GateStatus } from '../rollout/gate.ts';
import type { Readiness } from '../rollout/readiness.ts';
import type { Saying } from '../rollout/sayings.ts';
import type { ToldGate } from '../rollout/told.ts';
import { type CliCommand, JSON_FLAG } from './command.ts';
import { AlreadyTold, errorDocument, errorText, exitStatus } from './exit.ts';

export const readiness: CliCommand = {
  name: 'readiness',
  usage: 'muster readiness [--json]',
  summary: 'Whether the tenant is ready for the rollout: every gate, what was found, how to mend it.',
  flags: JSON_FLAG,
  positionals: 0,
  async run({ flags, out, say, tools }) {
    const source = await tools();
    const found = await source.readiness();
    const gates = found.gates.map(source.tellGate);
    const failure = failureOf(found);
    // Whoever looks for the error finds it, and whoever looks for the gates finds what each of them lacks.
    const document = { ...(failure ? errorDocument(failure) : {}), ...readinessDocument(gates, found) };
    await out(flags.json ? `${JSON.stringify(document)}\n` : text(gates, found));
    for (const bug of found.bugs) say(errorText(bug));
    if (failure) throw new AlreadyTold(failure);
  },
};

/** The contract's document, and nothing beyond it but what a reader may leave aside. */
export function readinessDocument(gates: readonly ToldGate[], { asOf }: Pick<Readiness, 'asOf'>): object {
  return {
    gates: gates.map(({ id, status, title, why, found, fix, link, items }) => ({
      id,
      status,
      found,
      fix: fix === '' ? '' : `${fix} ${link}`,
      items,
      title,
      why,
      link,
    })),
    asOf: asOf.toISOString(),
  };
}

/**
 * Gates that are not ready, or not known, are an answer. It is a failure where nothing could be read at all, and
 * where we made a mistake: then its kind is the exit status, the worst first.
 */
export function failureOf({ gates, bugs }: Pick<Readiness, 'gates' | 'bugs'>): Error | null {
  const [bug] = bugs;
  if (bug) return bug;
  const asked = gates.filter(({ found }) => !found.some(({ say }) => KNOWN_BY_ITSELF.includes(say)));
  if (!asked.every(({ status }) => status === 'unknown')) return null;
  const errors = asked.flatMap(({ missing }) => missing);
  return errors.toSorted((one, other) => exitStatus(other) - exitStatus(one))[0] ?? null;
}

/** That no emergency account is configured needs no asking; that one is not there, whatever is no Graph says, too. */
const KNOWN_BY_ITSELF: readonly Saying[] = ['emergency.none', 'emergency.absent'];

const MARKS: Readonly<Record<GateStatus, string>> = {
  fail: 'FAIL',
  warn: 'warn',
  unknown: '????',
  pass: 'ok  ',
};
const INDENT = '      ';

/** Worst first, as on the card: what is in order needs no reading. */
function text(gates: readonly ToldGate[], { asOf }: Readiness): string {
  const sorted = GATE_STATUSES.flatMap((status) => gates.filter((gate) => gate.status === status));
  const count = (status: GateStatus) => gates.filter((gate) => gate.status === status).length;
  const counts = `${count('fail')} not ready, ${count('warn')} to look at, ${count('unknown')} not known, ${count('pass')} in order.`;
  return [...sorted.map(block), '', counts, `Read from ${asOf.toISOString()} on.`, ''].join('\n');
}

function block({ id, status, title, why, found, fix, link }: ToldGate): string {
  const head = `${MARKS[status]}  ${title} (${id})`;
  const lines = status === 'pass' ? [found] : [found, why, `${fix} ${link}`.trim()];
  return [head, ...lines.filter((line) => line !== '').map((line) => `${INDENT}${line}`)].join('\n');
}
