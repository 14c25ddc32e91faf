import * as z from 'zod/mini';
import type { Organisation } from '../people/people.ts';
import type { Graph } from './client.ts';
import { nonsense, parseAs } from './shape.ts';
import type { Urgency } from './window.ts';

const Organisations = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      displayName: z.nullish(z.string()),
      countryLetterCode: z.nullish(z.string()),
    }),
  ),
});

export async function readOrganisation(graph: Graph, urgency: Urgency): Promise<Organisation> {
  const query = { $select: 'id,displayName,countryLetterCode' };
  const answer = await graph.ask('organisation', {}, { urgency, query, mustExist: true });
  const [found] = parseAs(Organisations, answer).value;
  if (!found) throw nonsense('no organisation');
  return {
    tenantId: found.id,
    displayName: found.displayName ?? '',
    countryCode: found.countryLetterCode?.toUpperCase() || null,
  };
}

/** The edition that decides which of Muster's questions Graph answers. */
export type EntraEdition = 'free' | 'P1' | 'P2';

const Skus = z.object({
  value: z.array(
    z.object({
      capabilityStatus: z.nullish(z.string()),
      servicePlans: z.array(z.object({ servicePlanName: z.nullish(z.string()) })),
    }),
  ),
});

export async function readEdition(graph: Graph, urgency: Urgency): Promise<EntraEdition> {
  // Without $select: the metadata says that this list takes none.
  const answer = await graph.ask('subscribedSkus', {}, { urgency, mustExist: true });
  const plans = parseAs(Skus, answer)
    // "Warning" is the grace period after expiry, in which everything still works.
    .value.filter((sku) => sku.capabilityStatus === 'Enabled' || sku.capabilityStatus === 'Warning')
    .flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanName));
  if (plans.includes('AAD_PREMIUM_P2')) return 'P2';
  return plans.includes('AAD_PREMIUM') ? 'P1' : 'free';
}
