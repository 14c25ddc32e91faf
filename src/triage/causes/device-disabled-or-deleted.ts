import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, type Facts, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows, auditRow, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';
import { quoted } from '../words.ts';

const CODES = [135011, 130007, 130008, 700003];
/** The key is gone, and nearly always because the device is. */
const UNSURE = [135010, 50155];

export const deviceDisabledOrDeleted: Cause = {
  id: 'device-disabled-or-deleted',
  title: 'Device object disabled or deleted',
  surest: 'medium',
  near: ['device-not-compliant', 'windows-hello-or-passkey-lost', 'device-not-managed'],
  judge(facts) {
    const sure = refusedWith(facts, ...CODES);
    const explains = sure.length > 0 ? sure : refusedWith(facts, ...UNSURE);
    const [newest] = explains;
    if (!newest) return null;
    const events = deviceEvents(facts, newest.last.device.name);
    return {
      score: clamp(
        (sure.length > 0 ? 91 : newest.last.code === 135010 ? 80 : 60) + (events.length > 0 ? 6 : 0),
      ),
      rows: present(...attemptRows(explains), ...events.slice(0, 1).map(auditRow)),
      explains,
      summary: `${quoted(newest.last.device.name, 'The device')} is disabled or gone from the directory, so its key no longer proves ${nameOfPerson(facts)}. The device must be enabled or joined again; another method works meanwhile.`,
      fixes: ['use-another-method', 'restore-device', 'set-up-passkey-again'],
      doNot: ['Do not reset MFA: the device was refused, not the person.'],
    };
  },
  whyNot: (facts) =>
    neverRefusedWith(facts, [...CODES, ...UNSURE], 'No disabled or deleted device was refused.'),
};

function deviceEvents(facts: Facts, name: string | null) {
  const tenant = facts.evidence.changes.known ? facts.evidence.changes.value : [];
  const about = tenant.filter(
    ({ activity, targets }) =>
      /(disable|delete) device/i.test(activity) && targets.some((target) => name && target.name === name),
  );
  return [...auditsNamed(facts, /(disable|delete|unregister) device|device no longer/i), ...about];
}
