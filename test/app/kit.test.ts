import assert from 'node:assert/strict';
import { ORGANISATION, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import { PLAN } from '../../demo/gallery/samples/plan.ts';
import { writtenKit } from '../../src/app/kit.ts';
import { UserError } from '../../src/errors.ts';
import { migrate } from '../../src/store/migrate.ts';
import { insertPlan } from '../../src/store/plans.ts';
import { eachDatabase } from '../support/database.ts';
import { fakeDesk } from '../support/fake-campaign-desk.ts';

eachDatabase('the kit at a terminal', (open) => {
  it('says what the stored plan says, in a language that there is', async () => {
    const { database } = await open();
    await migrate(database);
    const parts = {
      ...{ database, campaigns: fakeDesk(), config: { registrationUrl: REGISTRATION_URL } },
      directory: { organisation: async () => ORGANISATION },
    };
    const before = await writtenKit(parts, { ids: ['manager'], language: 'en' });
    assert.equal(before.missing.length, 4);
    await insertPlan(database, PLAN, { at: PLAN.createdAt, by: 'ada', what: 'create', why: null });
    const { written, missing } = await writtenKit(parts, { ids: ['manager'], language: 'DE' });
    assert.deepEqual(missing, []);
    assert.match(written[0]?.subject ?? '', /vor Montag, 14\.\u00a0Dezember/);
    await assert.rejects(writtenKit(parts, { ids: ['manager'], language: 'tlh' }), UserError);
  });
});
