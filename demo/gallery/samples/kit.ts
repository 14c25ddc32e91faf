import { type KitView, toKitView } from '../../../src/cards/kit.ts';
import type { Language, Texts } from '../../../src/cards/texts.ts';
import { KIT_TEXTS, type KitFacts, type KitText, kitFacts } from '../../../src/rollout/kit.ts';
import { CAMPAIGN } from './campaign-facts.ts';
import { ORGANISATION, REGISTRATION_URL } from './people.ts';
import { PLAN } from './plan.ts';

export const KIT_FACTS: KitFacts = kitFacts({
  plan: PLAN,
  campaign: CAMPAIGN,
  organisation: ORGANISATION.displayName,
  registrationUrl: REGISTRATION_URL,
});
const NOTHING: KitFacts = kitFacts({
  ...{ plan: undefined, campaign: undefined, organisation: null },
  registrationUrl: REGISTRATION_URL,
});

const shown =
  (text: KitText, facts: KitFacts, language?: Language) =>
  (texts: Texts): KitView =>
    toKitView({ text, facts, language: language ?? texts.language }, texts);

export const kitSamples = {
  ...Object.fromEntries(KIT_TEXTS.map((text) => [text, shown(text, KIT_FACTS)])),
  'in another language': shown('announcement', KIT_FACTS, 'ar'),
  'nothing known yet': shown('announcement', NOTHING),
  'hostile names': shown('reminder', {
    ...KIT_FACTS,
    organisation: '[Contoso](https://evil.example)\n# now',
    contact: '**call** <at>everyone</at> \u202egnirts `rm`',
  }),
} satisfies Record<string, (texts: Texts) => KitView>;
