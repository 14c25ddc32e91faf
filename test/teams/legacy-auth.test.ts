import assert from 'node:assert/strict';
import sinon from 'sinon';
import { MissingPermission, Unavailable } from '../../src/errors.ts';
import { createLegacyCounter, type LegacyReading } from '../../src/rollout/legacy-auth.ts';
import { createLegacyDesk } from '../../src/rollout/legacy-desk.ts';
import { ACTIONS } from '../../src/teams/actions.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import { showLegacyAuth } from '../../src/teams/legacy-auth.ts';
import type { Answer } from '../../src/teams/rows.ts';
import type { Services } from '../../src/teams/turn.ts';
import { createHastyClock, createManualClock } from '../support/clock.ts';
import { turnOf } from '../support/turn.ts';

const turn = turnOf({ roles: ['user', 'admin'] });

function servicesWith(read: () => Promise<LegacyReading>, clock = createManualClock()): Services {
  return {
    clock,
    directory: { organisation: sinon.stub().rejects(new Unavailable('No Graph.', 'Wait.')) },
    legacy: createLegacyDesk({ clock, read }),
    // What this card needs; a handler that reaches for more fails.
  } as unknown as Services;
}

function nothingFound(): LegacyReading {
  const window = { days: 30, since: new Date(0), asOf: new Date('2026-11-20T09:00:00Z') };
  return { report: createLegacyCounter().report(window), withoutNonInteractive: null };
}

const drawn = (answer: Answer) => JSON.stringify(answer);

describe('asking in Teams who signs in by a legacy protocol', () => {
  it('answers with the card, without the organisation’s name where that cannot be read', async () => {
    const services = servicesWith(async () => nothingFound());
    assert.match(drawn(await showLegacyAuth({}, turn, services)), /Nobody uses old protocols/);
  });

  it('shows that it reads, and the whole as soon as it is there', async () => {
    const { promise, resolve } = Promise.withResolvers<LegacyReading>();
    // Whoever sleeps has slept: the wait is over before the log is read.
    const services = servicesWith(() => promise, Object.assign(createManualClock(), createHastyClock()));
    const answer = await showLegacyAuth({}, turn, services);
    assert.ok('shown' in answer);
    assert.match(JSON.stringify(answer.shown), /Reading the sign-in log/);
    resolve(nothingFound());
    assert.match(JSON.stringify(await answer.whole), /Nobody uses old protocols/);
  });

  it('says on the card which permission is missing', async () => {
    const services = servicesWith(async () => {
      throw new MissingPermission('AuditLog.Read.All', 'the sign-in log');
    });
    assert.match(drawn(await showLegacyAuth({}, turn, services)), /AuditLog\.Read\.All/);
  });

  it('is for administrators alone, typed and pressed', () => {
    const command = COMMANDS.find(({ words }) => words === 'legacy auth');
    const action = ACTIONS.find(({ verb }) => verb === 'legacy.refresh');
    assert.deepEqual([command?.who, command?.about, action?.who], ['admin', 'others', 'admin']);
  });
});
