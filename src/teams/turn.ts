import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignDesk, CaseDesk, PersonDesk, TenantAlternatives } from '../campaign/ports.ts';
import type { TextKey, Texts } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import type { CoverageReader } from '../people/coverage-reader.ts';
import type { Directory, Registrations } from '../people/ports.ts';
import type { Role } from '../people/roles.ts';
import type { BreakGlassTest } from '../rollout/alarm.ts';
import type { ExceptionDesk } from '../rollout/exception-desk.ts';
import type { ExemptionDesk } from '../rollout/exemption.ts';
import type { LegacyDesk } from '../rollout/legacy-desk.ts';
import type { PlanDesk, PlanFile } from '../rollout/plan-ports.ts';
import type { ReadinessDesk } from '../rollout/readiness-desk.ts';
import type { ValidationDesk } from '../rollout/validation-desk.ts';
import type { WatchReport } from '../rollout/watch.ts';
import type { Asking } from '../triage/asking.ts';
import type { StepsPorts } from '../triage/send-steps.ts';
import type { Watch } from '../triage/watch.ts';
import type { Drawn } from './drawn.ts';
import type { Tell } from './tell.ts';

/** One message or one button press, as the handlers see it: who asks, where, in which language. */
export interface Turn {
  readonly askerId: string;
  readonly roles: ReadonlySet<Role>;
  readonly conversation: {
    readonly id: string;
    readonly kind: 'personal' | 'group' | 'channel';
    /** Where Teams tells who is here; null where it does not tell of everybody. */
    readonly rosterId: string | null;
    readonly serviceUrl: string;
  };
  readonly texts: Texts;
  /** What people quote when they report a problem; the same id stands in the log. */
  readonly reference: string;
}

/** A command as far as help needs to know it. */
export interface Typed {
  readonly words: string;
  /** What may follow the words. */
  readonly takes: 'nothing' | 'person';
  readonly who: Role;
  /** Whoever holds this one may ask it, too. */
  readonly orWho?: Role;
  /** What help says it does. */
  readonly summary: TextKey;
  /** Understands more than its words: what remains of a sentence that asks for it, null of any other. */
  readonly reads?: (text: string) => string | null;
  /** Help names it, and the list below the message box does not: Teams takes twelve commands there. */
  readonly inHelpAlone?: true;
}

/** What handlers work with. Read on behalf of somebody who waits: served before background work. */
export interface Services {
  readonly directory: Directory;
  readonly registrations: Registrations;
  readonly coverage: CoverageReader;
  readonly commands: readonly Typed[];
  readonly clock: Clock;
  readonly registrationUrl: string;
  readonly asking: Asking;
  readonly steps: StepsPorts;
  readonly watching: Watching;
  readonly campaigns: CampaignDesk;
  readonly recipients: PersonDesk;
  readonly cases: CaseDesk;
  readonly alternatives: TenantAlternatives;
  readonly drawn: Drawn;
  readonly files: FileOffers;
  readonly tell: Tell;
  readonly readiness: ReadinessDesk;
  readonly legacy: LegacyDesk;
  readonly watch: WatchDesk;
  readonly validation: ValidationDesk;
  readonly exceptions: ExceptionDesk;
  readonly exemptions: ExemptionDesk;
  readonly plan: PlanDesk;
  /** Announces a test of an emergency account; the one that runs already, where there is one. */
  readonly announceTest: (by: string) => Promise<{ readonly test: BreakGlassTest; readonly isNew: boolean }>;
}

export interface FileOffers {
  /** Asks in a private chat for leave to save everybody of a campaign as a file. `rows`: about how many they are. */
  offer(campaign: Campaign, rows: number, turn: Turn): Promise<void>;
  offerPlan(planId: string, as: PlanFile, turn: Turn): Promise<void>;
  offerExceptions(rows: number, turn: Turn): Promise<void>;
  offerValidation(turn: Turn): Promise<void>;
}

/** Starts to watch for somebody; undefined where they could not be told. */
export type Watching = (
  about: Pick<Watch, 'caseId' | 'askerId' | 'personId'>,
) => Promise<{ readonly watch: Watch; readonly isNew: boolean } | undefined>;

/** How an enforcement goes, for whoever looks after it. */
export interface WatchDesk {
  /** Undefined: nobody watches. */
  report(): Promise<WatchReport | undefined>;
  /** `groupId` null: everybody. The one that runs already, where there is one. */
  start(by: string, groupId: string | null): Promise<WatchReport>;
  stop(watchId: string): Promise<WatchReport | undefined>;
  /** To how many people who are locked out it is written how to register; to each once. */
  message(watchId: string, by: string): Promise<number>;
}
