import { seededRandom, stableId } from '../tenant/company/stable.ts';

/**
 * What somebody does with the next card that asks them to register.
 * `register`     opens the page and adds something; the bot has to find out by itself
 * `tell`         the same, and presses "I've done it"
 */
export const ACTS = ['register', 'tell', 'snooze', 'no-phone', 'help', 'nothing'] as const;
export type Act = (typeof ACTS)[number];

/** In hundredths of those who get a card. Whoever does nothing is asked again by the next one. */
const SHARES: Readonly<Record<Act, number>> = {
  register: 34,
  tell: 24,
  snooze: 8,
  'no-phone': 4,
  help: 5,
  nothing: 25,
};

export interface Habits {
  /** Of a person whom the bot cannot reach, why. */
  readonly reach: 'reached' | 'blocked' | 'without-app';
  /** What comes next; the same in every run. */
  next(): Act;
  readonly adds: 'authenticator' | 'passkey';
  helpWords(language: string): string;
}

/** Everybody is somebody of their own, and the same in every run with the same seed. */
export function habitsOf(personId: string, seed: number): Habits {
  const random = seededRandom(Number.parseInt(stableId('habits', String(seed), personId).slice(0, 8), 16));
  const reach = random();
  const adds = random() < 0.8 ? 'authenticator' : 'passkey';
  const words = random();
  return {
    reach: reach < 0.03 ? 'blocked' : reach < 0.07 ? 'without-app' : 'reached',
    adds,
    next() {
      let rest = random() * 100;
      for (const act of ACTS) {
        rest -= SHARES[act];
        if (rest < 0) return act;
      }
      return 'nothing';
    },
    helpWords(language) {
      const lines = HELP[language.slice(0, 2)] ?? ENGLISH;
      return lines[Math.floor(words * lines.length)] ?? '';
    },
  };
}

const ENGLISH = ['The page asks for a code that never comes.', 'I have two phones. Which one should I use?'];
const HELP: Readonly<Record<string, readonly string[]>> = {
  de: ['Die Seite fragt nach einem Code, der nie ankommt.', 'Darf ich dafür mein privates Handy nehmen?'],
  fr: ['La page me demande un code que je ne reçois jamais.', 'Puis-je utiliser mon téléphone personnel ?'],
  es: ['La página pide un código que no llega nunca.', '¿Puedo usar mi móvil personal?'],
  pt: ['A página pede um código que nunca chega.', 'Posso usar o meu telemóvel pessoal?'],
  ja: ['コードが届きません。どうすればよいですか。', '個人のスマートフォンを使ってもよいですか。'],
  ar: ['تطلب الصفحة رمزًا لا يصل أبدًا.', 'هل يمكنني استخدام هاتفي الشخصي؟'],
};
