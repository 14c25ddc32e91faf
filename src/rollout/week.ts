/** What the log of the last days says about sign-ins that a policy in report-only mode would have treated otherwise. */
export interface ReportOnlyWeek {
  readonly window: LogRead;
  /** By policy id. */
  readonly policies: ReadonlyMap<string, PolicyImpact>;
}

/** How much of the log was read: a large tenant's newest sign-ins stand for the rest, and that is said. */
export interface LogRead {
  readonly days: number;
  readonly signIns: number;
  readonly whole: boolean;
  /** The oldest row that was read, where not everything was. */
  readonly since: Date;
}

export interface PolicyImpact {
  /** By object id: whom it would have refused. */
  readonly refused: ReadonlyMap<string, Refused>;
  /** By object id, with the name: whom it would have asked for something, such as a second step. */
  readonly asked: ReadonlyMap<string, string>;
}

export interface Refused {
  readonly name: string;
  /** What was asked for and not there, in Graph's words: `Block`, `RequireCompliantDevice`, … */
  readonly controls: readonly string[];
}

/** Successful sign-ins of the last days for which the password alone was enough. */
export interface SingleFactorWeek {
  readonly window: LogRead;
  readonly uses: readonly SingleFactorUse[];
}

/** All sign-ins of one person with the same application under the same circumstances. */
export interface SingleFactorUse {
  readonly personId: string;
  readonly name: string;
  readonly application: { readonly id: string | null; readonly name: string | null };
  readonly resourceId: string | null;
  readonly client: string | null;
  readonly trustedPlace: boolean;
  readonly compliantDevice: boolean;
  readonly rememberedDevice: boolean;
  readonly signIns: number;
  /** The newest of them. */
  readonly last: Date;
}
