import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { appAge, isNewerPhone, namesWatch, releaseYear } from '../phones.ts';
import { lastUsed, type Prompts, promptsOf, stalenessOf } from '../prompts.ts';
import { attemptRows, methodName, methodRow, present } from '../rows.ts';
import { ago, capital, listed, quoted } from '../words.ts';

const DAY = 86_400_000;

export const authenticatorNoNotification: Cause = {
  id: 'authenticator-no-notification',
  title: 'Same phone, notification off / app asleep',
  surest: 'medium',
  near: ['authenticator-on-old-phone', 'push-withheld-anomalous-sign-in', 'approving-on-watch'],
  judge(facts) {
    const prompts = promptsOf(facts);
    if (!prompts) return null;
    const explains = prompts.atHome.length > 0 ? prompts.atHome : prompts.answeredLater;
    const phone = prompts.asked;
    const [newest] = explains;
    if (!newest || (phone === null && (prompts.authenticators?.length ?? 0) > 1)) return null;
    const used = lastUsed(facts, phone);
    return {
      // Without the step's own words nobody knows that it was a prompt, let alone an unseen one.
      score: clamp(
        prompts.said ? scoreOf(facts, prompts, explains) : Math.min(44, scoreOf(facts, prompts, explains)),
      ),
      rows: present(...attemptRows(explains), phone && methodRow(phone, facts.asOf)),
      explains,
      summary: `${nameOfPerson(facts)} did not see the prompts, although ${quoted(phone?.label ?? null, 'the registered phone')} ${used ? `was last used ${ago(used, facts.asOf)}` : 'is registered'}. Notifications are probably off or the app was asleep.`,
      fixes: ['allow-notifications', 'approve-on-phone', 'use-code-instead'],
      needs: ['steps', 'methods', 'others'],
      nextQuestion: `Is ${quoted(phone?.label ?? null, 'the registered phone')} at hand, and does the prompt show when the app is opened?`,
    };
  },
  whyNot(facts) {
    const prompts = promptsOf(facts);
    if (!prompts) return facts.last?.stepsKnown ? 'No prompt went unanswered.' : null;
    const { points, reasons } = stalenessOf(facts, prompts.asked, prompts.atHome);
    if (prompts.asked && points > 20) return `${capital(methodName(prompts.asked))} ${listed(reasons)}.`;
    const used = lastUsed(facts, prompts.asked);
    return used && facts.asOf.getTime() - used.getTime() > 14 * DAY
      ? `The registered phone was last used ${ago(used, facts.asOf)}.`
      : null;
  },
};

function scoreOf(facts: Facts, prompts: Prompts, explains: readonly Attempt[]): number {
  const { asked: phone, authenticators } = prompts;
  const [newest] = explains;
  const used = lastUsed(facts, phone);
  const idle = used && newest ? (newest.at.getTime() - used.getTime()) / DAY : null;
  const year = releaseYear(phone?.label ?? null);
  const watch = namesWatch(phone?.label ?? null) || namesWatch(newest?.denial?.detail ?? null);
  const newer = phone !== null && (authenticators ?? []).some((other) => isNewerPhone(other, phone));
  const stale = stalenessOf(facts, phone, explains).points;
  const score =
    45 +
    (idle === null ? 5 : idle < 2.5 ? 34 : idle < 7 ? 16 : idle < 14 ? 4 : -12) +
    (appAge(phone?.appVersion ?? null, facts.asOf) === 'current' ? 6 : 0) +
    (year !== null && facts.asOf.getUTCFullYear() - year < 5 ? 4 : 0) -
    Math.max(0, stale - 8) -
    (newer ? 40 : 0) -
    (watch ? 30 : 0);
  // The same phone answered afterwards: then it was not seen, whatever else there is.
  return prompts.atHome.length > 0 ? score : Math.max(score, 64);
}
