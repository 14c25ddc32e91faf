import { BLADES } from '../blades.ts';
import { nudgeWord } from '../entra-words.ts';
import { defineGate, type Finding, type GateStatus, type Said } from '../gate.ts';
import type { RegistrationNudge } from '../ports.ts';

export const registrationCampaignConflict = defineGate({
  id: 'registration-campaign-conflict',
  link: BLADES.registrationCampaign,
  needs: ['registrationNudge'],
  judge({ registrationNudge: nudge }): Finding {
    const { status, say } = judged(nudge);
    const values = {
      days: nudge.snoozeDays ?? 1,
      count: nudge.includedIds.length,
      methods: nudge.methods.map(nudgeWord),
    };
    return {
      status,
      found: [{ say: `registration-campaign-conflict.${say}`, values }],
      fix: status === 'pass' ? [] : [{ say: 'registration-campaign-conflict.fix.off' }],
      items: nudge.includedIds.map((id) => ({ kind: 'group', id, name: id }) as const),
    };
  },
});

type Outcome = Said['say'] extends infer Say
  ? Say extends `registration-campaign-conflict.${infer Name}`
    ? Name
    : never
  : never;

function judged(nudge: RegistrationNudge): { readonly status: GateStatus; readonly say: Outcome } {
  if (nudge.state === 'disabled') return { status: 'pass', say: 'off' };
  // Microsoft's choice today; it may be another one in the week in which ours runs.
  if (nudge.state === 'default') return { status: 'warn', say: 'default' };
  if (nudge.everybody) return { status: 'fail', say: 'on' };
  return nudge.includedIds.length === 0
    ? { status: 'pass', say: 'nobody' }
    : { status: 'fail', say: 'on-some' };
}
