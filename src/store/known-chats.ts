import type { Clock } from '../clock.ts';
import type { KnownChats } from '../delivery/ports.ts';
import { forgetInstallation, rememberConversation } from './conversations.ts';
import type { Db } from './db.ts';

export interface Bot {
  /** Null only with LOCAL_ONLY. */
  readonly appId: string | null;
  readonly tenantId: string | null;
}

export function createKnownChats(db: Db, clock: Clock, bot: Bot): KnownChats {
  return {
    remember: (personId, { conversationId, serviceUrl }) =>
      rememberConversation(db, {
        conversationId,
        serviceUrl,
        kind: 'personal',
        personId,
        tenantId: bot.tenantId,
        botId: `28:${bot.appId ?? 'local'}`,
        teamId: null,
        locale: null,
        timeZone: null,
        name: null,
        installed: true,
        at: clock.now(),
      }),
    forget: (conversationId) => forgetInstallation(db, conversationId, clock.now()),
    async anyServiceUrl() {
      const [known] = await db.query<{ serviceUrl: string }>(
        `select service_url as "serviceUrl" from conversations
          where kind = 'personal' and installed limit 1`,
      );
      return known?.serviceUrl ?? null;
    },
  };
}
