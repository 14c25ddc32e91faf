import type { CampaignDesk } from '../campaign/ports.ts';
import { writeKitText } from '../cards/kit-words.ts';
import { LANGUAGES, textsFor } from '../cards/texts.ts';
import type { Config } from '../config.ts';
import { onlyKnown, UserError } from '../errors.ts';
import type { Directory } from '../people/ports.ts';
import { type KitText, kitCampaign, kitFacts } from '../rollout/kit.ts';
import type { Database } from '../store/db.ts';
import { currentPlan } from '../store/plans.ts';

/** The communication kit for a terminal. */
export async function writtenKit(
  parts: {
    readonly config: Pick<Config, 'registrationUrl'>;
    readonly database: Database;
    readonly campaigns: Pick<CampaignDesk, 'find' | 'list'>;
    readonly directory: Pick<Directory, 'organisation'>;
  },
  { ids, language }: { readonly ids: readonly KitText[]; readonly language: string },
) {
  const known = LANGUAGES.find((one) => one === language.toLowerCase());
  if (!known) {
    throw new UserError('usage', `There is no text in “${language}”.`, `Languages: ${LANGUAGES.join(', ')}.`);
  }
  const [plan, organisation] = await Promise.all([
    currentPlan(parts.database),
    parts.directory.organisation().catch(onlyKnown),
  ]);
  const facts = kitFacts({
    ...{ plan, campaign: await kitCampaign(plan, parts.campaigns) },
    organisation: organisation?.displayName || null,
    registrationUrl: parts.config.registrationUrl,
  });
  const written = ids.map((id) => ({ id, ...writeKitText(id, facts, textsFor(known)) }));
  return { written, missing: [...new Set(written.flatMap(({ missing }) => missing))] };
}
