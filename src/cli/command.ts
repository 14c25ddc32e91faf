import type { ParseArgsConfig } from 'node:util';
import type { CampaignDesk } from '../campaign/ports.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Directory, Registrations } from '../people/ports.ts';
import type { ExceptionDesk } from '../rollout/exception-desk.ts';
import type { GateResult } from '../rollout/gate.ts';
import type { KitText } from '../rollout/kit.ts';
import type { LegacyLog } from '../rollout/legacy-sign-in.ts';
import type { WrittenPlan } from '../rollout/plan-ports.ts';
import type { Readiness } from '../rollout/readiness.ts';
import type { ToldGate } from '../rollout/told.ts';
import type { PartId, PartState, Validation } from '../rollout/validation.ts';
import type { Case } from '../triage/cases.ts';
import type { Inquiry } from '../triage/collect.ts';
import type { Diagnosis } from '../triage/diagnosis.ts';

/** What the command line works with, built by app.ts only when a command asks for it. */
export interface Tools {
  readonly config: Config;
  readonly clock: Clock;
  /** Graph, read as a question that somebody waits for. */
  readonly directory: Directory;
  readonly registrations: Registrations;
  readonly legacyLog: LegacyLog;
  /** Every gate of the rollout, each judged once what it stands on is read. */
  readiness(): Promise<Readiness>;
  tellGate(result: GateResult): ToldGate;
  /** Whether the rollout is done: its parts in English, and the report as a page in that language. */
  validate(language: string): Promise<ToldValidation>;
  /** What a senior engineer would say about this person's trouble, once everything is read. */
  diagnose(inquiry: Inquiry): Promise<Diagnosis>;
  /** The questions asked since then, oldest first. */
  askedSince(since: Date): AsyncIterable<readonly Case[]>;
  /** Opens the database for as long as `use` reads its campaigns. */
  withCampaigns<Result>(use: (campaigns: CampaignReader) => Promise<Result>): Promise<Result>;
  /** The same with its register of exceptions. */
  withExceptions<Result>(use: (register: ExceptionReader) => Promise<Result>): Promise<Result>;
  /** The plan as the database knows it: what only the tenant shows is unknown. Undefined: there is none. */
  plan(): Promise<WrittenPlan | undefined>;
  /** Texts of the communication kit in that language, with what is known filled in. */
  kit(
    texts: readonly KitText[],
    language: string,
  ): Promise<{
    readonly written: readonly { readonly id: KitText; readonly subject: string; readonly mail: string }[];
    readonly missing: readonly string[];
  }>;
  /** Tries each permission once, cheaply; yields what works and how to mend what does not. */
  probeGraph(): AsyncIterable<Probe>;
  probeDatabase(): Promise<Probe>;
  migrate(): Promise<{ readonly applied: readonly string[]; readonly version: number }>;
  /** Runs until the signal aborts, then stops in order. */
  serve(signal: AbortSignal): Promise<void>;
}

/** What a terminal may ask about the register of exceptions. */
export type ExceptionReader = Pick<ExceptionDesk, 'everything'>;

/** The end of a rollout as it is told in a terminal. */
export interface ToldValidation {
  readonly validation: Validation;
  readonly parts: readonly {
    readonly id: PartId;
    readonly state: PartState;
    readonly title: string;
    readonly found: readonly string[];
    readonly next: string;
    readonly items: readonly { readonly id: string | null; readonly name: string; readonly text: string }[];
  }[];
  readonly page: string;
}

/** What a terminal may ask about campaigns. */
export type CampaignReader = Pick<CampaignDesk, 'list' | 'find' | 'dryRun' | 'progress' | 'export'>;

export interface Probe {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do, where something is to be done. */
  readonly fix: string | null;
  /** The exit status that a failure of this kind deserves. */
  readonly error: Error | null;
}

export interface Invocation {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** Results: standard output. Resolves when the reader has taken it, so that memory stays flat. */
  out(text: string): Promise<void>;
  /** Everything else: standard error. */
  say(text: string): void;
  tools(): Promise<Tools>;
  readonly signal: AbortSignal;
}

export interface CliCommand {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly flags: NonNullable<ParseArgsConfig['options']>;
  /** How many words may follow the command's name. */
  readonly positionals: number;
  /** Finishes what it does when the signal comes, instead of being cut off. */
  readonly stopsInOrder?: true;
  run(invocation: Invocation): Promise<void>;
}

export const JSON_FLAG = { json: { type: 'boolean' } } as const;
