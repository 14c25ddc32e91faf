import { ALTERNATIVES, type Alternative, type TenantAlternatives } from '../campaign/ports.ts';
import type { EntraCampaign } from '../people/entra-campaign.ts';
import type { Directory, RegistrationRules } from '../people/ports.ts';
import type { RegistrationNudge } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { readRegistrationNudge } from './registration-nudge.ts';
import { nonsense } from './shape.ts';
import type { Urgency } from './window.ts';

/** The policy's name of each. Windows Hello has no place in it: it is switched on by the management of devices. */
const NAMES: Readonly<Record<Alternative, string>> = {
  'security-key': 'fido2',
  'hardware-code': 'hardwareoath',
  'smart-card': 'x509certificate',
  'temporary-pass': 'temporaryaccesspass',
};
/** How the policy writes "everybody". */
const EVERYBODY = 'all_users';
/** How it fills a place where there is no group. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What the tenant's policy of sign-in methods says about registering. */
export function createRegistrationRules(
  graph: Graph,
  { urgency, directory }: { readonly urgency: Urgency; readonly directory: Pick<Directory, 'groupsHolding'> },
): RegistrationRules & TenantAlternatives {
  return {
    entraCampaign: () => readEntraCampaign(graph, urgency),
    async alternativesFor(personId) {
      const policy = await graph.ask('methodRules', {}, { urgency, mustExist: true });
      const rules = rulesIn(fieldsOf(policy));
      const groupIds = rules.flatMap((rule) => [...rule.included, ...rule.excluded]).filter(isGroup);
      const held =
        groupIds.length > 0 ? await directory.groupsHolding(personId, groupIds) : new Set<string>();
      const concerns = (id: string) => id === EVERYBODY || id === personId || held.has(id);
      return ALTERNATIVES.filter((alternative) =>
        rules.some(
          (rule) =>
            rule.name === NAMES[alternative] && rule.included.some(concerns) && !rule.excluded.some(concerns),
        ),
      );
    },
  };
}

interface Rule {
  readonly name: string;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
}

/** The methods that are switched on, and for whom. */
function rulesIn(policy: Fields): readonly Rule[] {
  const configurations = policy.objects('authenticationMethodConfigurations');
  if (configurations === null) throw nonsense('a policy of methods without its methods');
  return configurations
    .filter((one) => one.text('state') === 'enabled')
    .map((one) => ({
      name: one.text('id')?.toLowerCase() ?? '',
      included: idsIn(one, 'includeTargets'),
      excluded: idsIn(one, 'excludeTargets'),
    }));
}

const STATES: Readonly<Record<RegistrationNudge['state'], EntraCampaign['state']>> = {
  enabled: 'on',
  disabled: 'off',
  default: 'microsoft',
};
const METHODS: ReadonlyMap<string, EntraCampaign['method']> = new Map([
  ['microsoftauthenticator', 'authenticator'],
  ['fido2', 'passkey'],
]);

async function readEntraCampaign(graph: Graph, urgency: Urgency): Promise<EntraCampaign> {
  const { state, methods } = await readRegistrationNudge(graph, urgency);
  const known = methods.map((name) => METHODS.get(name.toLowerCase()));
  return { state: STATES[state], method: known.find((one) => one !== undefined) ?? null };
}

function idsIn(of: Fields, targets: string): readonly string[] {
  return (of.objects(targets) ?? []).flatMap((target) => target.text('id')?.toLowerCase() ?? []);
}

function isGroup(id: string): boolean {
  return id !== EVERYBODY && id !== NOBODY;
}
