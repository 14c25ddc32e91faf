import type { z } from 'zod';
import type { Rendered } from '../cards/render.ts';
import type { Role } from '../people/roles.ts';
import type { Services, Turn, Typed } from './turn.ts';

/**
 * Who is the answer about? That decides where it may be shown:
 * `nobody` anywhere · `asker` and `others` in a chat of several people only when everybody in it
 * holds the row's role; otherwise in the asker's private chat, with one line here that says so.
 */
export type About = 'nobody' | 'asker' | 'others';

/** Shown at once; `whole` takes its place, wherever it went, as soon as it is there. */
export interface Growing {
  readonly shown: Rendered;
  readonly whole: Promise<Rendered>;
}

/**
 * One line about the card whose button was pressed. `card` is that card with the line on it, where it is still known:
 * not every client shows the line alone.
 */
export interface Line {
  readonly line: Rendered;
  readonly card?: Rendered;
}

/** For every device of everybody in the chat: the card whose button was pressed is edited, not only drawn anew here. */
export interface ForAll {
  readonly forAll: Rendered;
}

/** As `ForAll`, for a card that edits itself later: `stands` hears where it stands, wherever the answer went. */
export interface Living {
  readonly living: Rendered;
  readonly stands: Stands | null;
}
export type Stands = (card: {
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly activityId: string;
}) => Promise<void>;

/** A card of its own; the one whose button was pressed stays as it is. */
export interface Beside {
  readonly beside: Rendered;
}

export type Answer = Rendered | Growing | Line | ForAll | Living | Beside;

interface Row<Input> {
  readonly who: Role;
  /** Whoever holds this one may run it, too. */
  readonly orWho?: Role;
  readonly about: About;
  readonly input: z.ZodType<Input>;
  run(input: Input, turn: Turn, services: Services): Promise<Answer>;
}

/** One typed command. */
export interface CommandRow<Input = unknown> extends Row<Input>, Typed {}

/** One button. Its data carries ids and a card version, never facts to be trusted. */
export interface ActionRow<Input = unknown> extends Row<Input> {
  readonly verb: string;
}

/** Keeps the input's type between a row's schema and its handler, then forgets it: a table holds many kinds. */
export function command<Input>(row: CommandRow<Input>): CommandRow {
  return row as CommandRow;
}
export function action<Input>(row: ActionRow<Input>): ActionRow {
  return row as ActionRow;
}
