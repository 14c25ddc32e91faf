import type { CliCommand } from './command.ts';

export const migrate: CliCommand = {
  name: 'migrate',
  usage: 'muster migrate',
  summary: 'Bring the database up to date (serve does so too).',
  flags: {},
  positionals: 0,
  stopsInOrder: true,
  async run({ tools, out }) {
    const { applied, version } = await (await tools()).migrate();
    await out(
      applied.length === 0
        ? `The database is up to date (version ${version}).\n`
        : `Applied ${applied.join(', ')}. The database is at version ${version}.\n`,
    );
  },
};
