import { AsyncLocalStorage } from 'node:async_hooks';
import { createMetrics } from '../../src/http/metrics.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { Adapter, type TurnLogic } from '../../src/teams/adapter.ts';
import { createAuthentication } from '../../src/teams/authentication.ts';
import { APP_ID, TENANT_ID } from './channel.ts';
import { startConnector } from './connector.ts';

/**
 * The edge of the bot in a process of its own, so that a crash is a crash and its memory is its own: one server
 * that checks tokens and one for this machine alone. Says where it listens, and what it uses when it is asked.
 */
const metadataUrl = process.argv[2] ?? '';
const log = createLog({ level: 'info', destination: { write: () => {} } });
const teams = await startConnector();

const logic: TurnLogic = async (context, activity) => {
  teams.calls.length = 0;
  if (activity.type === 'invoke') {
    await context.sendActivity({
      type: 'invokeResponse',
      value: { status: 200, body: { said: activity.value } },
    });
  } else await context.sendActivity(`You said ${activity.text ?? JSON.stringify(activity.value)}`);
};

async function start(localOnly: boolean): Promise<string> {
  const adapter = new Adapter({
    authentication: createAuthentication({
      bot: localOnly ? null : { appId: APP_ID, type: 'SingleTenant', tenantId: TENANT_ID },
      password: localOnly ? null : 'p',
      localOnly,
      metadataUrl,
      connectorTimeoutMs: 500,
    }),
    origin: { tenantId: localOnly ? null : TENANT_ID, localOnly },
    log,
    onTurnError: async () => {},
  });
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    localOnly,
    // Replies to Teams itself would leave this machine: behind the token, reading the activity is all.
    receive: ({ authorization, body }) =>
      adapter.receive(authorization, body, localOnly ? logic : async () => {}),
    readiness: async () => ({ ok: true, checks: {} }),
    metrics: createMetrics(),
    log,
    trail: new AsyncLocalStorage(),
    // Whoever sends may be busy itself; on a loaded machine less than this cuts off honest requests.
    timeoutMs: 750,
  });
  return (await server.start()).url;
}

const faults: string[] = [];
for (const event of ['unhandledRejection', 'warning'] as const) {
  process.on(event, (reason: unknown) => faults.push(`${event}: ${String(reason)}`));
}
process.on('message', () => {
  // Twice: what the first pass finalises, the second frees.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({ faults, ...process.memoryUsage() });
});
process.send?.({ local: await start(true), guarded: await start(false), serviceUrl: teams.serviceUrl });
