import assert from 'node:assert/strict';
import type { Tools } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Exception } from '../../src/rollout/exceptions.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const PROPOSED: Exception = {
  id: 'e1',
  personId: 'orders',
  name: 'orders@contoso.example',
  sign: 'mailbox',
  foundAt: NOW,
  decided: null,
  closed: null,
  version: 1,
};
const DECIDED: Exception = {
  ...PROPOSED,
  name: 'svc-backup@contoso.example',
  sign: 'service',
  decided: {
    decision: 'certificate',
    ownerId: 'rosa',
    ownerName: 'Rosa Lind',
    expiresOn: '2026-12-01',
    note: 'Nightly backup',
    by: 'omar',
    byName: 'Omar Haddad',
    at: NOW,
  },
};

async function run(words: string, pages: readonly (readonly Exception[] | Error)[]) {
  let out = '';
  let said = '';
  const tools = {
    clock: { now: () => NOW, sleep: async () => {} },
    withExceptions: (use) =>
      use({
        async *everything() {
          for (const page of pages) {
            if (page instanceof Error) throw page;
            yield page;
          }
        },
      }),
  } as Partial<Tools> as Tools;
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
  return { status, out, said };
}

describe('muster exceptions', () => {
  it('lists every account with what was decided, a line each', async () => {
    const { status, out } = await run('exceptions', [[PROPOSED], [DECIDED]]);
    assert.equal(status, 0);
    assert.equal(
      out,
      'orders@contoso.example  mailbox, proposed\n' +
        'svc-backup@contoso.example  service, expiring, certificate until 2026-12-01, owner Rosa Lind: Nightly backup\n',
    );
    assert.match((await run('exceptions', [])).out, /The register is empty/);
  });

  it('is one JSON document, or CSV', async () => {
    const { exceptions, asOf } = JSON.parse((await run('exceptions --json', [[PROPOSED], [DECIDED]])).out);
    assert.deepEqual([exceptions.length, exceptions[1].state, asOf], [2, 'expiring', NOW.toISOString()]);
    const { out } = await run('exceptions --csv', [[PROPOSED], [DECIDED]]);
    assert.equal(out.split('\r\n').length, 4);
  });

  it('does not take both, and says that the database does not answer', async () => {
    assert.equal((await run('exceptions --csv --json', [])).status, 2);
    const down = await run('exceptions --json', [[PROPOSED], new Unavailable('No database.', 'Wait.')]);
    assert.equal(down.status, 5);
    assert.equal(JSON.parse(down.out).error.code, 'unavailable');
  });
});
