import type { KitFacts, KitText } from '../rollout/kit.ts';
import type { TextKey, Texts } from './texts.ts';

/** One text of the kit, finished: as an e-mail and as a post in a channel, both without any markup. */
export interface WrittenText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly mail: string;
  readonly post: string;
  /** What is not known yet, as it stands in the text. */
  readonly missing: readonly string[];
}

/** What each text says beside where to go, who helps and who writes. */
const PARAGRAPHS: Readonly<Record<KitText, readonly TextKey[]>> = {
  announcement: ['kit.announcement.why', 'kit.announcement.what', 'kit.no-phone'],
  reminder: ['kit.reminder.why', 'kit.reminder.what', 'kit.no-phone'],
  enforcement: ['kit.enforcement.why', 'kit.enforcement.what'],
  manager: ['kit.manager.why', 'kit.manager.what'],
  helpdesk: ['kit.helpdesk.why', 'kit.helpdesk.what', 'kit.helpdesk.never', 'kit.helpdesk.no-phone'],
};

export function writeKitText(id: KitText, facts: KitFacts, texts: Texts): WrittenText {
  const { values, missing } = valuesOf(facts, texts);
  const say = (key: TextKey) => texts.t(key, values);
  const subject = say(`kit.${id}.subject`);
  const [lead = '', ...others] = PARAGRAPHS[id].map(say);
  const where = say('kit.where');
  // The helpdesk is whom the others ask.
  const help = id === 'helpdesk' ? [] : [say('kit.help')];
  const genuine = facts.organisation === null ? texts.t('common.genuine-unnamed') : say('common.genuine');
  const paragraphs = [lead, ...others, where, ...help, ...(id === 'helpdesk' ? [] : [genuine])];
  return {
    subject,
    paragraphs,
    mail: [say('kit.hello'), ...paragraphs, say('kit.signed')].join('\n\n'),
    post: [subject, ...paragraphs].join('\n\n'),
    missing: missing.filter((word) => [subject, ...paragraphs].some((text) => text.includes(word))),
  };
}

function valuesOf(facts: KitFacts, texts: Texts) {
  const missing: string[] = [];
  const known = (name: keyof Omit<KitFacts, 'registrationUrl'>, words: (value: string) => string) => {
    const value = facts[name];
    if (value !== null) return words(value);
    const blank = texts.t(`kit.unknown.${name}`);
    missing.push(blank);
    return blank;
  };
  const same = (value: string) => value.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const values = {
    organisation: known('organisation', same),
    start: known('startsOn', texts.calendarDay),
    deadline: known('deadline', texts.calendarDay),
    enforced: known('enforcedOn', texts.calendarDay),
    contact: known('contact', same),
    url: facts.registrationUrl,
  };
  return { values, missing };
}
