import assert from 'node:assert/strict';
import type { Settlement } from '../../src/delivery/ports.ts';
import type { Database } from '../../src/store/db.ts';
import { createLedger } from '../../src/store/deliveries.ts';
import { planBatch } from '../../src/store/delivery-plan.ts';
import { migrate } from '../../src/store/migrate.ts';
import { moveRecipients } from '../../src/store/recipients.ts';
import { untoldOf } from '../../src/store/running.ts';
import { addCampaign, CAMPAIGN_ID, MONDAY } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { personId } from '../support/delivery.ts';

const WAVE = { campaignId: CAMPAIGN_ID, wave: 'announcement' };

eachDatabase('a process that dies between saving how a card ended and telling its campaign', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  it('leaves behind what the next one can tell, once', async () => {
    const people = [1, 2, 3, 4].map(personId);
    await addCampaign(database, people);
    const recipients = people.map((id) => ({ personId: id, language: 'en' }));
    const planned = await planBatch(database, WAVE, { dueAt: MONDAY, recipients });
    assert.ok(planned);
    const { batchId } = planned;
    const ledger = createLedger(database, createManualClock(MONDAY));
    const batch = { ...WAVE, batchId };
    assert.equal(await untoldOf(database, batchId), undefined);
    await ledger.begin(
      batch,
      [1, 2, 3].map((seq) => ({ seq, attempt: 0 })),
    );
    const end = (seq: number, state: 'sent' | 'blocked' | 'superseded'): Settlement => {
      const activityId = state === 'sent' ? 'activity-1' : null;
      return { seq, attempt: 1, state, conversationId: 'chat', activityId, detail: null };
    };
    await ledger.settle(batch, [end(1, 'sent'), end(2, 'blocked'), end(3, 'superseded')]);
    const untold = await untoldOf(database, batchId);
    assert.deepEqual(untold?.wave, WAVE);
    assert.deepEqual(
      untold?.rows.map(({ personId: id, outcome, activityId }) => [id, outcome, activityId]).toSorted(),
      [
        [personId(1), 'sent', 'activity-1'],
        [personId(2), 'blocked', null],
      ],
    );
    await moveRecipients(
      database,
      CAMPAIGN_ID,
      [
        { personId: personId(1), to: 'told', reason: null },
        { personId: personId(2), to: 'unreachable', reason: 'blocked' },
      ],
      MONDAY,
    );
    assert.equal(await untoldOf(database, batchId), undefined);
  });
});
