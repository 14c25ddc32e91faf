import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type KnownError, UserError } from '../errors.ts';
import { asked } from './asked.ts';
import { campaign } from './campaign.ts';
import type { CliCommand, Invocation } from './command.ts';
import { doctor } from './doctor.ts';
import { exceptions } from './exceptions.ts';
import { AlreadyTold, errorDocument, errorText, exitStatus } from './exit.ts';
import { kit } from './kit.ts';
import { legacyAuth } from './legacy-auth.ts';
import { migrate } from './migrate.ts';
import { plan } from './plan.ts';
import { readiness } from './readiness.ts';
import { registration } from './registration.ts';
import { serve } from './serve.ts';
import { triage } from './triage.ts';
import { validate } from './validate.ts';

/** Every command, in the order in which help lists them. */
export const CLI_COMMANDS: readonly CliCommand[] = [
  serve,
  triage,
  campaign,
  asked,
  plan,
  kit,
  readiness,
  validate,
  exceptions,
  registration,
  legacyAuth,
  doctor,
  migrate,
];

type Edge = Pick<Invocation, 'out' | 'say' | 'signal' | 'tools'>;

/** Runs one command line and says its exit status. Never throws. */
export async function runCommandLine(words: readonly string[], edge: Edge): Promise<number> {
  const asJson = words.includes('--json');
  try {
    const [name, ...rest] = words;
    if (name === undefined || ['help', '--help', '-h'].includes(name)) {
      await edge.out(asJson ? helpDocument() : helpText());
      return name === undefined ? 2 : 0;
    }
    const command = CLI_COMMANDS.find((candidate) => candidate.name === name);
    if (!command) throw usage(`There is no command “${name}”.`, 'muster help lists the commands.');
    if (rest.includes('--help') || rest.includes('-h')) {
      await edge.out(`${command.usage}\n\n${command.summary}\n`);
      return 0;
    }
    await unlessStopped(command.run({ ...edge, ...parse(command, rest) }), command, edge.signal);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      edge.say('Stopped before the end: what was printed is not everything.');
      return INTERRUPTED;
    }
    if (error instanceof AlreadyTold) return exitStatus(error.cause);
    if (asJson) await edge.out(`${JSON.stringify(errorDocument(error))}\n`);
    else edge.say(errorText(error));
    return exitStatus(error);
  }
}

/** What a shell takes for Ctrl-C. */
const INTERRUPTED = 130;

class Interrupted extends Error {}

/** A command that only reads is left where it is; one that finishes in order listens to the signal itself. */
async function unlessStopped(work: Promise<void>, command: CliCommand, signal: AbortSignal): Promise<void> {
  if (command.stopsInOrder) return work;
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Interrupted());
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) throw new Interrupted();
    await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Whatever it still says when it is cut off is nobody's business any more.
    work.catch(() => undefined);
  }
}

function parse(command: CliCommand, words: readonly string[]): Pick<Invocation, 'flags' | 'positionals'> {
  const config: ParseArgsConfig = { args: [...words], options: command.flags, allowPositionals: true };
  const parsed = (() => {
    try {
      return parseArgs(config);
    } catch (error) {
      // node:util's own sentences name the flag that is wrong; they are made for the terminal.
      throw usage(error instanceof Error ? error.message : String(error), command.usage);
    }
  })();
  if (parsed.positionals.length !== command.positionals) {
    const wanted = command.positionals === 0 ? 'nothing' : `${command.positionals} word(s)`;
    throw usage(`“${command.name}” takes ${wanted} after it, besides flags.`, command.usage);
  }
  const flags = Object.fromEntries(
    Object.entries(parsed.values).map(([flag, value]) => [flag, Array.isArray(value) ? undefined : value]),
  );
  return { positionals: parsed.positionals, flags };
}

function usage(message: string, hint: string): KnownError {
  return new UserError('usage', message, hint);
}

function helpDocument(): string {
  const commands = CLI_COMMANDS.map(({ name, usage, summary }) => ({ name, usage, summary }));
  return `${JSON.stringify({ commands })}\n`;
}

function helpText(): string {
  const width = Math.max(...CLI_COMMANDS.map((command) => command.usage.length));
  const rows = CLI_COMMANDS.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`);
  return [
    'muster: takes an organisation through its MFA rollout',
    '',
    ...rows,
    '',
    'Results go to standard output, everything else to standard error.',
    'Exit status: 0 done, 1 a bug, 2 usage or configuration, 3 permission or licence missing,',
    '4 not found, 5 Graph, Teams or the database unavailable, 130 stopped by Ctrl-C.',
    'Settings come from the environment or a file named .env; .env.sample explains each.',
    '',
  ].join('\n');
}
