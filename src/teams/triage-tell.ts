import { render } from '../cards/render.ts';
import { ownSteps, toSentStepsView } from '../cards/self-help.ts';
import { toTriageAlertView, toWatchEndView } from '../cards/triage-brief.ts';
import { onlyKnown } from '../errors.ts';
import type { Person } from '../people/people.ts';
import type { Directory } from '../people/ports.ts';
import type { Case, CaseAnswer } from '../triage/cases.ts';
import type { Watch, WatchEnding } from '../triage/watch.ts';
import type { Tell } from './tell.ts';

/** What triage says to people outside of a turn, each in their own chat and language. */
export interface Teller {
  /** False: there is no such chat, or it takes nothing. */
  steps(person: Person, answer: CaseAnswer, at: Date): Promise<boolean>;
  alert(one: Case, securityPersonId: string): Promise<boolean>;
  watchEnd(watch: Watch & WatchEnding): Promise<boolean>;
}

export function createTeller(options: {
  readonly directory: Pick<Directory, 'findPerson' | 'organisation'>;
  readonly tell: Tell;
  readonly registrationUrl: string;
}): Teller {
  const { directory, tell, registrationUrl } = options;
  return {
    async steps(person, { cause, fixes }, sentAt) {
      const organisation = await directory.organisation().catch(onlyKnown);
      const about = { organisation: organisation?.displayName ?? null, registrationUrl };
      const view = { ...about, cause, steps: ownSteps(fixes.map((id) => ({ id }))), sentAt };
      return tell(person.id, (texts) => render('self-help', toSentStepsView(view, texts)));
    },
    async alert({ id, personId, askedAt, answer }, securityPersonId) {
      const person = personId === null ? undefined : await directory.findPerson(personId);
      if (!person) return false;
      const view = { caseId: id, person, cause: answer?.cause ?? 'unknown', askedAt } as const;
      return tell(securityPersonId, (texts) => render('triage-brief', toTriageAlertView(view, texts)));
    },
    async watchEnd({ askerId, personId, caseId, ended, at, application }) {
      const person = await directory.findPerson(personId);
      if (!person) return false;
      const view = { caseId, person, ended, at, application };
      return tell(askerId, (texts) => render('triage-brief', toWatchEndView(view, texts)));
    },
  };
}
