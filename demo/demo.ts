import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWindow, type Visitor, type Window } from './playground.ts';
import { freePort, type Running, startProcess } from './processes.ts';
import { type Company, createCompany } from './tenant/company.ts';
import { startTenant, type Tenant } from './tenant/tenant.ts';

export type WindowName = 'user' | 'helpdesk' | 'admin' | 'caller';

export interface Demo {
  readonly tenant: Tenant;
  readonly company: Company;
  readonly botUrl: string;
  readonly windows: Readonly<Partial<Record<WindowName, Window>>>;
  /** Resolves when a part of it has ended by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const BOT_READY_WITHIN_MS = 30_000;
const PORTS = { bot: 3978, user: 56150, helpdesk: 56151, admin: 56152, caller: 56153 } as const;
/** Who calls the helpdesk first: a new phone, and the prompts still go to the old one. */
const CALLER = 'authenticator-on-old-phone';

/** A simulated tenant, the bot on it, and a window for each of these people. `stop` leaves nothing behind. */
export async function startDemo(options: {
  windows: readonly WindowName[];
  onBotOutput?: (text: string) => void;
  /** Ends the start half-way, too; it then rejects, and nothing is left behind. */
  signal?: AbortSignal;
}): Promise<Demo> {
  const releases: (() => Promise<unknown>)[] = [];
  let stopped = Promise.resolve();
  const stop = () => {
    stopped = stopped.then(async () => {
      for (const release of releases.splice(0).reverse()) await release();
    });
    return stopped;
  };
  const { signal } = options;
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    const folder = await mkdtemp(join(tmpdir(), 'muster-demo-'));
    releases.push(() => rm(folder, { recursive: true, force: true }));
    const company = createCompany();
    const tenant = await startTenant({ company });
    releases.push(() => tenant.stop());
    signal?.throwIfAborted();
    const botUrl = `http://127.0.0.1:${await freePort(PORTS.bot)}`;
    const bot = startBot({ folder, tenant, company, botUrl, onOutput: options.onBotOutput });
    releases.push(() => bot.stop());
    await bot.says(/"msg":"ready"/, BOT_READY_WITHIN_MS);
    const opening = await Promise.allSettled(
      options.windows.map(async (name) => {
        const person = name === 'caller' ? inTrouble(company, CALLER) : company.named[name];
        const others = companions(company, person);
        const port = await freePort(PORTS[name]);
        return openWindow({ name, person, others, tenantId: company.tenantId, botUrl, port, folder });
      }),
    );
    const opened = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    for (const { process } of opened) releases.push(() => process.stop());
    signal?.throwIfAborted();
    for (const one of opening) if (one.status === 'rejected') throw one.reason;
    const running = [bot, ...opened.map(({ process }) => process)];
    return {
      tenant,
      company,
      botUrl,
      windows: Object.fromEntries(opened.map(({ window }) => [window.name, window])),
      broken: Promise.race(running.map((one) => one.ended.then(() => one.name))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startBot(options: {
  folder: string;
  tenant: Tenant;
  company: Company;
  botUrl: string;
  onOutput: ((text: string) => void) | undefined;
}): Running {
  const { company } = options;
  return startProcess({
    name: 'bot',
    file: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    words: ['serve'],
    ...(options.onOutput ? { onOutput: options.onOutput } : {}),
    environment: {
      LOCAL_ONLY: 'true',
      PORT: new URL(options.botUrl).port,
      MicrosoftAppId: '',
      MicrosoftAppTenantId: company.tenantId,
      GRAPH_BASE_URL: options.tenant.url,
      GRAPH_ACCESS_TOKEN: options.tenant.token,
      DATABASE_URL: `pglite:${join(options.folder, 'database')}`,
      ADMIN_GROUP_ID: company.groups.admins.id,
      HELPDESK_GROUP_ID: company.groups.helpdesk.id,
      SECURITY_GROUP_ID: company.groups.security.id,
      EXCLUDED_GROUP_ID: company.groups.excluded.id,
      BREAK_GLASS_IDS: company.breakGlassIds.join(','),
    },
  });
}

/** Whoever is in that kind of trouble. */
export function inTrouble(company: Company, cause: string): Visitor {
  const [person] = company.troubles.get(cause) ?? [];
  if (person === undefined) throw new Error(`nobody is in the trouble called '${cause}'`);
  return person;
}

/** The people who share the window's group chat and team. */
function companions(company: Company, person: Visitor): readonly Visitor[] {
  const named = Object.values(company.named).filter((one) => one.id !== person.id);
  const known = new Set([person.id, ...named.map((one) => one.id)]);
  const colleagues = company.users.filter(
    (user) => user.accountEnabled && user.userType === 'Member' && !known.has(user.id),
  );
  return [...named, ...colleagues];
}
