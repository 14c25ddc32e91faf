import { kindOfStop, stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { attemptRows, policyRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

const CODES = [53001, 530003, 50129];
/** Microsoft asks for the device on the way; nothing after it means that there is none to show. */
const ASKED = [50097, 50187, 530033];

export const deviceNotManaged: Cause = {
  id: 'device-not-managed',
  title: 'Device not joined/managed, private device',
  surest: 'high',
  near: ['device-not-compliant', 'device-disabled-or-deleted'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => worth(facts, attempt) > 0);
    const [newest] = explains;
    if (!newest) return null;
    const { device } = newest.last;
    return {
      score: clamp(Math.max(...explains.map((attempt) => worth(facts, attempt)))),
      rows: present(...attemptRows(explains), ...stopsOf(newest, facts.evidence).slice(0, 1).map(policyRow)),
      explains,
      summary: `${nameOfPerson(facts)} signed in on ${quoted(device.name, [device.browser, device.system].filter(Boolean).join(' on ') || 'a device without a name')}. The company does not manage it, and the policy wants a device that it manages. MFA is not the trouble.`,
      fixes: ['enrol-device'],
      doNot: ['Do not reset MFA: the device was refused, not the second step.'],
    };
  },
  whyNot(facts) {
    const device = facts.last?.last.device;
    if (device?.trust || device?.managed) return 'The device is joined to the organisation.';
    return facts.last && worth(facts, facts.last) === 0 ? 'No policy asked for a managed device.' : null;
  },
};

function worth({ evidence }: Facts, attempt: Attempt): number {
  const { code, device } = attempt.last;
  const unknown = !device.id && !device.trust;
  if (CODES.includes(code)) return 95;
  if (ASKED.includes(code)) return unknown ? 86 : 62;
  const kinds = stopsOf(attempt, evidence).map(kindOfStop);
  if (code === 53003 && kinds.includes('managed-device')) return 92;
  if (code === 53003 && kinds.includes('compliant-device') && unknown) return 76;
  return (code === 53000 || code === 530002) && unknown && !device.name ? 80 : 0;
}
