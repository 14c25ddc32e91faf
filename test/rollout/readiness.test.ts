import assert from 'node:assert/strict';
import { MissingPermission } from '../../src/errors.ts';
import { BLADES } from '../../src/rollout/blades.ts';
import { defineGate, GATE_IDS, type Gate } from '../../src/rollout/gate.ts';
import { GATES } from '../../src/rollout/gates/table.ts';
import type { FactReaders } from '../../src/rollout/ports.ts';
import { startReadiness } from '../../src/rollout/readiness.ts';
import { createReadinessDesk } from '../../src/rollout/readiness-desk.ts';
import { createManualClock } from '../support/clock.ts';

const PASS = { status: 'pass', found: [], fix: [], items: [] } as const;
const link = 'https://entra.microsoft.com/';
const DENIED = new MissingPermission('Policy.Read.All', 'policies');

const defaults = defineGate({
  id: 'security-defaults',
  link,
  needs: ['securityDefaults'],
  judge: ({ securityDefaults }) => ({ ...PASS, status: securityDefaults ? 'fail' : 'pass' }),
});
const enforcement = defineGate({
  id: 'enforcement-policy',
  link,
  needs: ['securityDefaults'],
  wants: ['policies'],
  judge: ({ policies }) => ({ ...PASS, status: policies.known ? 'pass' : 'warn' }),
});

function start(gates: readonly Gate[], readers: Partial<FactReaders>) {
  const clock = createManualClock();
  // A gate asks for nothing but what it declares.
  return { clock, run: startReadiness({ gates, clock, readers: readers as FactReaders }) };
}

describe('the table of gates', () => {
  it('has each gate of the contract once', () => {
    assert.deepEqual(GATES.map(({ id }) => id).toSorted(), [...GATE_IDS].toSorted());
  });

  it('gives each its page in the Entra admin center', () => {
    for (const gate of GATES)
      assert.match(gate.link, /^https:\/\/entra\.microsoft\.com\/#view\/\S+$/, gate.id);
  });
});

describe('readiness', () => {
  it('reads each fact once, whatever number of gates stand on it', async () => {
    let asked = 0;
    const securityDefaults = async () => {
      asked += 1;
      return false;
    };
    const { run, clock } = start([defaults, enforcement], { securityDefaults, policies: async () => [] });
    const { gates, asOf, complete, bugs } = await run.whole;
    assert.deepEqual(
      gates.map(({ id, status }) => [id, status]),
      [
        ['enforcement-policy', 'pass'],
        ['security-defaults', 'pass'],
      ],
    );
    assert.deepEqual([asked, asOf, complete, bugs], [1, clock.now(), true, []]);
  });

  it('leaves a gate unknown whose fact cannot be read, says why, and judges the others', async () => {
    const policies = () => Promise.reject(DENIED);
    const needy = { ...enforcement, needs: enforcement.reads };
    const { run } = start([defaults, needy], { securityDefaults: async () => false, policies });
    const { gates, bugs } = await run.whole;
    assert.deepEqual(
      gates.map((gate) => [gate.status, gate.missing, gate.link]),
      [
        ['unknown', [DENIED], BLADES.appRegistrations],
        ['pass', [], link],
      ],
    );
    assert.deepEqual(bugs, []);
  });

  it('tells a gate what it wanted and could not have', async () => {
    const policies = () => Promise.reject(DENIED);
    const { run } = start([enforcement], { securityDefaults: async () => false, policies });
    assert.equal((await run.whole).gates[0]?.status, 'warn');
  });

  it('never takes a mistake of ours for a pass, and hands it on', async () => {
    const bug = new TypeError('undefined is not a function');
    const broken = defineGate({
      id: 'legacy-auth',
      link,
      needs: [],
      judge() {
        throw bug;
      },
    });
    const { run } = start([defaults, broken], { securityDefaults: () => Promise.reject(bug) });
    const { gates, bugs } = await run.whole;
    assert.deepEqual(
      gates.map(({ status, missing }) => [status, missing[0]?.cause]),
      [
        ['unknown', bug],
        ['unknown', bug],
      ],
    );
    assert.deepEqual(bugs, [bug]);
  });

  it('shows what is known after a while, and the whole when it is there', async () => {
    const late = Promise.withResolvers<boolean>();
    const quick = defineGate({ id: 'legacy-auth', link, needs: [], judge: () => PASS });
    const { run, clock } = start([defaults, quick], { securityDefaults: () => late.promise });
    const soon = run.soon(4_000);
    await clock.advance(4_000);
    const first = await soon;
    assert.deepEqual([first.complete, first.gates.map(({ id }) => id)], [false, ['legacy-auth']]);
    late.resolve(false);
    assert.equal((await run.whole).gates.length, 2);
    assert.equal((await run.soon(4_000)).complete, true);
  });

  it('is read once for all who ask meanwhile, and anew for the next', async () => {
    const late = Promise.withResolvers<boolean>();
    let started = 0;
    const desk = createReadinessDesk(() => {
      started += 1;
      return start([defaults], { securityDefaults: () => late.promise }).run;
    });
    const [one, other] = [desk.check(), desk.check()];
    assert.equal(one, other);
    late.resolve(false);
    await one.whole;
    await Promise.resolve();
    assert.notEqual(desk.check(), one);
    assert.equal(started, 2);
  });
});
