import type { RegisteredMethod } from './evidence.ts';

/** What the name of a phone and the version of its Authenticator give away. */

/** The year in which a model came out: people replace a phone far more often than they remove its registration. */
const MODELS: readonly (readonly [RegExp, (found: number) => number])[] = [
  [/\biPhone ?X/i, () => 2018],
  [/\biPhone ?SE/i, () => 2022],
  [/\biPhone ?(\d{1,2})\b/i, (number) => (number === 8 ? 2017 : 2008 + number)],
  [/\bSM-G9(\d)/i, (series) => 2012 + series],
  [/\bSM-S9(\d)/i, (series) => 2022 + series],
  [/\bSM-[AJ]\d(\d)\d/i, (series) => 2019 + series],
  [/\bPixel ?(\d{1,2})/i, (number) => 2015 + number],
];

export function releaseYear(label: string | null): number | null {
  for (const [pattern, year] of MODELS) {
    const found = pattern.exec(label ?? '');
    if (found) return year(Number(found[1] ?? 0));
  }
  return null;
}

export type PhoneSystem = 'ios' | 'android';

export function systemOfLabel(label: string | null): PhoneSystem | null {
  if (/iphone|ipad/i.test(label ?? '')) return 'ios';
  return /\bSM-|samsung|galaxy|pixel|android|redmi|xiaomi|oneplus|huawei|moto|nokia|oppo|vivo/i.test(
    label ?? '',
  )
    ? 'android'
    : null;
}

export function systemOfDevice(system: string | null): PhoneSystem | null {
  if (/\bios\b|iphone|ipados/i.test(system ?? '')) return 'ios';
  return /android/i.test(system ?? '') ? 'android' : null;
}

/**
 * `unable`: older than Microsoft's oldest versions for number matching (Android 6.2006.4198, iOS 6.4.12).
 * `old`: the app has not been updated for well over a year. `current`: neither.
 */
export type AppAge = 'unable' | 'old' | 'current';

/** Android counts year and month in the second number (6.2409.…), iOS counts releases (6.8.…). */
export function appAge(version: string | null, asOf: Date): AppAge | null {
  const [major, second, third = 0] = (version ?? '').split('.').map(Number);
  if (major === undefined || second === undefined || ![major, second, third].every(Number.isFinite))
    return null;
  // Outlook can take the prompts as well, and then this is Outlook's version.
  if (major < 5 || (major !== 6 && second >= 1000)) return null;
  if (major !== 6) return major < 6 ? 'unable' : 'current';
  if (second < 1000) {
    if (second < 4 || (second === 4 && third < 12)) return 'unable';
    return second < 7 ? 'old' : 'current';
  }
  if (second < 2006 || (second === 2006 && third < 4198)) return 'unable';
  const months = (asOf.getUTCFullYear() - 2000 - Math.floor(second / 100)) * 12 + asOf.getUTCMonth() + 1;
  return months - (second % 100) > 18 ? 'old' : 'current';
}

/** A watch shows prompts and cannot take the number. */
export function namesWatch(text: string | null): boolean {
  return /\bwatch/i.test(text ?? '');
}

/** By the day it was registered; Microsoft leaves that out for many, then the model and the use must do. */
export function isNewerPhone(a: RegisteredMethod, b: RegisteredMethod): boolean {
  if (a.addedAt && b.addedAt) return a.addedAt > b.addedAt;
  const [yearA, yearB] = [releaseYear(a.label), releaseYear(b.label)];
  if (yearA !== null && yearB !== null && yearA !== yearB) return yearA > yearB;
  return (a.lastUsedAt?.getTime() ?? 0) > (b.lastUsedAt?.getTime() ?? 0);
}
