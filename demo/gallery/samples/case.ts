import type { PersonCase } from '../../../src/campaign/ports.ts';
import { type CaseInput, type CaseView, toCaseView } from '../../../src/cards/case.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import type { Diagnosis } from '../../../src/triage/diagnosis.ts';
import { ALICE, NOW, REGISTRATION_URL } from './people.ts';
import { CAMPAIGN } from './reminder.ts';
import { BREAK_GLASS, CASE_ID, EVIDENCE, OLD, TAKEOVER } from './triage-cases.ts';

const ONE: PersonCase = {
  id: CASE_ID,
  campaignId: CAMPAIGN.id,
  person: {
    personId: ALICE.id,
    displayName: ALICE.displayName,
    userPrincipalName: ALICE.userPrincipalName,
    department: ALICE.department,
  },
  kind: 'help',
  words: 'I have a new phone and the app asks for a code that I do not have',
  openedAt: NOW,
  closed: null,
};
const CLOSED: Partial<PersonCase> = {
  closed: { by: 'b0b00000-0000-4000-8000-000000000001', at: new Date('2026-11-20T09:40:00Z') },
};

type Sample = (texts: Texts) => CaseView;

const shown =
  (one: Partial<PersonCase>, diagnosis: Diagnosis | null, closedBy: string | null = null): Sample =>
  (texts) => {
    const triage: CaseInput['triage'] = diagnosis && { diagnosis, evidence: EVIDENCE };
    return toCaseView(
      { one: { ...ONE, ...one }, triage, closedBy, registrationUrl: REGISTRATION_URL },
      texts,
    );
  };

export const caseSamples = {
  'needs help': shown({}, OLD),
  'needs help, takeover': shown({}, TAKEOVER),
  'needs help, emergency account': shown({}, BREAK_GLASS),
  'needs help, nothing read': shown({}, null),
  'needs help, no words': shown({ words: null }, OLD),
  'no smartphone': shown({ kind: 'no-phone', words: null }, null),
  closed: shown(CLOSED, null, 'Rosa Lind'),
  'closed, nobody knows by whom': shown({ ...CLOSED, kind: 'no-phone', words: null }, null),
  'hostile names': shown(
    {
      person: {
        ...ONE.person,
        displayName:
          '**Wolfeschlegelsteinhausenbergerdorff** [Click here](https://evil.example) \u202egnirts',
        department: '# Research & Development',
      },
      words: '[Reset **me**](https://evil.example) `now` <at>everyone</at> '.repeat(8),
    },
    OLD,
  ),
} satisfies Record<string, Sample>;
