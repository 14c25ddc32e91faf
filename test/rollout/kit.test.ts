import assert from 'node:assert/strict';
import { CAMPAIGN } from '../../demo/gallery/samples/campaign-facts.ts';
import { PLAN } from '../../demo/gallery/samples/plan.ts';
import { kitCampaign, kitFacts } from '../../src/rollout/kit.ts';

const about = { organisation: 'Contoso', registrationUrl: 'https://aka.ms/mysecurityinfo' };
const dates = (more: Pick<Parameters<typeof kitFacts>[0], 'plan' | 'campaign'>) => {
  const { startsOn, deadline, enforcedOn, contact } = kitFacts({ ...about, ...more });
  return [startsOn, deadline, enforcedOn, contact];
};

describe('the dates of the communication kit', () => {
  it('are the plan’s, where there is no campaign', () => {
    assert.deepEqual(dates({ plan: PLAN, campaign: undefined }), [
      '2026-11-25',
      '2026-12-08',
      '2026-12-14',
      null,
    ]);
  });

  it('are the campaign’s own where there is one, since these stand on people’s cards', () => {
    assert.deepEqual(dates({ plan: PLAN, campaign: CAMPAIGN }), [
      '2026-11-23',
      '2026-12-06',
      '2026-12-14',
      'ext. 4711',
    ]);
    assert.deepEqual(dates({ plan: undefined, campaign: CAMPAIGN }).slice(2), [null, 'ext. 4711']);
    assert.equal(dates({ plan: { ...PLAN, contact: 'room 7' }, campaign: CAMPAIGN })[3], 'room 7');
  });

  it('are not known without either', () => {
    assert.deepEqual(dates({ plan: undefined, campaign: undefined }), [null, null, null, null]);
  });

  it('come from the plan’s campaign, or without a plan from the newest that is not over', async () => {
    const over = { ...CAMPAIGN, id: 'over', state: 'completed' as const };
    const campaigns = {
      list: async () => [over, CAMPAIGN],
      find: async (id: string) => [over, CAMPAIGN].find((one) => one.id === id),
    };
    assert.equal((await kitCampaign(undefined, campaigns))?.id, CAMPAIGN.id);
    assert.equal((await kitCampaign({ ...PLAN, campaignId: 'over' }, campaigns))?.id, 'over');
    assert.equal(await kitCampaign({ ...PLAN, campaignId: null }, campaigns), undefined);
    assert.equal(await kitCampaign({ ...PLAN, campaignId: 'gone' }, campaigns), undefined);
  });
});
