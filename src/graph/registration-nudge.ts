import type { RegistrationNudge } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { nonsense } from './shape.ts';
import type { Urgency } from './window.ts';

/** How Graph writes "all users" where it otherwise writes a group's id. */
const EVERYBODY = 'all_users';

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
  const included = campaign.objects('includeTargets') ?? [];
  const idsIn = (targets: typeof included) => targets.flatMap((target) => target.text('id') ?? []);
  const ids = idsIn(included);
  return {
    state,
    snoozeDays: campaign.number('snoozeDurationInDays'),
    everybody: ids.includes(EVERYBODY),
    includedIds: ids.filter((id) => id !== EVERYBODY),
    excludedIds: idsIn(campaign.objects('excludeTargets') ?? []),
    methods: [...new Set(included.flatMap((target) => target.text('targetedAuthenticationMethod') ?? []))],
  };
}
