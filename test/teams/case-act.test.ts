import assert from 'node:assert/strict';
import { ALICE, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import { CASE_ID } from '../../demo/gallery/samples/triage-cases.ts';
import type { PersonCase } from '../../src/campaign/ports.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Person } from '../../src/people/people.ts';
import { closeCase } from '../../src/teams/case-act.ts';
import type { Services } from '../../src/teams/turn.ts';
import { CAMPAIGN_ID, MONDAY, sampleRecipient } from '../support/campaigns.ts';
import { ASKER, turnOf } from '../support/turn.ts';

const BY_ANOTHER: PersonCase = {
  id: CASE_ID,
  campaignId: CAMPAIGN_ID,
  person: sampleRecipient(),
  kind: 'help',
  words: 'new phone',
  openedAt: MONDAY,
  closed: { by: 'rosa', at: MONDAY },
};

function setUp(found: PersonCase | undefined, findPerson: (id: string) => Promise<Person | undefined>) {
  const closed: string[][] = [];
  const services = {
    cases: {
      close: async (by: string, caseId: string) => {
        closed.push([by, caseId]);
        return found && { case: found, isNew: false };
      },
    },
    directory: { findPerson },
    registrationUrl: REGISTRATION_URL,
    // What closing needs; a handler that reaches for more fails.
  } as unknown as Services;
  return { closed, close: () => closeCase({ case: CASE_ID }, turnOf(), services) };
}

describe('closing a case', () => {
  it('shows everybody who closed it, also where somebody else was faster', async () => {
    const { closed, close } = setUp(BY_ANOTHER, async (id) => ({ ...ALICE, displayName: `Name of ${id}` }));
    const answer = await close();
    assert.deepEqual(closed, [[ASKER, CASE_ID]]);
    assert.ok('forAll' in answer);
    assert.match(JSON.stringify(answer.forAll.card), /Closed by Name of rosa/);
  });

  it('does not fail for want of a name', async () => {
    const { close } = setUp(BY_ANOTHER, () => Promise.reject(new Unavailable('Graph sleeps.', 'Wait.')));
    const answer = await close();
    assert.ok('forAll' in answer);
    assert.match(JSON.stringify(answer.forAll.card), /Closed \(/);
  });

  it('changes nothing where the case is not there any more', async () => {
    const answer = await setUp(undefined, async () => ALICE).close();
    assert.ok('line' in answer);
    assert.match(answer.line.summary, /not there any more/);
  });
});
