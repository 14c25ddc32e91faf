/** Who is to be exempted; null where a sentence does not ask for that. Each is a whole sentence. */
const MFA = '(?:mfa|2fa|the second step|second factor|multi-?factor(?: authentication)?|the prompts?)';
const WHO = '(?<who>.{1,80}?)';
const PLEASE = '(?:please |can (?:you|we) |could (?:you|we) )?';
const SENTENCES: readonly RegExp[] = [
  `${PLEASE}(?:exempt|excuse) ${WHO}(?: from ${MFA})?`,
  `${PLEASE}(?:exclude|remove|release|free|take|leave) ${WHO} (?:from|out of|off) ${MFA}`,
  `${PLEASE}(?:turn|switch) ${MFA} off for ${WHO}`,
  `${PLEASE}(?:turn off|switch off|disable|deactivate|remove|skip) ${MFA} for ${WHO}`,
  `can ${WHO} be (?:exempt|exempted|excluded) from ${MFA}`,
  `${WHO} (?:needs|wants|would like) (?:to be exempt(?:ed)? from|an exemption from|an exception from) ${MFA}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'));
const SELF = /^(?:me|myself|i)$/i;

function whoIn(text: string): string | null {
  const plain = text
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .replace(/[\s.?!]+$/, '')
    .trim();
  for (const pattern of SENTENCES) {
    const who = pattern.exec(plain)?.groups?.who?.trim();
    if (who) return who;
  }
  return null;
}

/** "exempt Alice", "exclude Alice from MFA", "turn off MFA for Alice". */
export function readExemption(text: string): string | null {
  const who = whoIn(text);
  return who === null || SELF.test(who) ? null : who;
}

/** "exempt me", "exclude me from MFA". */
export function readOwnExemption(text: string): string | null {
  const who = whoIn(text);
  return who !== null && SELF.test(who) ? '' : null;
}
