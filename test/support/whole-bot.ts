import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Company } from '../../demo/tenant/company.ts';
import { startTenant, type Tenant } from '../../demo/tenant/tenant.ts';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { type StandInConnector, startConnector } from './connector.ts';

const NO_LIMIT = { requests: 1_000, milliseconds: 1, keptForQuestions: 0 };
const NO_LIMITS = {
  directory: NO_LIMIT,
  activity: NO_LIMIT,
  reports: NO_LIMIT,
  protection: NO_LIMIT,
  health: NO_LIMIT,
  teamwork: NO_LIMIT,
};

export interface Sender {
  readonly id: string;
  readonly displayName: string;
}

interface Chat {
  readonly kind?: string;
  readonly id?: string;
  readonly locale?: string;
}

export interface Post {
  readonly method: string;
  readonly to: string;
  readonly activityId: string | null;
  readonly text: string;
  readonly summary: string;
}

/** Everything but Teams and Graph is the real thing: HTTP, database, queue, cards. */
export interface WholeBot {
  readonly tenant: Tenant;
  readonly connector: StandInConnector;
  readonly log: string[];
  say(from: Sender, text: string, chat?: Chat): Promise<unknown>;
  invoke(from: Sender, name: string, value: object, chat?: Chat): Promise<string>;
  press(from: Sender, verb: string, data: object, chat?: Chat): Promise<string>;
  install(from: Sender): Promise<unknown>;
  /** What was posted and updated, in order. */
  posted(): readonly Post[];
  /** Waits until something of what was posted fits. */
  shown(fits: (post: Post) => boolean): Promise<Post>;
  stop(): Promise<void>;
}

export interface WholeBotOptions {
  readonly breakGlassIds?: readonly string[];
  readonly excludedGroupId?: string | null;
  /** Graph permissions that were consented to; all that Muster asks for, unless said otherwise. */
  readonly permissions?: readonly string[];
}

export async function startWholeBot(
  company: Company,
  { breakGlassIds = company.breakGlassIds, excludedGroupId = null, permissions }: WholeBotOptions = {},
): Promise<WholeBot> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-whole-'));
  const tenant = await startTenant({ company, validate: true, ...(permissions ? { permissions } : {}) });
  const connector = await startConnector();
  const log: string[] = [];
  const config = loadConfig({
    LOCAL_ONLY: 'true',
    PORT: '0',
    MicrosoftAppTenantId: company.tenantId,
    GRAPH_BASE_URL: tenant.url,
    GRAPH_ACCESS_TOKEN: tenant.token,
    DATABASE_URL: `pglite:${join(folder, 'database')}`,
    ADMIN_GROUP_ID: company.groups.admins.id,
    HELPDESK_GROUP_ID: company.groups.helpdesk.id,
    SECURITY_GROUP_ID: company.groups.security.id,
    BREAK_GLASS_IDS: breakGlassIds.join(','),
    ...(excludedGroupId === null ? {} : { EXCLUDED_GROUP_ID: excludedGroupId }),
    LOG_LEVEL: 'info',
  });
  const app = await buildApp(config, {
    logTo: { write: (line) => void log.push(line) },
    graphLimits: NO_LIMITS,
  });
  const { url } = await app.start();

  const post = async (from: Sender, more: object, { kind = 'personal', id, locale = 'en-GB' }: Chat = {}) => {
    const conversation = { id: id ?? `chat-${from.id}`, conversationType: kind, tenantId: company.tenantId };
    const activity = {
      id: 'incoming-1',
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      from: { id: `29:${from.id}`, name: from.displayName, aadObjectId: from.id },
      recipient: { id: '28:muster', name: 'Muster' },
      conversation,
      channelData: { tenant: { id: company.tenantId } },
      locale,
      timestamp: new Date().toISOString(),
      ...more,
    };
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    return response.text();
  };
  const invoke = (from: Sender, name: string, value: object, chat?: Chat) =>
    post(from, { type: 'invoke', name, value, replyToId: 'pressed-card' }, chat);

  const posted = () =>
    connector.calls
      .filter(({ method }) => method === 'POST' || method === 'PUT')
      .map(({ method, path, body }) => ({
        method,
        to: decodeURIComponent(path.split('/')[3] ?? ''),
        activityId: path.split('/')[5] ?? null,
        text: JSON.stringify(body),
        summary: String(body?.summary),
      }));

  return {
    tenant,
    connector,
    log,
    say: (from, text, chat) => post(from, { type: 'message', text }, chat),
    invoke,
    press: (from, verb, data, chat) =>
      invoke(from, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb, data } }, chat),
    install: (from) => post(from, { type: 'installationUpdate', action: 'add' }),
    posted,
    async shown(fits) {
      const bound = Date.now() + 10_000;
      for (;;) {
        const found = posted().find(fits);
        if (found) return found;
        if (Date.now() > bound)
          throw new Error(`never shown; ${JSON.stringify(posted().map((one) => one.summary))}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      await app.stop();
      await Promise.all([tenant.stop(), connector.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
