import {
  type SelfHelpInput,
  type SelfHelpView,
  toSelfHelpView,
  toSentStepsView,
} from '../../../src/cards/self-help.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { type TriageInput, type TriageView, toTriageView } from '../../../src/cards/triage.ts';
import {
  type TriageBriefView,
  toTriageAlertView,
  toTriageSummaryView,
  toWatchEndView,
  type WatchEnd,
} from '../../../src/cards/triage-brief.ts';
import type { Diagnosis } from '../../../src/triage/diagnosis.ts';
import type { RegisteredMethod } from '../../../src/triage/evidence.ts';
import { ALICE, NOW, ORGANISATION, REGISTRATION_URL } from './people.ts';
import {
  BREAK_GLASS,
  CASE_ID,
  EVIDENCE,
  FINE,
  GUEST,
  INCIDENT,
  METHODS_PENDING,
  OLD,
  POLICY,
  READING,
  TAKEOVER,
  UNKNOWN,
} from './triage-cases.ts';

const input = (diagnosis: Diagnosis, more: Partial<TriageInput> = {}): TriageInput => ({
  caseId: CASE_ID,
  diagnosis,
  evidence: EVIDENCE,
  whole: true,
  waitSeconds: null,
  told: null,
  registrationUrl: REGISTRATION_URL,
  ...more,
});
const drawn =
  (diagnosis: Diagnosis, more?: Partial<TriageInput>) =>
  (texts: Texts): TriageView =>
    toTriageView(input(diagnosis, more), texts);

const NOT_YET: Diagnosis = { ...UNKNOWN, evidence: [], alternatives: [], missing: [], nextQuestion: null };

export const triageSamples = {
  'old phone': drawn(OLD),
  takeover: drawn(TAKEOVER, { told: { kind: 'now', people: 2 } }),
  'takeover, told before': drawn(TAKEOVER, { told: { kind: 'before' } }),
  'takeover, nobody to tell': drawn(TAKEOVER, { told: { kind: 'nobody' } }),
  unknown: drawn(UNKNOWN),
  'nothing failed': drawn(FINE),
  'many are hit': drawn(INCIDENT),
  'many by one policy': drawn(POLICY),
  'many in one application': drawn({ ...INCIDENT, scope: 'application' }),
  'many on one network': drawn({ ...INCIDENT, scope: 'network' }),
  'many with one method': drawn({ ...INCIDENT, scope: 'method' }),
  'emergency account': drawn(BREAK_GLASS),
  guest: drawn(GUEST, { evidence: { ...EVIDENCE, methods: { known: true, value: [] } } }),
  reading: drawn(NOT_YET, { evidence: READING, whole: false }),
  'reading, waiting': drawn(NOT_YET, { evidence: READING, whole: false, waitSeconds: 24 }),
  'partly known': drawn(OLD, { whole: false }),
  'partly known, methods to come': drawn(OLD, { evidence: METHODS_PENDING, whole: false, waitSeconds: 1 }),
  'disabled, hostile names': drawn(
    {
      ...OLD,
      person: {
        ...ALICE,
        enabled: false,
        displayName:
          '**Wolfeschlegelsteinhausenbergerdorff** [Click here](https://evil.example) \u202egnirts',
        department: '# Research & Development',
        userPrincipalName: 'wolfe_schlegel.steinhausen-bergerdorff@research.contoso.onmicrosoft.com',
      },
      summary: 'The prompt goes to “[x](https://evil.example) **phone** `rm`”, which does not answer.',
      missing: [
        { source: 'signIn', reason: 'Reading sign-ins needs **Microsoft Entra ID P1** in this tenant.' },
      ],
    },
    { evidence: { ...EVIDENCE, methods: { known: true, value: [unusable('temporary-pass')] } } },
  ),
} satisfies Record<string, (texts: Texts) => TriageView>;

function unusable(kind: RegisteredMethod['kind']): RegisteredMethod {
  return {
    id: kind,
    kind,
    label: null,
    addedAt: NOW,
    lastUsedAt: null,
    usable: false,
    appVersion: null,
    storedNumber: null,
    phoneKind: null,
    unusableBecause: 'Expired',
  };
}

const ended = (end: Partial<WatchEnd>) => (texts: Texts) =>
  toWatchEndView(
    { caseId: CASE_ID, person: ALICE, ended: 'succeeded', at: NOW, application: 'Outlook', ...end },
    texts,
  );

export const triageBriefSamples = {
  'summary for a conversation': (texts: Texts) => toTriageSummaryView(input(OLD), texts),
  'summary, takeover': (texts: Texts) => toTriageSummaryView(input(TAKEOVER), texts),
  'summary, still reading': (texts: Texts) =>
    toTriageSummaryView(input(NOT_YET, { evidence: READING, whole: false }), texts),
  alert: (texts: Texts) =>
    toTriageAlertView({ caseId: CASE_ID, person: ALICE, cause: 'account-takeover', askedAt: NOW }, texts),
  'watch, succeeded': ended({}),
  'watch, failed': ended({ ended: 'failed', application: null }),
  'watch, nothing seen': ended({ ended: 'nothing' }),
} satisfies Record<string, (texts: Texts) => TriageBriefView>;

const about = { organisation: ORGANISATION.displayName, registrationUrl: REGISTRATION_URL };
const own = (more: Pick<SelfHelpInput, 'kind'> & Partial<SelfHelpInput>) => (texts: Texts) =>
  toSelfHelpView({ ...about, asOf: NOW, ...more } as SelfHelpInput, texts);

export const selfHelpSamples = {
  'old phone': own({
    kind: 'answer',
    cause: 'authenticator-on-old-phone',
    steps: ['re-register', 'remove-own-registration'],
  }),
  'no notification': own({
    kind: 'answer',
    cause: 'authenticator-no-notification',
    steps: ['allow-notifications', 'approve-on-phone', 'use-code-instead'],
  }),
  'nothing failed': own({ kind: 'answer', cause: 'interrupted-then-succeeded', steps: [] }),
  unknown: own({ kind: 'answer', cause: 'unknown', steps: [] }),
  call: own({ kind: 'call' }),
  reading: own({ kind: 'reading' }),
  'sent by the helpdesk': (texts: Texts) =>
    toSentStepsView(
      { ...about, cause: 'authenticator-on-old-phone', steps: ['re-register'], sentAt: NOW },
      texts,
    ),
  'sent, without the page': (texts: Texts) =>
    toSentStepsView(
      {
        organisation: null,
        registrationUrl: REGISTRATION_URL,
        cause: 'authenticator-no-notification',
        steps: ['allow-notifications', 'use-code-instead'],
        sentAt: NOW,
      },
      texts,
    ),
} satisfies Record<string, (texts: Texts) => SelfHelpView>;
