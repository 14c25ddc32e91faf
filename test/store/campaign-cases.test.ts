import assert from 'node:assert/strict';
import { createCaseDesk, createCaseStore } from '../../src/store/campaign-cases.ts';
import { forgetInstallation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { nameChannel, namedChannel } from '../../src/store/named-channels.ts';
import { followProgress, forgetProgressCard, progressCards } from '../../src/store/progress-cards.ts';
import { moveRecipients, recipientOf } from '../../src/store/recipients.ts';
import { addCampaign, CAMPAIGN_ID, MONDAY } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { addChats, personId } from '../support/delivery.ts';

const FIRST = '00000000-0000-4000-8000-000000000001';
const SECOND = '00000000-0000-4000-8000-000000000002';

eachDatabase('cases, channels and live cards of campaigns', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    await addCampaign(database, ['ada', 'ben']);
  });
  const stateOf = async (id: string) => (await recipientOf(database, CAMPAIGN_ID, id))?.state;
  const opening = { campaignId: CAMPAIGN_ID, personId: 'Ada', openedAt: MONDAY };

  it('opens one case of a kind at a time, and tells the helpdesk of each once', async () => {
    const told: string[] = [];
    const cases = createCaseStore(database, async (id) => told.push(id));
    const help = { ...opening, kind: 'help', words: 'My phone broke' } as const;
    assert.equal(await cases.openNew({ ...help, id: FIRST }), true);
    assert.equal(await cases.openNew({ ...help, id: SECOND }), false);
    assert.deepEqual(told, [FIRST]);
    assert.equal(await cases.openCase(CAMPAIGN_ID, 'ADA'), 'help');
    assert.equal(await cases.openCase(CAMPAIGN_ID, 'ben'), null);
  });

  it('opens none where the helpdesk could not be told of it', async () => {
    const cases = createCaseStore(database, async () => {
      throw new Error('the queue is away');
    });
    await assert.rejects(cases.openNew({ ...opening, id: FIRST, kind: 'help', words: null }), /queue/);
    assert.equal(await cases.openCase(CAMPAIGN_ID, 'ada'), null);
  });

  it('closes a case once, and lets the person hear of the campaign again with the last of them', async () => {
    const cases = createCaseStore(database, async () => undefined);
    const desk = createCaseDesk(database, createManualClock(MONDAY));
    await cases.openNew({ ...opening, id: FIRST, kind: 'help', words: 'My phone broke' });
    await cases.openNew({ ...opening, id: SECOND, kind: 'no-phone', words: null });
    await moveRecipients(
      database,
      CAMPAIGN_ID,
      [{ personId: 'ada', to: 'asked', reason: 'no-phone' }],
      MONDAY,
    );
    const closed = await desk.close('Helper-1', FIRST);
    assert.deepEqual(closed, {
      isNew: true,
      case: {
        id: FIRST,
        campaignId: CAMPAIGN_ID,
        person: {
          personId: 'ada',
          displayName: 'ada',
          userPrincipalName: 'ada@example.com',
          department: 'Sales',
        },
        kind: 'help',
        words: 'My phone broke',
        openedAt: MONDAY,
        closed: { by: 'helper-1', at: MONDAY },
      },
    });
    assert.equal(await stateOf('ada'), 'asked', 'the other one is open');
    assert.equal((await desk.close('helper-2', FIRST))?.isNew, false);
    await desk.close('helper-2', SECOND);
    assert.equal(await stateOf('ada'), 'told');
    assert.equal(await desk.close('helper-2', '00000000-0000-4000-8000-000000000003'), undefined);
  });

  it('keeps the channel that was named last, and none that the bot is not in any more', async () => {
    await addChats(database, 2, 'https://smba.example/');
    const name = (conversationId: string) =>
      nameChannel(database, { purpose: 'helpdesk', conversationId, by: 'admin-1', at: MONDAY });
    assert.equal(await namedChannel(database, 'helpdesk'), undefined);
    await name(`a:${personId(1)}`);
    await name(`a:${personId(2)}`);
    assert.equal((await namedChannel(database, 'helpdesk'))?.conversationId, `a:${personId(2)}`);
    assert.equal(await namedChannel(database, 'admins'), undefined);
    await forgetInstallation(database, `a:${personId(2)}`, MONDAY);
    assert.equal(await namedChannel(database, 'helpdesk'), undefined);
  });

  it('edits the newest card of each chat, and forgets it where it is gone', async () => {
    const at = { conversationId: 'chat-1', serviceUrl: 'https://smba.example/' };
    await followProgress(database, CAMPAIGN_ID, { ...at, activityId: 'old' }, MONDAY);
    await followProgress(database, CAMPAIGN_ID, { ...at, activityId: 'new' }, MONDAY);
    await forgetProgressCard(database, CAMPAIGN_ID, { ...at, activityId: 'old' });
    assert.deepEqual(await progressCards(database, CAMPAIGN_ID), [
      { ...at, activityId: 'new', locale: null, timeZone: null },
    ]);
    await forgetProgressCard(database, CAMPAIGN_ID, { ...at, activityId: 'new' });
    assert.deepEqual(await progressCards(database, CAMPAIGN_ID), []);
  });
});
