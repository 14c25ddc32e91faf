import { BadConfiguration, KnownError } from '../errors.ts';
import { type CliCommand, JSON_FLAG, type Probe, type Tools } from './command.ts';
import { AlreadyTold, exitStatus } from './exit.ts';

export const doctor: CliCommand = {
  name: 'doctor',
  usage: 'muster doctor [--json]',
  summary: 'Check configuration, database, every Graph permission and licence; say how to mend what fails.',
  flags: JSON_FLAG,
  positionals: 0,
  async run({ flags, out, tools }) {
    const source = await tools();
    const probes: Probe[] = [];
    const tell = async (probe: Probe) => {
      probes.push(probe);
      if (!flags.json) await out(line(probe));
    };
    for (const probe of configurationProbes(source)) await tell(probe);
    for (const id of source.config.breakGlassIds) await tell(await probeBreakGlass(source, id));
    await tell(await source.probeDatabase());
    for await (const probe of source.probeGraph()) await tell(probe);
    if (flags.json) await out(`${JSON.stringify({ checks: probes.map(document) })}\n`);
    else await out(conclusion(probes));
    const worst = probes.flatMap((probe) => (probe.error ? [probe.error] : [])).sort(bySeverity)[0];
    if (worst) throw new AlreadyTold(worst);
  },
};

/** An outage explains missing answers, so it outranks them. */
function bySeverity(a: Error, b: Error): number {
  return exitStatus(b) - exitStatus(a);
}

function configurationProbes({ config }: Tools): Probe[] {
  const ok = (name: string, found: string): Probe => ({ name, status: 'ok', found, fix: null, error: null });
  const warn = (name: string, found: string, fix: string): Probe => ({
    name,
    status: 'warn',
    found,
    fix,
    error: null,
  });
  const roles = (['admin', 'helpdesk', 'security'] as const).filter((role) => config.groups[role] === null);
  return [
    ok('configuration', config.bot ? `bot ${config.bot.appId}` : 'LOCAL_ONLY: no bot credentials'),
    roles.length === 0
      ? ok(
          'roles',
          'admin, helpdesk and security have a group id each; whether these groups exist was not tried',
        )
      : warn(
          'roles',
          `nobody is ${roles.join(' or ')}`,
          `Set ${roles.map((role) => `${role.toUpperCase()}_GROUP_ID`).join(', ')}.`,
        ),
    config.breakGlassIds.length >= 2
      ? ok('break-glass accounts', `${config.breakGlassIds.length} are set`)
      : warn(
          'break-glass accounts',
          `${config.breakGlassIds.length} set, two are needed`,
          'Set BREAK_GLASS_IDS, so that no campaign ever messages them and every sign-in of theirs is an alarm.',
        ),
    config.teams.catalogId
      ? ok(
          'app catalogue',
          `${config.teams.catalogId}; not tried, since Muster asks for no permission to read the catalogue`,
        )
      : warn(
          'app catalogue',
          'TEAMS_APP_CATALOG_ID is not set',
          'Without it the bot reaches only people who have opened it themselves.',
        ),
  ];
}

/** A mistyped account would be messaged, and its sign-ins would alarm nobody. */
async function probeBreakGlass({ directory }: Tools, id: string): Promise<Probe> {
  const name = `break-glass account ${id}`;
  try {
    const person = await directory.findPerson(id);
    if (person === undefined) {
      const fix = 'Correct it in BREAK_GLASS_IDS.';
      return {
        name,
        status: 'fail',
        found: 'nobody has this name',
        fix,
        error: new BadConfiguration([`BREAK_GLASS_IDS holds ${id}`]),
      };
    }
    return { name, status: 'ok', found: person.id, fix: null, error: null };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return { name, status: 'fail', found: error.message, fix: error.hint, error };
  }
}

const MARK: Readonly<Record<Probe['status'], string>> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' };

function line(probe: Probe): string {
  const fix = probe.fix ? `      ${probe.fix}\n` : '';
  return `${MARK[probe.status]}  ${probe.name}: ${probe.found}\n${fix}`;
}

function conclusion(probes: readonly Probe[]): string {
  const count = (status: Probe['status']) => probes.filter((probe) => probe.status === status).length;
  return `\n${count('ok')} in order, ${count('warn')} to look at, ${count('fail')} to mend.\n`;
}

function document({ name, status, found, fix }: Probe): object {
  return { name, status, found, fix };
}
