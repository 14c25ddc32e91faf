import { kindOfStop, stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { attemptRows, policyRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

const CODES = [53000, 530002];

export const deviceNotCompliant: Cause = {
  id: 'device-not-compliant',
  title: 'Device not compliant',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'device-not-managed'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => isRefused(facts, attempt));
    const [newest] = explains;
    if (!newest) return null;
    const { device } = newest.last;
    // Microsoft refuses a device that nobody enrolled with the same code.
    const unknown = !device.id && !device.name && !device.trust;
    return {
      score: clamp(unknown ? 66 : 93),
      rows: present(...attemptRows(explains), ...stopsOf(newest, facts.evidence).slice(0, 1).map(policyRow)),
      explains,
      summary: `The policy wants a healthy device, and ${quoted(device.name, 'this one')} is not marked as compliant. ${nameOfPerson(facts)}’s MFA is not the trouble.`,
      fixes: ['make-device-compliant'],
      doNot: ['Do not reset MFA: the device was refused, not the second step.'],
    };
  },
  whyNot(facts) {
    if (facts.last?.last.device.compliant === true) return 'The device is compliant.';
    return facts.last && !isRefused(facts, facts.last) ? 'No policy asked for a compliant device.' : null;
  },
};

function isRefused({ evidence }: Facts, attempt: Attempt): boolean {
  if (CODES.includes(attempt.last.code)) return true;
  const stopped = stopsOf(attempt, evidence).some((stop) => kindOfStop(stop) === 'compliant-device');
  return attempt.last.code === 53003 && stopped && attempt.last.device.compliant !== true;
}
