import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { startTenant, type TenantOptions } from '../../demo/tenant/tenant.ts';
import { systemClock } from '../../src/clock.ts';
import { MissingLicence, MissingPermission, Unavailable } from '../../src/errors.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph } from '../../src/graph/client.ts';
import { createLegacyLog } from '../../src/graph/legacy-sign-ins.ts';
import { LEGACY_PROTOCOLS } from '../../src/rollout/legacy-protocols.ts';
import type { LegacyLog, LegacySignIn } from '../../src/rollout/legacy-sign-in.ts';
import { graphError, type Reply, serveGraph } from '../support/fake-graph.ts';

const SINCE = new Date('2026-10-21T09:00:00.789Z');

async function visit(url: string, token: string, work: (log: LegacyLog) => Promise<void>): Promise<void> {
  const clock = { now: systemClock.now, sleep: async () => {} };
  const unlimited = { requests: 1000, milliseconds: 1, keptForQuestions: 0 };
  const limits = {
    directory: unlimited,
    activity: unlimited,
    reports: unlimited,
    protection: unlimited,
    health: unlimited,
    teamwork: unlimited,
  };
  const budget = createBudget({ clock, limits });
  const graph = createGraph({ baseUrl: url, token: async () => token, budget, clock });
  await work(createLegacyLog(graph, { urgency: 'background' }));
}

async function visitTenant(options: Partial<TenantOptions>, work: (log: LegacyLog) => Promise<void>) {
  const tenant = await startTenant({ company: createCompany(), ...options });
  try {
    await visit(tenant.url, tenant.token, work);
  } finally {
    await tenant.stop();
  }
}

async function all(pages: AsyncIterable<readonly LegacySignIn[]>): Promise<LegacySignIn[]> {
  const rows: LegacySignIn[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

const monthAgo = () => new Date(Date.now() - 30 * 86_400_000);

const raw = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: 's1',
  createdDateTime: '2026-11-19T08:00:00.1234567Z',
  userId: 'AAAAAAAA-0000-4000-8000-000000000001',
  userPrincipalName: 'ada@contoso.example',
  userDisplayName: 'Ada',
  appDisplayName: 'Office 365 Exchange Online',
  clientAppUsed: 'IMAP4',
  ipAddress: '198.51.100.7',
  status: { errorCode: 0 },
  ...over,
});

async function read(reply: readonly Reply[] | Parameters<typeof serveGraph>[0]) {
  await using server = await serveGraph(reply);
  let rows: LegacySignIn[] = [];
  await visit(server.baseUrl, 'token', async (log) => {
    rows = await all(log.interactive(SINCE));
  });
  return { rows, seen: server.seen.map(({ url }) => decodeURIComponent(url)) };
}

describe('the log of legacy sign-ins', () => {
  it('finds the machines and old programs of a strict tenant, and nothing that can show a page', () =>
    visitTenant({}, async (log) => {
      const rows = await all(log.interactive(monthAgo()));
      assert.deepEqual([...new Set(rows.map(({ protocol }) => protocol))].sort(), [
        'Authenticated SMTP',
        'Exchange ActiveSync',
        'IMAP4',
      ]);
      assert.ok(
        rows.some(({ displayName, code }) => displayName === 'Scanner to Mail Service' && code === 0),
      );
    }));

  it('asks beta for what programs do by themselves', async () => {
    const company = createCompany();
    const scanner = company.signIns.find((row) => row.clientAppUsed === 'Authenticated SMTP');
    company.addSignIn({
      ...scanner,
      id: '0b3a1c9e-5d8c-4f6e-9b0e-4d7d3a9f0001',
      clientAppUsed: 'POP3',
      isInteractive: false,
      signInEventTypes: ['nonInteractiveUser'],
    });
    await visitTenant({ company }, async (log) => {
      const rows = await all(log.nonInteractive(monthAgo()));
      assert.deepEqual(
        rows.map(({ protocol }) => protocol),
        ['POP3'],
      );
    });
  });

  it('says which permission or licence is missing', async () => {
    await visitTenant({ permissions: [] }, (log) =>
      assert.rejects(all(log.interactive(monthAgo())), MissingPermission),
    );
    await visitTenant({ licences: [] }, (log) =>
      assert.rejects(all(log.nonInteractive(monthAgo())), MissingLicence),
    );
  });

  it('asks for each protocol by name, in the window, with the largest pages', async () => {
    const { seen } = await read([{ json: { value: [] } }]);
    assert.equal(seen.length, 1);
    assert.match(seen[0] ?? '', /createdDateTime ge 2026-10-21T09:00:00Z and \(clientAppUsed eq 'Exchange/);
    assert.match(seen[0] ?? '', /\$top=1000/);
    for (const protocol of LEGACY_PROTOCOLS) assert.ok(seen[0]?.includes(`clientAppUsed eq '${protocol}'`));
  });

  it('halves a question that is refused until it is understood', async () => {
    const most = 6;
    const { rows, seen } = await read(({ url }) => {
      const asked = decodeURIComponent(url).match(/clientAppUsed eq/g)?.length ?? 0;
      if (asked > most) return graphError(400, 'BadRequest', 'Too complex.');
      return { json: { value: decodeURIComponent(url).includes("'IMAP4'") ? [raw()] : [] } };
    });
    assert.equal(rows.length, 1);
    assert.ok(seen.length > 2 && seen.length < LEGACY_PROTOCOLS.length);
  });

  it('counts no row twice where what answers compares without regard to case, or answers with everything', async () => {
    const { rows } = await read(({ url }) => {
      const asked = decodeURIComponent(url).match(/clientAppUsed eq/g)?.length ?? 0;
      if (asked > 1) return graphError(400, 'BadRequest', 'Too complex.');
      const both = [raw({ clientAppUsed: 'AutoDiscover' }), raw({ clientAppUsed: 'Autodiscover' })];
      const silent = raw({ isInteractive: false });
      return { json: { value: [...both, silent] } };
    });
    assert.deepEqual(rows.map(({ protocol }) => protocol).sort(), ['AutoDiscover', 'Autodiscover']);
  });

  it('is unavailable where even one protocol is refused', async () => {
    await assert.rejects(read([graphError(400, 'BadRequest')]), Unavailable);
  });

  it('takes rows with nothing but a time and a protocol, and leaves what makes no sense', async () => {
    const { rows } = await read([
      {
        json: {
          value: [
            raw(),
            { createdDateTime: '2026-11-19T08:00:00Z', clientAppUsed: 'pop3', status: { errorCode: 50126 } },
            raw({ clientAppUsed: 'Browser' }),
            raw({ clientAppUsed: null }),
            raw({ createdDateTime: 'yesterday' }),
            raw({ status: null }),
            raw({ userId: '00000000-0000-0000-0000-000000000000', code: 50034 }),
            'not a row',
          ],
        },
      },
    ]);
    assert.deepEqual(
      rows.map(({ personId, protocol, code }) => [personId, protocol, code]),
      [
        ['aaaaaaaa-0000-4000-8000-000000000001', 'IMAP4', 0],
        ['', 'pop3', 50126],
        ['aaaaaaaa-0000-4000-8000-000000000001', 'IMAP4', null],
        ['', 'IMAP4', 0],
      ],
    );
    assert.deepEqual(rows[1]?.ip, null);
  });

  it('calls the device by its name, else by its program and system, else as it calls itself', async () => {
    const devices = [
      { deviceDetail: { displayName: 'HB-1', browser: 'Outlook' } },
      { deviceDetail: { browser: 'Microsoft Office 15.0', operatingSystem: 'Windows 7' } },
      { deviceDetail: null, userAgent: 'BAV2ROPC' },
      {},
    ];
    const { rows } = await read([{ json: { value: devices.map(raw) } }]);
    assert.deepEqual(
      rows.map(({ device }) => device),
      ['HB-1', 'Microsoft Office 15.0, Windows 7', 'BAV2ROPC', null],
    );
  });
});
