import type { Step } from '../../../demo/tenant/company/sign-in.ts';
import type { CaseStep } from './format.ts';

interface Kind {
  /** Entra's word for the method. */
  readonly method: string;
  readonly passed: string;
  readonly first?: true;
  readonly detail?: string;
}

const DONE = 'MFA successfully completed';
const STRONG = 'MFA requirement satisfied by multi-factor device';

/** The short words for steps. Longer ones first, so that `phone sign-in` is not a `phone`. */
const KINDS: Readonly<Record<string, Kind>> = {
  'phone sign-in': { method: 'Passwordless phone sign-in', passed: DONE, first: true },
  'desk call': { method: 'Phone call approval (Office phone)', passed: DONE },
  password: {
    method: 'Password',
    passed: 'Correct password',
    first: true,
    detail: 'Password Hash Sync',
  },
  provider: {
    method: 'External authentication method',
    passed: 'MFA requirement satisfied by claim provided by external provider',
  },
  nothing: { method: '', passed: '' },
  passkey: { method: 'Passkey (device-bound)', passed: STRONG, first: true },
  hello: { method: 'Windows Hello for Business', passed: STRONG, first: true },
  claim: {
    method: 'Previously satisfied',
    passed: 'MFA requirement satisfied by claim in the token',
  },
  push: { method: 'Mobile app notification', passed: DONE },
  pass: { method: 'Temporary Access Pass', passed: DONE, first: true },
  text: { method: 'Text message', passed: DONE },
  call: { method: 'Phone call approval (Authentication phone)', passed: DONE },
  code: { method: 'OATH verification code', passed: DONE },
};

const SENTENCE = new RegExp(`^(${Object.keys(KINDS).join('|')})(?: (.+?))?(?:(: | = )(.+))?$`);

/**
 * `push iPhone 11` was approved; `push iPhone 11: MFA denied; …` was not, and Entra wrote what follows the colon;
 * `push iPhone 11 = MFA completed in Azure AD` was, and Entra wrote what follows the equals sign.
 */
export function step(written: CaseStep): Step {
  if (typeof written !== 'string') {
    return { ...written, detail: written.detail ?? null, first: written.first ?? false };
  }
  const [, name = '', detail, how, words] = SENTENCE.exec(written) ?? [];
  const kind = KINDS[name];
  if (kind === undefined) throw new Error(`no step begins like '${written}'`);
  return {
    method: kind.method,
    detail: detail ?? kind.detail ?? null,
    succeeded: how !== ': ',
    result: words ?? kind.passed,
    first: kind.first ?? false,
  };
}

/** Where nothing is said, the password was right. A second step alone had a right password before it. */
export function steps(written: readonly CaseStep[] | undefined): readonly Step[] {
  const told = (written ?? ['password']).map(step);
  const [first] = told;
  return first !== undefined && !first.first ? [step('password'), ...told] : told;
}
