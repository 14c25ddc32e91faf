import type { Entity } from './entity.ts';

/** What somebody has registered and Graph does not show everywhere yet. */
export class Lag<Owner> {
  /** Until the person's own methods show it. */
  methodsMs = 0;
  /** Until the registration report shows it; as it is, only its next refresh does. */
  reportMs = Number.POSITIVE_INFINITY;
  #entries: {
    readonly owner: Owner;
    readonly method: Entity;
    readonly at: number;
    readonly hiddenMs: number | undefined;
  }[] = [];

  /** `hiddenMs`: for this one alone. */
  note(owner: Owner, method: Entity, at: Date, hiddenMs?: number): void {
    this.#entries.push({ owner, method, at: at.getTime(), hiddenMs });
  }

  /** What somebody's methods do not show by now. */
  hidden(owner: Owner, now: Date): ReadonlySet<Entity> {
    const unseen = this.#entries.filter(
      (entry) => entry.owner === owner && entry.at + (entry.hiddenMs ?? this.methodsMs) > now.getTime(),
    );
    return new Set(unseen.map(({ method }) => method));
  }

  /** Whose rows of the report are due by now; each is told once. */
  due(now: Date): ReadonlySet<Owner> {
    const late = now.getTime() - this.reportMs;
    const due = this.#entries.filter((entry) => entry.at <= late);
    if (due.length > 0) this.#entries = this.#entries.filter((entry) => entry.at > late);
    return new Set(due.map(({ owner }) => owner));
  }
}
