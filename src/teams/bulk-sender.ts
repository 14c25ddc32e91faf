import { judge, type Result } from '../delivery/outcome.ts';
import type { Address, BulkSender, CardEditor, PersonalChats } from '../delivery/ports.ts';
import type { BotApi, Exchange } from './bot-api.ts';

export function createBulkSender({
  api,
  appId,
}: {
  api: Pick<BotApi, 'post' | 'put'>;
  appId: string | null;
}): BulkSender & CardEditor {
  const from = appId === null ? '' : `,"from":${JSON.stringify({ id: `28:${appId}` })}`;
  const pathOf = (conversationId: string) =>
    `v3/conversations/${encodeURIComponent(conversationId)}/activities`;
  // The letter is finished JSON: its last brace makes room for where it goes.
  const addressed = ({ conversationId }: Address, body: string) =>
    `${body.slice(0, -1)},"channelId":"msteams"${from},"conversation":${JSON.stringify({ id: conversationId })}}`;
  return {
    async post(to, body) {
      return toResult(await api.post(to.serviceUrl, pathOf(to.conversationId), addressed(to, body)));
    },
    async edit(to, activityId, body) {
      const path = `${pathOf(to.conversationId)}/${encodeURIComponent(activityId)}`;
      return toResult(await api.put(to.serviceUrl, path, addressed(to, body)));
    },
  };
}

/** Teams answers with the chat that exists, if there is one: asking again creates no second. */
export function createPersonalChats(options: {
  api: BotApi;
  appId: string | null;
  tenantId: string | null;
}): PersonalChats {
  const { api, appId, tenantId } = options;
  return {
    async open(personId, serviceUrl) {
      const tenant = tenantId === null ? {} : { tenantId, channelData: { tenant: { id: tenantId } } };
      const bot = appId === null ? {} : { bot: { id: `28:${appId}` } };
      const body = JSON.stringify({ ...bot, members: [{ id: personId }], isGroup: false, ...tenant });
      const exchange = await api.post(serviceUrl, 'v3/conversations', body);
      const result = toResult(exchange);
      if (result.kind !== 'sent') return result;
      return result.activityId === null
        ? { kind: 'unknown', detail: 'Teams named no conversation' }
        : { kind: 'open', address: { conversationId: result.activityId, serviceUrl } };
    },
  };
}

function toResult(exchange: Exchange): Result {
  if (exchange.kind === 'answer') return judge(exchange.answer);
  if (exchange.kind === 'lost') return { kind: 'unknown', detail: exchange.detail };
  return { kind: 'again', afterMs: null, wholeTenant: false, detail: exchange.detail };
}
