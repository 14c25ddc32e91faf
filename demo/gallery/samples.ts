import type { CardName, Views } from '../../src/cards/templates.ts';
import type { Texts } from '../../src/cards/texts.ts';
import {
  campaignContactsSamples,
  campaignDigestSamples,
  campaignFormSamples,
  campaignListSamples,
  campaignSamples,
} from './samples/campaign.ts';
import { caseSamples } from './samples/case.ts';
import { choosePersonSamples } from './samples/choose-person.ts';
import { emergencySamples } from './samples/emergency.ts';
import { exceptionSamples, exceptionsSamples } from './samples/exceptions.ts';
import { exemptionSamples } from './samples/exemption.ts';
import { kitSamples } from './samples/kit.ts';
import { legacyAuthSamples } from './samples/legacy-auth.ts';
import { planFormSamples, planSamples } from './samples/plan.ts';
import { readinessSamples } from './samples/readiness.ts';
import { registrationSamples } from './samples/registration.ts';
import { reminderSamples } from './samples/reminder.ts';
import { smallSamples } from './samples/small.ts';
import { statusSamples } from './samples/status.ts';
import { selfHelpSamples, triageBriefSamples, triageSamples } from './samples/triage.ts';
import { validationSamples } from './samples/validation.ts';
import { watchSamples } from './samples/watch.ts';

/** Every card in every state that it can be in, in the language of the texts. */
export type Samples = {
  readonly [Name in CardName]: Readonly<Record<string, (texts: Texts) => Views[Name]>>;
};

export const SAMPLES: Samples = {
  case: caseSamples,
  campaign: campaignSamples,
  'campaign-contacts': campaignContactsSamples,
  'campaign-digest': campaignDigestSamples,
  'campaign-form': campaignFormSamples,
  'campaign-list': campaignListSamples,
  'choose-person': choosePersonSamples,
  emergency: emergencySamples,
  exception: exceptionSamples,
  exceptions: exceptionsSamples,
  exemption: exemptionSamples,
  kit: kitSamples,
  'legacy-auth': legacyAuthSamples,
  plan: planSamples,
  'plan-form': planFormSamples,
  readiness: readinessSamples,
  registration: registrationSamples,
  reminder: reminderSamples,
  'self-help': selfHelpSamples,
  status: statusSamples,
  triage: triageSamples,
  'triage-brief': triageBriefSamples,
  validation: validationSamples,
  watch: watchSamples,
  ...smallSamples,
};

export const CARD_NAMES = Object.keys(SAMPLES).sort() as readonly CardName[];
