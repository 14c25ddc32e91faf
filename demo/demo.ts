import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWindow, type Visitor, type Window } from './playground.ts';
import { freePort, type Running, startProcess } from './processes.ts';
import { startRegistrationPage } from './registering/server.ts';
import { type Crowd, type CrowdOptions, startCrowd } from './teams/crowd.ts';
import { type Company, createCompany } from './tenant/company.ts';
import { startTenant, type Tenant } from './tenant/tenant.ts';

export type WindowName = 'user' | 'helpdesk' | 'admin' | 'caller';

export interface Demo {
  readonly tenant: Tenant;
  readonly company: Company;
  readonly botUrl: string;
  readonly registrationUrl: string;
  readonly windows: Readonly<Partial<Record<WindowName, Window>>>;
  /** Null unless it was asked for. */
  readonly crowd: Crowd | null;
  /** Resolves when a part of it has ended by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const BOT_READY_WITHIN_MS = 30_000;
const PORTS = { bot: 3978, user: 56150, helpdesk: 56151, admin: 56152, caller: 56153, page: 56154 } as const;
/** Who calls the helpdesk first: a new phone, and the prompts still go to the old one. */
const CALLER = 'authenticator-on-old-phone';

export interface DemoOptions {
  readonly windows: readonly WindowName[];
  /** Everybody else of the company, as people who get cards and do something with them. */
  readonly crowd?: CrowdOptions;
  /** Of the bot, over what the demo sets. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onBotOutput?: (text: string) => void;
  /** Ends the start half-way, too; it then rejects, and nothing is left behind. */
  readonly signal?: AbortSignal;
}

type Hold = (release: () => Promise<unknown>) => void;

/**
 * A simulated tenant with its registration page, the bot on it, and a window for each of these people. `stop`
 * leaves nothing behind.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
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
    return { ...(await startParts(options, (release) => releases.push(release))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: DemoOptions, hold: Hold): Promise<Omit<Demo, 'stop'>> {
  const { signal } = options;
  const folder = await mkdtemp(join(tmpdir(), 'muster-demo-'));
  hold(() => rm(folder, { recursive: true, force: true }));
  const company = createCompany();
  const tenant = await startTenant({ company });
  hold(() => tenant.stop());
  const people = options.windows.map((name) => ({ name, person: visitorOf(company, name) }));
  const suggested = people.map(({ person }) => person);
  const page = await startRegistrationPage({ company, suggested, port: await freePort(PORTS.page) });
  hold(() => page.stop());
  signal?.throwIfAborted();
  const botUrl = `http://127.0.0.1:${await freePort(PORTS.bot)}`;
  const bot = startBot(options, { folder, tenant, company, botUrl, registrationUrl: page.url });
  hold(() => bot.stop());
  await bot.says(/"msg":"ready"/, BOT_READY_WITHIN_MS);
  const without = new Set(suggested.map(({ id }) => id));
  const crowd = options.crowd ? await startCrowd({ company, botUrl, without, crowd: options.crowd }) : null;
  if (crowd) hold(() => crowd.stop());
  signal?.throwIfAborted();
  const opened = await openWindows(people, { company, botUrl, folder }, hold);
  signal?.throwIfAborted();
  const running = [bot, ...opened.map(({ process }) => process)];
  return {
    tenant,
    company,
    botUrl,
    registrationUrl: page.url,
    crowd,
    windows: Object.fromEntries(opened.map(({ window }) => [window.name, window])),
    broken: Promise.race(running.map((one) => one.ended.then(() => one.name))),
  };
}

/** All at once; where one does not open, those that did are still held and closed. */
async function openWindows(
  people: readonly { readonly name: WindowName; readonly person: Visitor }[],
  {
    company,
    botUrl,
    folder,
  }: { readonly company: Company; readonly botUrl: string; readonly folder: string },
  hold: Hold,
) {
  const opening = await Promise.allSettled(
    people.map(async ({ name, person }) => {
      const others = companions(company, person);
      const port = await freePort(PORTS[name]);
      return openWindow({ name, person, others, tenantId: company.tenantId, botUrl, port, folder });
    }),
  );
  const opened = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  for (const { process } of opened) hold(() => process.stop());
  for (const one of opening) if (one.status === 'rejected') throw one.reason;
  return opened;
}

function startBot(
  { onBotOutput, environment }: DemoOptions,
  parts: {
    readonly folder: string;
    readonly tenant: Tenant;
    readonly company: Company;
    readonly botUrl: string;
    readonly registrationUrl: string;
  },
): Running {
  const { company } = parts;
  return startProcess({
    name: 'bot',
    file: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    words: ['serve'],
    ...(onBotOutput ? { onOutput: onBotOutput } : {}),
    environment: {
      LOCAL_ONLY: 'true',
      PORT: new URL(parts.botUrl).port,
      MicrosoftAppId: '',
      MicrosoftAppTenantId: company.tenantId,
      GRAPH_BASE_URL: parts.tenant.url,
      GRAPH_ACCESS_TOKEN: parts.tenant.token,
      DATABASE_URL: `pglite:${join(parts.folder, 'database')}`,
      ADMIN_GROUP_ID: company.groups.admins.id,
      HELPDESK_GROUP_ID: company.groups.helpdesk.id,
      SECURITY_GROUP_ID: company.groups.security.id,
      EXCLUDED_GROUP_ID: company.groups.excluded.id,
      BREAK_GLASS_IDS: company.breakGlassIds.join(','),
      REGISTRATION_URL: parts.registrationUrl,
      ...environment,
    },
  });
}

function visitorOf(company: Company, name: WindowName): Visitor {
  return name === 'caller' ? inTrouble(company, CALLER) : company.named[name];
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
