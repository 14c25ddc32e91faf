import type { CliCommand } from './command.ts';

export const serve: CliCommand = {
  name: 'serve',
  usage: 'muster serve',
  summary: 'Run the bot; SIGTERM or Ctrl-C stops it in order.',
  flags: {},
  positionals: 0,
  stopsInOrder: true,
  async run({ tools, signal }) {
    await (await tools()).serve(signal);
  },
};
