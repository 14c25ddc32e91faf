import assert from 'node:assert/strict';
import type { PersonCase } from '../../src/campaign/ports.ts';
import { Unavailable } from '../../src/errors.ts';
import { createCaseTeller } from '../../src/teams/campaign-case.ts';
import type { Found } from '../../src/triage/asking.ts';
import { createManualClock } from '../support/clock.ts';

const CASE: PersonCase = {
  id: '22222222-2222-4222-8222-222222222222',
  campaignId: '11111111-1111-4111-8111-111111111111',
  person: { personId: 'ada', displayName: 'Ada', userPrincipalName: 'ada@example.com', department: null },
  kind: 'help',
  words: 'The page stays white',
  openedAt: new Date('2026-11-23T09:00:00Z'),
  closed: null,
};
const CHAT = {
  conversationId: 'helpdesk',
  serviceUrl: 'https://smba.example/',
  locale: 'en',
  timeZone: null,
  helpdeskAlone: true,
};

describe('a question to the helpdesk', () => {
  it('keeps its closed card when what triage has read comes after somebody has closed it', async () => {
    const updated: string[] = [];
    const whole = Promise.withResolvers<Found>();
    let now: PersonCase = CASE;
    const tell = createCaseTeller({
      asking: { ask: async () => ({ first: whole.promise, whole: whole.promise }) },
      directory: { findPerson: async () => ({ id: 'ada' }) as never },
      messenger: {
        send: async () => ({ activityId: 'card-1' }),
        update: async (_, activityId) => void updated.push(activityId),
      },
      current: async () => now,
      registrationUrl: 'https://aka.ms/mfasetup',
      clock: createManualClock(),
    });
    const telling = tell(CASE, [CHAT]);
    now = { ...CASE, closed: { by: 'helper', at: new Date('2026-11-23T09:00:30Z') } };
    // What was found is not looked at: the card would open again with it.
    whole.resolve({} as Found);
    await telling;
    assert.deepEqual(updated, []);
  });

  it('stands without what triage would say while Graph is away', async () => {
    const sent: string[] = [];
    const tell = createCaseTeller({
      asking: { ask: () => Promise.reject(new Unavailable('No answer.', 'Wait.')) },
      directory: { findPerson: async () => ({ id: 'ada' }) as never },
      messenger: {
        async send(to) {
          sent.push(to.conversationId);
          return { activityId: 'card-1' };
        },
        update: () => Promise.reject(new Error('nothing to add')),
      },
      current: async () => CASE,
      registrationUrl: 'https://aka.ms/mfasetup',
      clock: createManualClock(),
    });
    await tell(CASE, [CHAT]);
    assert.deepEqual(sent, ['helpdesk']);
  });
});
