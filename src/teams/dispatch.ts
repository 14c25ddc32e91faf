import type { Rendered } from '../cards/render.ts';
import { UserError } from '../errors.ts';
import type { Role } from '../people/roles.ts';
import { matchCommand } from './match.ts';
import { noticeReply, refusalReply, unknownReply } from './replies.ts';
import type { About, ActionRow, Answer, CommandRow, Stands } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** What to show, and how freely: see `About`. `holding` is the role that everybody who sees it must have. */
export interface Reply {
  readonly shown: Rendered;
  readonly about: About;
  readonly holding: Role;
  /** Whether it takes the place of the card whose button was pressed; a refusal leaves that card alone. */
  readonly replaces: boolean;
  /** What a button's own card becomes, instead of one line; null where it stays or `shown` replaces it. */
  readonly card: Rendered | null;
  /** Whether the card whose button was pressed is to become it for everybody who sees that card. */
  readonly forAll: boolean;
  /** Whether it is a message of its own beside that card. */
  readonly beside: boolean;
  /** Hears where the card stands; null: nobody wants to know. */
  readonly stands: Stands | null;
  /** Takes the place of what is shown once it is there. Null: nothing follows. */
  readonly whole: Promise<Rendered> | null;
  /** What ran, for the log and the metrics: a row's words or verb, never what somebody typed. */
  readonly ran: string;
}

export interface Dispatch {
  message(text: string, turn: Turn): Promise<Reply>;
  press(verb: string, data: unknown, turn: Turn): Promise<Reply>;
}

/** Finds the row, checks who asks, parses the input, runs it. Nothing else happens here. */
export function createDispatch(options: {
  commands: readonly CommandRow[];
  actions: readonly ActionRow[];
  services: Services;
}): Dispatch {
  const { commands, actions, services } = options;
  const byVerb = new Map(actions.map((row) => [row.verb, row]));

  const run = async (
    row: CommandRow | ActionRow,
    ran: string,
    input: unknown,
    turn: Turn,
  ): Promise<Reply> => {
    const holding = [row.who, row.orWho ?? row.who].find((role) => turn.roles.has(role));
    if (holding === undefined) return openly(refusalReply(row.who, turn), `refused ${ran}`);
    const parsed = row.input.safeParse(input);
    if (!parsed.success)
      throw new UserError(
        'bad-input',
        turn.texts.t('problem.bad-input'),
        turn.texts.t('notice.expired-ask-again'),
      );
    const answer = await row.run(parsed.data, turn, services);
    return { ...shownOf(answer), about: row.about, holding, ran };
  };

  return {
    async message(text, turn) {
      const match = matchCommand(commands, text);
      if (match.kind === 'nearest') return openly(unknownReply(text, match.rows, commands, turn), 'unknown');
      return run(match.row, match.row.words, { person: match.rest }, turn);
    },
    async press(verb, data, turn) {
      const row = byVerb.get(verb);
      if (!row) return openly(noticeReply({ kind: 'expired', replaced: false }, turn), 'unknown verb');
      return run(row, verb, data, turn);
    },
  };
}

function shownOf(answer: Answer): Omit<Reply, 'about' | 'holding' | 'ran'> {
  const usual = { replaces: true, card: null, forAll: false, beside: false, stands: null, whole: null };
  if ('line' in answer) return { ...usual, shown: answer.line, replaces: false, card: answer.card ?? null };
  if ('beside' in answer) return { ...usual, shown: answer.beside, beside: true };
  if ('living' in answer) return { ...usual, shown: answer.living, forAll: true, stands: answer.stands };
  if ('forAll' in answer) return { ...usual, shown: answer.forAll, forAll: true };
  if ('whole' in answer) return { ...usual, ...answer };
  return { ...usual, shown: answer };
}

/** Holds nothing about anybody. */
export function openly(shown: Rendered, ran = ''): Reply {
  return {
    shown,
    about: 'nobody',
    holding: 'user',
    replaces: false,
    card: null,
    forAll: false,
    beside: false,
    stands: null,
    whole: null,
    ran,
  };
}
