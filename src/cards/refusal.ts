import type { Role } from '../people/roles.ts';
import { type CommonView, common } from './card.ts';
import type { Texts } from './texts.ts';

/** Says whom something is for and why, and nothing about what it would have shown. */
export interface RefusalView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
}

export function toRefusalView(input: { readonly role: Role }, texts: Texts): RefusalView {
  const title = texts.t(`refusal.${input.role}.title`);
  const answer = texts.t(`refusal.${input.role}.answer`);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: texts.t('refusal.eyebrow'),
    title,
    answer,
  };
}
