import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
} from 'botbuilder';
import { prepareLetter } from '../../src/delivery/letter.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { addChats, fakeCampaigns, personId } from '../support/delivery.ts';
import { createWorker } from '../support/delivery-worker.ts';

const PEOPLE = 20_000;
const ROUNDS = 3;
const AT_ONCE = 64;
const BATCH = 50;
const TIMES_BOTBUILDER = 3;
const CPU_OF_BOTBUILDER = 0.5;
/** A card of the size that a reminder has. */
const CARD = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: Array.from({ length: 12 }, (_, index) => ({
    type: 'TextBlock',
    wrap: true,
    text: `Paragraph ${index} of what everybody reads before they press the button. ${'x'.repeat(150)}`,
  })),
};

interface Sender {
  readonly name: string;
  prepare?(round: number): Promise<void>;
  send(round: number): Promise<void>;
  close?(): Promise<void>;
}
interface Measured {
  readonly perSecond: number;
  /** CPU seconds of this process for 1,000 messages. */
  readonly cpu: number;
}

const chatOf = (number: number) => `a:${personId(number)}`;
const campaign = () => fakeCampaigns('');
const activityOf = (name: string): Partial<Activity> => ({
  type: 'message',
  summary: `en: ${name}`,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: CARD }],
});

function bare(serviceUrl: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const { hostname, port } = new URL(serviceUrl);
  const post = (number: number) =>
    new Promise<void>((resolve, reject) => {
      const chat = chatOf(number);
      const body = JSON.stringify({
        ...activityOf(personId(number)),
        channelId: 'msteams',
        conversation: { id: chat },
      });
      const path = `/v3/conversations/${encodeURIComponent(chat)}/activities`;
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      request({ agent, hostname, port, path, method: 'POST', headers }, (response) => {
        response.resume();
        response.on('end', resolve);
      })
        .on('error', reject)
        .end(body);
    });
  return {
    name: 'a bare HTTP client',
    async send() {
      let next = 1;
      const work = async () => {
        for (let number = next++; number <= PEOPLE; number = next++) await post(number);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    },
    async close() {
      agent.destroy();
    },
  };
}

function botbuilder(serviceUrl: string): Sender {
  const credentials = new ConfigurationServiceClientCredentialFactory({});
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}, credentials));
  return {
    name: `botbuilder, batches of ${BATCH}`,
    async send() {
      for (let from = 1; from <= PEOPLE; from += BATCH) {
        const batch = Array.from({ length: BATCH }, (_, index) => {
          const conversation = {
            id: chatOf(from + index),
            isGroup: false,
            conversationType: 'personal',
            name: '',
          };
          const reference = {
            channelId: 'msteams',
            serviceUrl,
            conversation,
            bot: { id: '28:bot', name: '' },
          };
          return adapter.continueConversationAsync(
            '',
            reference as Partial<ConversationReference>,
            async (context) => {
              await context.sendActivity(activityOf(personId(from + index)));
            },
          );
        });
        await Promise.all(batch);
      }
    },
  };
}

async function ours(name: string, database: Database, serviceUrl: string): Promise<Sender> {
  await migrate(database);
  await addChats(database, PEOPLE, serviceUrl);
  const campaigns = campaign();
  campaigns.letterFor = async () => ({ activity: activityOf('\uE000name\uE001') });
  const worker = createWorker({ database, campaigns, perSecond: null });
  await worker.start();
  const wave = (round: number) => ({ campaignId: `campaign-${round}`, wave: 'announce' });
  return {
    name,
    async prepare(round) {
      campaigns.standing = 'paused';
      await worker.plan(PEOPLE, wave(round));
      // As a server that has run for a while has done.
      await database.query('vacuum analyze');
      campaigns.standing = 'running';
    },
    async send(round) {
      await worker.resume(wave(round));
      await worker.finished(PEOPLE, wave(round));
    },
    async close() {
      await worker.stop();
      await database.close();
    },
  };
}

export async function bench(): Promise<boolean> {
  const server = fork(new URL('teams-server.ts', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const senders: Sender[] = [];
  try {
    const [{ serviceUrl }] = (await once(server, 'message')) as [{ serviceUrl: string }]; // what it sends when it listens
    senders.push(botbuilder(serviceUrl), bare(serviceUrl));
    const pglite = await openDatabase(
      { kind: 'pglite', folder: join(folder, 'data') },
      { databaseUrl: null },
    );
    senders.push(await ours('Muster on PGlite', pglite, serviceUrl));
    const schema = `bench_${process.pid}`;
    const postgres = await openPostgres(schema);
    if (postgres) senders.push(await ours('Muster on PostgreSQL', postgres, serviceUrl));
    const good = await measure(senders, server);
    for (const sender of senders.splice(0)) await sender.close?.();
    await dropSchema(schema);
    return good;
  } finally {
    server.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(senders: readonly Sender[], server: ChildProcess): Promise<boolean> {
  const letter = prepareLetter({ activity: activityOf('Ada') }).fill({});
  say(
    `${PEOPLE.toLocaleString('en-GB')} cards of ${letter.length} bytes to as many chats, Teams in another process, ` +
      `no limit on the rate, medians of ${ROUNDS} rounds in turn; Node ${process.version}`,
  );
  const rounds = new Map<Sender, Measured[]>(senders.map((sender) => [sender, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const sender of senders) rounds.get(sender)?.push(await measureRound(sender, round, server));
  }
  const results = senders.map((sender) => ({ name: sender.name, ...medianOf(rounds.get(sender) ?? []) }));
  const [slow, fast, ...muster] = results;
  if (!slow || !fast) return false;
  for (const { name, perSecond, cpu } of results) {
    say(
      `${name.padEnd(27)} ${Math.round(perSecond).toLocaleString('en-GB').padStart(7)}/s  ` +
        `${cpu.toFixed(3)} CPU s per 1,000  ${(perSecond / slow.perSecond).toFixed(2)}× botbuilder's rate, ` +
        `${(cpu / slow.cpu).toFixed(2)} of its CPU; ${(perSecond / fast.perSecond).toFixed(2)} of the bare client's rate`,
    );
  }
  const good = muster.some(
    ({ perSecond, cpu }) =>
      perSecond >= TIMES_BOTBUILDER * slow.perSecond && cpu <= CPU_OF_BOTBUILDER * slow.cpu,
  );
  say(
    `target: ${TIMES_BOTBUILDER} times botbuilder's rate at ${CPU_OF_BOTBUILDER} of its CPU or less, ledger on: ` +
      (good ? 'met' : 'missed'),
  );
  return good;
}

async function measureRound(sender: Sender, round: number, server: ChildProcess): Promise<Measured> {
  await sender.prepare?.(round);
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await sender.send(round);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  server.send('figures');
  const [figures] = (await once(server, 'message')) as [{ chats: number; most: number }]; // what it answers
  if (figures.chats !== PEOPLE || figures.most !== 1) {
    throw new Error(`${sender.name} reached ${figures.chats} chats, one of them ${figures.most} times`);
  }
  return { perSecond: PEOPLE / seconds, cpu: ((user + system) / 1e6 / PEOPLE) * 1000 };
}

function medianOf(all: readonly Measured[]): Measured {
  const middle = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    perSecond: middle(all.map(({ perSecond }) => perSecond)),
    cpu: middle(all.map(({ cpu }) => cpu)),
  };
}

async function openPostgres(schema: string): Promise<Database | null> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return null;
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  const database = await openDatabase({ kind: 'postgres' }, { databaseUrl: url.href });
  await database.query(`create schema ${schema}`);
  return database;
}

async function dropSchema(schema: string): Promise<void> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return;
  const database = await openDatabase({ kind: 'postgres' }, { databaseUrl: server });
  await database.query(`drop schema ${schema} cascade; drop schema muster_jobs cascade`);
  await database.close();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) process.exitCode = (await bench()) ? 0 : 1;
