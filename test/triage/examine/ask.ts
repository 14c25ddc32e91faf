import { EVERY_PERMISSION } from '../../../demo/tenant/permissions.ts';
import { startTenant } from '../../../demo/tenant/tenant.ts';
import { createTools } from '../../../src/app/tools.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import type { Clock } from '../../../src/clock.ts';
import { systemClock } from '../../../src/clock.ts';
import { loadConfig } from '../../../src/config.ts';
import type { BudgetClass } from '../../../src/graph/budget.ts';
import { permissionTable } from '../../../src/graph/requests.ts';
import type { Case, CaseTenant } from './format.ts';
import { type Staged, stageCase } from './stage.ts';

/** What the command line said, and about whom. */
export interface Said {
  readonly staged: Staged;
  readonly exit: number;
  readonly out: string;
  readonly error: string;
  readonly now: Date;
}

/** A Friday afternoon. Cases are told in ages, so that nothing in them grows old. */
export const TODAY = '2026-11-20T14:30:00Z';

/** One case, from the company that it is about to what the command printed. */
export async function ask(told: Case): Promise<Said> {
  const clock = clockFrom(new Date(told.today ?? TODAY));
  return askAbout(stageCase(told, clock.now()), { clock, tenant: told.tenant ?? {}, words: told.ask });
}

/** The whole way: a tenant that speaks Graph's protocol, the program's own command line, its output. */
export async function askAbout(
  staged: Staged,
  {
    clock,
    tenant: changed,
    words,
  }: { readonly clock: Clock; readonly tenant: CaseTenant; readonly words?: string | undefined },
): Promise<Said> {
  const now = clock.now();
  const tenant = await startTenant({
    company: staged.company,
    permissions: permissionsOf(changed),
    licences: changed.licences ?? ['P1', 'P2'],
    now: clock.now,
    validate: true,
    faults: ({ path }) => (isBroken(changed, path) ? { kind: 'status', status: 404 } : undefined),
  });
  try {
    const config = loadConfig({
      LOCAL_ONLY: 'true',
      GRAPH_BASE_URL: tenant.url,
      GRAPH_ACCESS_TOKEN: tenant.token,
      BREAK_GLASS_IDS: staged.breakGlassIds.join(','),
      ADMIN_GROUP_ID: staged.company.groups.admins.id,
      HELPDESK_GROUP_ID: staged.company.groups.helpdesk.id,
      SECURITY_GROUP_ID: staged.company.groups.security.id,
    });
    const said = { out: '', error: '' };
    const exit = await runCommandLine(['triage', words ?? staged.person.id, '--json'], {
      out: async (text) => {
        said.out += text;
      },
      say: (text) => {
        said.error += text;
      },
      signal: new AbortController().signal,
      tools: async () => createTools(config, 1, { clock, graphLimits: NO_LIMITS }),
    });
    return { staged, exit, now, ...said };
  } finally {
    await tenant.stop();
  }
}

/** Graph's limits are other tests' subject: here nobody waits. */
const NO_LIMIT = { requests: 1000, milliseconds: 1, keptForQuestions: 0 };
const NO_LIMITS: Readonly<Record<BudgetClass, typeof NO_LIMIT>> = {
  directory: NO_LIMIT,
  activity: NO_LIMIT,
  reports: NO_LIMIT,
  protection: NO_LIMIT,
  health: NO_LIMIT,
  teamwork: NO_LIMIT,
};

/** Real time, on another day. */
export function clockFrom(start: Date): Clock {
  const shift = start.getTime() - Date.now();
  return { now: () => new Date(Date.now() + shift), sleep: systemClock.sleep };
}

/** What Muster asks for, and nothing that it forgot to ask for; less what the case takes away. */
function permissionsOf({ withoutPermissions: taken = [] }: CaseTenant): readonly string[] {
  const strange = taken.find((start) => !EVERY_PERMISSION.some((one) => one.startsWith(start)));
  if (strange !== undefined) throw new Error(`no permission begins with '${strange}'`);
  return permissionTable()
    .map(({ permission }) => permission)
    .filter((permission) => !taken.some((start) => permission.startsWith(start)));
}

function isBroken({ beta, failing = [] }: CaseTenant, path: string): boolean {
  return (beta === 'absent' && path.startsWith('/beta/')) || failing.some((part) => path.includes(part));
}
