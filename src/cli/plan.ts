import { NotFound, UserError } from '../errors.ts';
import { type CliCommand, JSON_FLAG } from './command.ts';

export const plan: CliCommand = {
  name: 'plan',
  usage: 'muster plan [--json|--markdown|--ics]',
  summary:
    'The rollout’s plan as the database knows it; --markdown with its checklist, --ics for a calendar.',
  flags: { ...JSON_FLAG, markdown: { type: 'boolean' }, ics: { type: 'boolean' } },
  positionals: 0,
  async run({ flags, out, say, tools }) {
    const chosen = (['json', 'markdown', 'ics'] as const).filter((flag) => flags[flag]);
    if (chosen.length > 1) {
      throw new UserError('usage', `Several of --${chosen.join(', --')} were given.`, 'Choose one of them.');
    }
    const source = await tools();
    const found = await source.plan();
    if (!found) {
      throw new NotFound(
        'There is no plan yet.',
        'In Teams, an administrator types plan and chooses a first day.',
      );
    }
    const [format = 'text'] = chosen;
    if (format === 'json') return out(`${JSON.stringify({ plan: found.document })}\n`);
    if (format === 'ics') return out(found.calendar);
    if (format === 'markdown') return out(found.markdown);
    await out(found.text);
    say('What only the tenant shows is not read here: muster readiness tells it.');
  },
};
