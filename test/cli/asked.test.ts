import assert from 'node:assert/strict';
import type { Tools } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Case } from '../../src/triage/cases.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const one = (number: number, over: Partial<Case> = {}): Case => ({
  id: `ca5e0000-0000-4000-8000-00000000000${number}`,
  askerId: 'asker-1',
  personId: 'person-1',
  askedAt: new Date('2026-11-19T09:00:00Z'),
  since: new Date('2026-11-12T09:00:00Z'),
  until: null,
  application: null,
  answer: {
    cause: 'account-takeover',
    confidence: 'high',
    securityEscalation: true,
    guards: ['protected-admin', 'external-guest'],
    fixes: ['page-security'],
  },
  stepsSentAt: null,
  ...over,
});
const PAGES = [[one(1), one(2, { askerId: 'asker-2', application: '=cmd, "x"', answer: null })], [one(3)]];

async function run(words: string, pages: readonly (readonly Case[] | Error)[] = PAGES) {
  const unused = () => assert.fail('not used here');
  const asked: Date[] = [];
  const tools: Tools = {
    config: loadConfig({ LOCAL_ONLY: 'true' }),
    clock: { now: () => NOW, sleep: async () => {} },
    directory: { findPerson: unused, searchPeople: unused, groupsHolding: unused, organisation: unused },
    registrations: { methodsOf: unused, reportPages: unused },
    legacyLog: { interactive: unused, nonInteractive: unused },
    readiness: unused,
    validate: unused,
    tellGate: unused,
    diagnose: unused,
    async *askedSince(since) {
      asked.push(since);
      for (const page of pages) {
        if (page instanceof Error) throw page;
        yield page;
      }
    },
    withCampaigns: unused,
    withExceptions: unused,
    plan: unused,
    kit: unused,
    probeGraph: unused,
    probeDatabase: unused,
    migrate: unused,
    serve: unused,
  };
  let out = '';
  let said = '';
  const status = await runCommandLine(words.split(' '), {
    out: async (text) => {
      out += text;
    },
    say: (text) => {
      said += text;
    },
    signal: new AbortController().signal,
    tools: async () => tools,
  });
  return { status, out, said, asked };
}

describe('muster asked', () => {
  it('counts questions, askers, people and what went to security', async () => {
    const { status, out } = await run('asked');
    assert.equal(status, 0);
    assert.match(out, /^3 questions in 180 days, by 2 people about 1; 2 went to security\./);
  });

  it('goes back as far as it is told to, and no further than questions are kept', async () => {
    assert.deepEqual((await run('asked --days 7')).asked, [new Date('2026-11-13T09:00:00Z')]);
    for (const days of ['0', '181', 'x', '1.5']) {
      const { status, asked } = await run(`asked --days ${days}`);
      assert.equal(status, 2);
      assert.deepEqual(asked, []);
    }
  });

  it('writes every question as a line that a spreadsheet does not run', async () => {
    const { out } = await run('asked --csv');
    const lines = out.split('\r\n');
    assert.match(lines[0] ?? '', /^caseId,askedAt,askerId,personId,/);
    assert.equal(lines.length, 5);
    assert.match(lines[1] ?? '', /,account-takeover,high,true,protected-admin external-guest,$/);
    assert.match(lines[2] ?? '', /,"'=cmd, ""x""",,,,,$/);
  });

  it('writes one JSON document, also of nothing', async () => {
    const { asked } = JSON.parse((await run('asked --json')).out);
    assert.equal(asked.length, 3);
    assert.deepEqual(asked[0].guards, ['protected-admin', 'external-guest']);
    assert.deepEqual(JSON.parse((await run('asked --json', [])).out), { asked: [] });
    assert.match((await run('asked --csv', [])).out, /^caseId,.*\r\n$/);
  });

  it('names nobody: object ids alone', async () => {
    assert.doesNotMatch((await run('asked --csv')).out, /@|displayName|userPrincipalName/);
  });

  it('prints nothing but the error where the database does not answer', async () => {
    const { status, out } = await run('asked --csv', [new Unavailable('No database.', 'Start it.')]);
    assert.deepEqual([status, out], [5, '']);
  });

  it('refuses two formats at once', async () => {
    assert.equal((await run('asked --csv --json')).status, 2);
  });
});
