import type { Entity } from '../tenant/entity.ts';
import type { Account, CompanyState, NamedPerson } from '../tenant/state.ts';
import type { Addable } from './methods.ts';

const WORDS: Readonly<Record<Addable, { readonly add: string; readonly done: string }>> = {
  authenticator: { add: 'Add Microsoft Authenticator', done: 'Microsoft Authenticator was added' },
  passkey: { add: 'Add a security key', done: 'The security key was added' },
};

const KINDS: Readonly<Record<string, string>> = {
  microsoftAuthenticator: 'Microsoft Authenticator',
  fido2: 'Security key',
  phone: 'Phone',
  password: 'Password',
  windowsHelloForBusiness: 'Windows Hello',
  platformCredential: 'Mac',
  email: 'E-mail',
  temporaryAccessPass: 'Temporary pass',
  softwareOath: 'App with codes',
  hardwareOath: 'Device with codes',
};

const FOUND_AT_MOST = 12;

export function choosingPage(options: {
  readonly company: CompanyState;
  readonly suggested: readonly NamedPerson[];
  readonly words: string;
}): string {
  const { company, suggested, words } = options;
  const sought = words.trim().toLowerCase();
  const found = company.users.filter(
    ({ displayName, userPrincipalName, accountEnabled }) =>
      accountEnabled && `${displayName} ${userPrincipalName}`.toLowerCase().includes(sought),
  );
  const people = sought === '' ? suggested : found.slice(0, FOUND_AT_MOST);
  const list = people
    .map(
      (one) =>
        `<li><a href="/?as=${encodeURIComponent(one.id)}"><b>${escaped(one.displayName)}</b>` +
        `<span>${escaped(one.userPrincipalName)}</span></a></li>`,
    )
    .join('');
  return page({
    title: 'Who are you?',
    company: company.name,
    body: `
      <p>Microsoft’s page would know, because you have signed in. This one asks.</p>
      <form method="get"><input name="as" value="${escaped(words)}" placeholder="A name of ${escaped(company.name)}" aria-label="Name">
      <button class="plain">Search</button></form>
      <ul class="people">${list || '<li class="none">Nobody fits.</li>'}</ul>`,
  });
}

export function personPage(options: {
  readonly company: string;
  readonly account: Account;
  readonly added: Addable | null;
  readonly late: boolean;
}): string {
  const { company, account, added, late } = options;
  const name = String(account.user.displayName);
  const done =
    added === null
      ? ''
      : `<p class="done" role="status">✓ ${WORDS[added].done}. ${
          late
            ? 'Graph shows it in a minute: until then, “I’ve done it” is told to be patient.'
            : 'Go back to Teams, and press “I’ve done it”.'
        }</p>`;
  const methods = account.methods.map(
    (method) => `<li><b>${escaped(kindOf(method))}</b>${labelOf(method)}</li>`,
  );
  const buttons = Object.entries(WORDS).map(
    ([method, words]) => `<button name="method" value="${method}">${words.add}</button>`,
  );
  return page({
    title: 'Security info',
    company,
    body: `
      <p class="who"><b>${escaped(name)}</b><span>${escaped(String(account.user.userPrincipalName))}</span>
        <a href="/">Somebody else</a></p>
      ${done}
      <ul class="methods">${methods.join('')}</ul>
      <form method="post" action="/"><input type="hidden" name="as" value="${escaped(account.id)}">
        <div class="buttons">${buttons.join('')}</div>
        <label><input type="checkbox" name="late"> Graph shows it only a minute later, as it sometimes does</label>
      </form>`,
  });
}

function kindOf(method: Entity): string {
  const type = String(method['@odata.type']).replace(/^#microsoft\.graph\.(.*)AuthenticationMethod$/, '$1');
  return KINDS[type] ?? type;
}

function labelOf(method: Entity): string {
  const label = method.displayName ?? method.phoneNumber ?? method.emailAddress;
  return typeof label === 'string' ? `<span>${escaped(label)}</span>` : '';
}

function page({ title, company, body }: { title: string; company: string; body: string }): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)} (simulated)</title><style>${STYLE}</style></head>
<body><p class="banner">Simulated page. It belongs to the demo on this machine: nothing here is Microsoft’s, and nothing leaves it.</p>
<main><p class="company">${escaped(company)}</p><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1b1a19, #f3f2f1); --quiet: light-dark(#605e5c, #a19f9d);
  --card: light-dark(#fff, #252423); --ground: light-dark(#f3f2f1, #161514); --line: light-dark(#e1dfdd, #3b3a39);
  --accent: #4f52b2; --link: light-dark(#4f52b2, #a3a6f5); --good: light-dark(#0e700e, #7fd37f); --good-ground: light-dark(#e9f7e9, #17301a) }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 'Segoe UI', system-ui, sans-serif }
.banner { margin: 0; padding: 10px 20px; background: #7a4b00; color: #fff; text-align: center }
main { max-width: 560px; margin: 48px auto; padding: 36px 40px; background: var(--card); border-radius: 12px;
  box-shadow: 0 2px 14px rgb(0 0 0 / .12) }
.company { margin: 0; color: var(--quiet) } h1 { margin: 0 0 20px; font-size: 28px; line-height: 1.25 }
ul { list-style: none; margin: 20px 0; padding: 0; border-top: 1px solid var(--line) }
li, li a { display: flex; flex-wrap: wrap; gap: 0 12px; justify-content: space-between }
li { border-bottom: 1px solid var(--line) } .methods li, .people a, .none { padding: 12px 4px }
.people a { flex: 1; color: inherit; text-decoration: none } .people a:hover { background: var(--ground) }
span { color: var(--quiet); overflow-wrap: anywhere } .who { display: flex; flex-wrap: wrap; gap: 0 12px }
a { color: var(--link) } .who a { margin-left: auto }
.done { padding: 12px 16px; border-radius: 8px; background: var(--good-ground); color: var(--good); font-weight: 600 }
.buttons, form:has(.plain) { display: flex; flex-wrap: wrap; gap: 12px }
button { padding: 10px 18px; border: 0; border-radius: 6px; background: var(--accent); color: #fff; font: inherit;
  font-weight: 600; cursor: pointer } button + button { background: none; color: var(--ink); box-shadow: inset 0 0 0 1px var(--quiet) }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
input[name=as]:not([type]) { flex: 1; min-width: 200px; padding: 10px 12px; border: 1px solid var(--quiet); border-radius: 6px;
  background: none; color: inherit; font: inherit }
label { display: block; margin-top: 16px; color: var(--quiet) }`;
