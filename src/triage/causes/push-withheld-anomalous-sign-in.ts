import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { busyElsewhere, deniedAs, type Facts, isRisky, nameOfPerson } from '../facts.ts';
import { systemOfLabel } from '../phones.ts';
import { promptsOf } from '../prompts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';
import { countryName } from '../words.ts';

export const pushWithheldAnomalousSignIn: Cause = {
  id: 'push-withheld-anomalous-sign-in',
  title: 'Push withheld because the sign-in is anomalous',
  surest: 'medium',
  near: [
    'authenticator-on-old-phone',
    'authenticator-no-notification',
    'stolen-password-prompts-declined',
    'push-blocked-in-china',
  ],
  judge(facts) {
    const prompts = promptsOf(facts);
    if (!prompts) return null;
    const elsewhere = prompts.atHome.filter(({ last }) => facts.places.familiarity(last) === 'new-network');
    const explains = prompts.away.length > 0 ? prompts.away : elsewhere;
    const [newest] = explains;
    if (!newest) return null;
    const { country } = newest.last;
    const phone = prompts.asked;
    return {
      score: clamp(scoreOf(facts, newest, phone?.label ?? null) - (prompts.away.length > 0 ? 0 : 40)),
      rows: present(...attemptRows(explains), phone && methodRow(phone, facts.asOf)),
      explains,
      summary: `The sign-in looks unusual to Microsoft${country ? ` (from ${countryName(country)})` : ''}, and then the Authenticator shows no banner: the prompt waits inside the app. First make sure that it is ${nameOfPerson(facts)} who is there.`,
      fixes: ['confirm-with-person', 'approve-on-phone'],
      needs: ['steps', 'methods'],
      doNot: ['Do not approve or reset anything before it is clear where the person is.'],
      nextQuestion: country
        ? `Is the person in ${countryName(country)} now, on this device?`
        : 'Where is the person now?',
    };
  },
  whyNot(facts) {
    const { last } = facts;
    if (!last) return null;
    const usual = facts.places.familiarity(last.last) === 'usual' && !isRisky(last.last);
    return usual ? 'The sign-in came from a usual place and was not judged risky.' : null;
  },
};

function scoreOf(facts: Facts, newest: Attempt, label: string | null): number {
  const { last } = newest;
  const foreign = facts.places.familiarity(last) === 'new-country';
  const declined = deniedAs(facts, 'declined', 'fraud').some(
    (attempt) => attempt.last.country === last.country,
  );
  return (
    72 +
    (foreign && facts.places.knownDevice(last) ? 12 : 0) +
    (isRisky(last) ? 8 : 0) -
    (busyElsewhere(facts, newest) ? 30 : 0) -
    (declined ? 40 : 0) -
    // In China it is Google's push that is missing, whatever Microsoft thinks of the place.
    (last.country === 'CN' && systemOfLabel(label) !== 'ios' ? 40 : 0) -
    (newest.denial?.kind === 'not-delivered' ? 14 : 0)
  );
}
