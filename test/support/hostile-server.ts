import { AsyncLocalStorage } from 'node:async_hooks';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { Adapter } from '../../src/teams/adapter.ts';
import { createAuthentication } from '../../src/teams/authentication.ts';
import { APP_ID, TENANT_ID } from './channel.ts';

/**
 * The bot in a process of its own, so that a crash is a crash and its memory is its own: the whole of it for this
 * machine alone, and beside it the edge that checks tokens. Says where they listen, and what they use when asked.
 */
const [metadataUrl = '', environment = '{}'] = process.argv.slice(2);
const faults: string[] = [];
const destination = {
  write(line: string) {
    if (JSON.parse(line).level === 'error') faults.push(line);
  },
};

const NO_LIMIT = { requests: 1_000, milliseconds: 1, keptForQuestions: 0 };
const app = await buildApp(loadConfig(JSON.parse(environment)), {
  logTo: destination,
  // Waiting for Graph's turn would be most of the time of a run.
  graphLimits: {
    directory: NO_LIMIT,
    activity: NO_LIMIT,
    reports: NO_LIMIT,
    protection: NO_LIMIT,
    health: NO_LIMIT,
    teamwork: NO_LIMIT,
  },
});

const log = createLog({ level: 'info', destination });
const adapter = new Adapter({
  authentication: createAuthentication({
    bot: { appId: APP_ID, type: 'SingleTenant', tenantId: TENANT_ID },
    password: 'p',
    localOnly: false,
    metadataUrl,
  }),
  origin: { tenantId: TENANT_ID, localOnly: false },
  log,
  onTurnError: async () => {},
});
const edge = createServer({
  host: '127.0.0.1',
  port: 0,
  localOnly: false,
  // Replies to Teams itself would leave this machine: behind the token, reading the activity is all.
  receive: ({ authorization, body }) => adapter.receive(authorization, body, async () => {}),
  readiness: async () => ({ ok: true, checks: {} }),
  metrics: createMetrics(),
  log,
  trail: new AsyncLocalStorage(),
  // Whoever sends may be busy itself; on a loaded machine less than this cuts off honest requests.
  timeoutMs: 750,
});

for (const event of ['unhandledRejection', 'warning'] as const) {
  process.on(event, (reason: unknown) => faults.push(`${event}: ${String(reason)}`));
}
process.on('message', () => {
  // Twice: what the first pass finalises, the second frees.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({ faults, ...process.memoryUsage() });
});
process.send?.({ whole: (await app.start()).url, edge: (await edge.start()).url });
