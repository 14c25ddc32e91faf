import { toKitView } from '../cards/kit.ts';
import { type Rendered, render } from '../cards/render.ts';
import type { Language } from '../cards/texts.ts';
import { onlyKnown } from '../errors.ts';
import { type KitText, kitCampaign, kitFacts } from '../rollout/kit.ts';
import type { Services, Turn } from './turn.ts';

export async function showKit(
  input: { readonly text?: KitText | undefined; readonly language?: Language | undefined },
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  const [plan, organisation] = await Promise.all([
    services.plan.current(),
    services.directory.organisation().catch(onlyKnown),
  ]);
  const campaign = await kitCampaign(plan, services.campaigns);
  const facts = kitFacts({
    ...{ plan, campaign, registrationUrl: services.registrationUrl },
    organisation: organisation?.displayName || null,
  });
  const { text = 'announcement', language = turn.texts.language } = input;
  return render('kit', toKitView({ facts, text, language }, turn.texts));
}
