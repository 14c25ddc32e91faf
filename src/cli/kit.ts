import { UserError } from '../errors.ts';
import { KIT_TEXTS } from '../rollout/kit.ts';
import type { CliCommand } from './command.ts';

export const kit: CliCommand = {
  name: 'kit',
  usage: 'muster kit [--language L] [--text ID]',
  summary: `Texts to send during the rollout, dates and names filled in: ${KIT_TEXTS.join(', ')}.`,
  flags: { language: { type: 'string' }, text: { type: 'string' } },
  positionals: 0,
  async run({ flags, out, say, tools }) {
    const wanted = flags.text === undefined ? KIT_TEXTS : KIT_TEXTS.filter((id) => id === flags.text);
    if (wanted.length === 0) {
      throw new UserError(
        'usage',
        `There is no text “${String(flags.text)}”.`,
        `Texts: ${KIT_TEXTS.join(', ')}.`,
      );
    }
    const source = await tools();
    const { written, missing } = await source.kit(wanted, String(flags.language ?? 'en'));
    for (const { id, subject, mail } of written) {
      await out(`${wanted.length > 1 ? `=== ${id}\n\n` : ''}${subject}\n\n${mail}\n\n`);
    }
    if (missing.length > 0) say(`Not known yet: ${missing.join(', ')}. A plan or a campaign fills it in.`);
  },
};
