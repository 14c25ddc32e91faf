import { UserError } from '../errors.ts';
import { type ExceptionLine, exceptionLine, exceptionsCsv } from '../rollout/exception-csv.ts';
import { type CliCommand, JSON_FLAG } from './command.ts';

/** Reads alone: whatever changes the register names its administrator, and a terminal has none. */
export const exceptions: CliCommand = {
  name: 'exceptions',
  usage: 'muster exceptions [--json|--csv]',
  summary: 'Accounts that need another way to MFA: what was decided, by whom, until when.',
  flags: { ...JSON_FLAG, csv: { type: 'boolean' } },
  positionals: 0,
  async run({ flags, out, tools, signal }) {
    if (flags.json && flags.csv) {
      throw new UserError('usage', 'Both --json and --csv were given.', 'Choose one of the two.');
    }
    const source = await tools();
    const now = source.clock.now();
    await source.withExceptions(async (register) => {
      if (flags.csv) {
        for await (const piece of exceptionsCsv(register.everything(), now)) {
          signal.throwIfAborted();
          await out(piece);
        }
        return;
      }
      const lines: ExceptionLine[] = [];
      for await (const page of register.everything())
        lines.push(...page.map((one) => exceptionLine(one, now)));
      await out(
        flags.json ? `${JSON.stringify({ exceptions: lines, asOf: now.toISOString() })}\n` : text(lines),
      );
    });
  },
};

function text(lines: readonly ExceptionLine[]): string {
  if (lines.length === 0) {
    return 'The register is empty. In Teams, exceptions looks for accounts that need another way.\n';
  }
  return `${lines.map(lineText).join('\n')}\n`;
}

function lineText({ account, kind, state, decision, owner, expiresOn, why }: ExceptionLine): string {
  const decided = decision === null ? '' : `${decision} until ${expiresOn}, owner ${owner}: ${why}`;
  return `${account}  ${[kind, state, decided].filter(Boolean).join(', ')}`;
}
