import { addMethod } from '../registering/methods.ts';
import type { CompanyState } from '../tenant/state.ts';
import { type Button, buttonsOf, type Input } from './buttons.ts';
import { type Chat, startTeamsStandIn } from './connector.ts';
import { type Act, type Habits, habitsOf } from './habits.ts';

export interface CrowdOptions {
  /** How many of those who have a card do something with it, each minute; 0: only when they are told to. */
  readonly perMinute?: number;
  readonly seed?: number;
}

/** Everybody of the company who has no chat window: they get the bot's cards, and do with them what people do. */
export interface Crowd {
  readonly chats: ReadonlyMap<string, Chat>;
  /** How many have done what, until now. */
  readonly done: Readonly<Record<Act, number>>;
  /** Presses that the bot did not answer. */
  readonly problems: readonly string[];
  /** Lets the next one act, without waiting for the minute; false where nobody has anything to do. */
  actNow(): Promise<boolean>;
  stop(): Promise<void>;
}

const PER_MINUTE = 20;
const SEED = 7;
const AT_ONCE = 8;
/** What every card that asks to register has, and no other. */
const DONE = 'reminder.done';

interface Colleague {
  readonly chat: Chat;
  readonly habits: Habits;
  readonly name: string;
  readonly language: string;
}

/** Opens their chats as Teams does when an app is installed, so that the bot knows how to reach them. */
export async function startCrowd(options: {
  readonly company: CompanyState;
  readonly botUrl: string;
  /** The people of the chat windows are themselves. */
  readonly without: ReadonlySet<string>;
  readonly crowd: CrowdOptions;
}): Promise<Crowd> {
  const { company, botUrl, crowd } = options;
  const { perMinute = PER_MINUTE, seed = SEED } = crowd;
  const colleagues = new Map<string, Colleague>();
  const line: { readonly colleague: Colleague; readonly act: Act }[] = [];
  const done: Record<Act, number> = { register: 0, tell: 0, snooze: 0, 'no-phone': 0, help: 0, nothing: 0 };
  const problems: string[] = [];

  const teams = await startTeamsStandIn({
    onCard(chat, { card, isNew }) {
      const colleague = colleagues.get(chat.id);
      if (!colleague || !isNew || !buttonsOf(card).some(({ verb }) => verb === DONE)) return;
      const act = colleague.habits.next();
      if (act === 'nothing') done.nothing += 1;
      else line.push({ colleague, act });
    },
  });

  const send = (colleague: Colleague, activity: object) =>
    fetch(`${botUrl}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...addressOf(colleague, { serviceUrl: teams.serviceUrl, tenantId: company.tenantId }),
        ...activity,
      }),
    });

  const press = async (colleague: Colleague, verb: string) => {
    const { last } = colleague.chat;
    const button = buttonsOf(last?.card).find((one) => one.verb === verb);
    if (last === null || button === undefined) return;
    const action = { type: 'Action.Execute', verb, data: gathered(button, colleague) };
    const value = { action, trigger: 'manual' };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', replyToId: last.activityId, value };
    const answer = await send(colleague, invoke);
    const body: unknown = answer.ok ? await answer.json() : null;
    if (body === null) problems.push(`${verb}: ${answer.status}`);
    const shown = body as { type?: unknown; value?: unknown } | null;
    if (shown?.type === 'application/vnd.microsoft.card.adaptive') {
      colleague.chat.last = { ...last, card: shown.value };
    }
  };

  const actions: Readonly<Record<Act, (colleague: Colleague) => Promise<void>>> = {
    async register({ chat, habits }) {
      addMethod(company, chat.personId, habits.adds);
    },
    async tell(colleague) {
      addMethod(company, colleague.chat.personId, colleague.habits.adds);
      await press(colleague, DONE);
    },
    snooze: (colleague) => press(colleague, 'reminder.snooze'),
    'no-phone': (colleague) => press(colleague, 'reminder.no-phone'),
    help: (colleague) => press(colleague, 'reminder.help'),
    nothing: async () => undefined,
  };

  const actNow = async (): Promise<boolean> => {
    const next = line.shift();
    if (next === undefined) return false;
    done[next.act] += 1;
    // A bot that is being stopped, or restarted, misses a press: nothing of the demo may end over it.
    await actions[next.act](next.colleague).catch((error: unknown) => problems.push(String(error)));
    return true;
  };

  for (const { id, displayName, kind, accountEnabled, userType } of company.users) {
    if (kind !== 'staff' || !accountEnabled || userType !== 'Member' || options.without.has(id)) continue;
    const habits = habitsOf(id, seed);
    if (habits.reach === 'without-app') continue;
    const chat = teams.open({ id, blocked: habits.reach === 'blocked' });
    const language = String(company.account(id).user.preferredLanguage ?? 'en-GB');
    colleagues.set(chat.id, { chat, habits, name: displayName, language });
  }
  const waiting = [...colleagues.values()];
  const install = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const answer = await send(one, { type: 'installationUpdate', action: 'add' });
      if (!answer.ok) throw new Error(`The bot answered ${answer.status} to an installation.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, install)).catch(async (error: unknown) => {
    await teams.stop();
    throw error;
  });
  const timer = perMinute > 0 ? setInterval(() => void actNow(), 60_000 / perMinute) : undefined;
  return {
    chats: teams.chats,
    done,
    problems,
    actNow,
    async stop() {
      clearInterval(timer);
      await teams.stop();
    },
  };
}

function addressOf(
  { chat, name, language }: Colleague,
  { serviceUrl, tenantId }: { readonly serviceUrl: string; readonly tenantId: string },
): object {
  return {
    id: `activity-${chat.personId}`,
    channelId: 'msteams',
    serviceUrl,
    timestamp: new Date().toISOString(),
    locale: language,
    from: { id: `29:${chat.personId}`, name, aadObjectId: chat.personId },
    recipient: { id: '28:muster', name: 'Muster' },
    conversation: { id: chat.id, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
  };
}

/** What is typed and chosen comes in the button's data, as Teams sends it. */
function gathered(button: Button, { habits, language }: Colleague): object {
  const filled = button.inputs.map((input: Input) => [
    input.id,
    input.kind === 'choice' ? (input.choices[0] ?? '') : habits.helpWords(language),
  ]);
  return { ...button.data, ...Object.fromEntries(filled) };
}
