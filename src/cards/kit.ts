import { KIT_TEXTS, type KitFacts, type KitText } from '../rollout/kit.ts';
import { type CommonView, common, joined } from './card.ts';
import { writeKitText } from './kit-words.ts';
import { plain } from './plain.ts';
import { LANGUAGES, type Language, type Texts, textsFor } from './texts.ts';

/** A text of the communication kit: read, chosen and copied. */
export interface KitView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly hasMissing: boolean;
  readonly missing: string;
  readonly textRtl: boolean;
  readonly subject: string;
  readonly paragraphs: readonly { readonly text: string }[];
  readonly copyTitle: string;
  readonly subjectLabel: string;
  readonly mailLabel: string;
  readonly mail: string;
  readonly postLabel: string;
  readonly post: string;
  readonly textLabel: string;
  readonly languageLabel: string;
  readonly error: string;
  readonly chosen: KitText;
  readonly language: Language;
  readonly texts: readonly { readonly title: string; readonly value: string }[];
  readonly languages: readonly { readonly title: string; readonly value: string }[];
  readonly show: string;
  readonly plan: string;
}

export interface KitInput {
  readonly facts: KitFacts;
  readonly text: KitText;
  readonly language: Language;
}

const PARAGRAPH_AT_MOST = 320;

/** In the reader's language; the text itself in the one that was chosen. */
export function toKitView({ facts, text, language }: KitInput, texts: Texts): KitView {
  // With the reader's own way of writing dates, where it is their language.
  const own = language === texts.language ? texts : textsFor(language);
  const written = writeKitText(text, facts, own);
  const title = texts.t(`kit.name.${text}`);
  const answer = texts.t('kit.answer');
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(texts.t('kit.eyebrow'), languageName(language, texts)),
    title,
    answer,
    hasMissing: written.missing.length > 0,
    missing: texts.t('kit.missing', { what: joined(...written.missing) }),
    textRtl: own.dir === 'rtl',
    subject: plain(written.subject, 200),
    paragraphs: written.paragraphs.map((paragraph) => ({ text: plain(paragraph, PARAGRAPH_AT_MOST) })),
    copyTitle: texts.t('kit.copy'),
    subjectLabel: texts.t('kit.field.subject'),
    mailLabel: texts.t('kit.field.mail'),
    mail: written.mail,
    postLabel: texts.t('kit.field.post'),
    post: written.post,
    textLabel: texts.t('kit.field.text'),
    languageLabel: texts.t('kit.field.language'),
    error: texts.t('plan.form.error'),
    chosen: text,
    language,
    texts: KIT_TEXTS.map((value) => ({ value, title: texts.t(`kit.name.${value}`) })),
    languages: LANGUAGES.map((value) => ({ value, title: languageName(value, texts) })),
    show: texts.t('kit.action.show'),
    plan: texts.t('kit.action.plan'),
  };
}

function languageName(language: Language, { locale }: Texts): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;
}
