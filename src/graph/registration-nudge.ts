import type { RegistrationNudge } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { nonsense } from './shape.ts';
import type { Urgency } from './window.ts';

/** How Graph writes "all users" where it otherwise writes a group's id. */
const EVERYBODY = 'all_users';
/** How it fills a place where there is no group. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Entra's own registration campaign. */
export async function readRegistrationNudge(graph: Graph, urgency: Urgency): Promise<RegistrationNudge> {
  const policy = fieldsOf(await graph.ask('methodRules', {}, { urgency, mustExist: true }));
  const campaign = policy
    .object('registrationEnforcement')
    .object('authenticationMethodsRegistrationCampaign');
  const state = campaign.text('state');
  if (state !== 'enabled' && state !== 'disabled' && state !== 'default') {
    throw nonsense('a registration campaign that is neither on, off nor left to Microsoft');
  }
  const targets = campaign.objects('includeTargets');
  const included = targets ?? [];
  const idsIn = (some: typeof included) => some.flatMap((target) => target.text('id') ?? []);
  const ids = idsIn(included);
  return {
    state,
    snoozeDays: campaign.number('snoozeDurationInDays'),
    // One that does not say for whom is not taken for one for nobody: overlooked, it asks people twice.
    everybody: targets === null || ids.includes(EVERYBODY),
    includedIds: ids.filter((id) => id !== EVERYBODY && id !== NOBODY),
    excludedIds: idsIn(campaign.objects('excludeTargets') ?? []),
    methods: [...new Set(included.flatMap((target) => target.text('targetedAuthenticationMethod') ?? []))],
  };
}
