import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TenantAlternatives } from '../campaign/ports.ts';
import { toExemptionCaseView } from '../cards/exemption.ts';
import { render } from '../cards/render.ts';
import { textsFor } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { KnownError, onlyKnown } from '../errors.ts';
import type { Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { Person } from '../people/people.ts';
import type { Directory } from '../people/ports.ts';
import { MUSTER } from '../rollout/exceptions.ts';
import { type ExemptionDesk, type ExemptionRisk, exemptionRisk } from '../rollout/exemption.ts';
import type { Attempt } from '../rollout/ports.ts';
import { lastProof } from '../store/break-glass.ts';
import {
  askForHelp,
  closeHelp,
  requestById,
  requestsFor,
  saveOffered,
  saveRequest,
} from '../store/exemptions.ts';
import { cardActivity } from '../teams/invoke.ts';
import { isOutOfReach, type Messenger } from '../teams/messenger.ts';
import type { Collector } from '../triage/collect.ts';
import type { Evidence } from '../triage/evidence.ts';
import { readQuestion } from '../triage/question.ts';
import { buildHelpdesk, type HelpdeskParts } from './helpdesk.ts';

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = Queue<Jobs>['enqueue'];

export interface ExemptionParts extends HelpdeskParts {
  readonly config: Pick<Config, 'groups' | 'breakGlassIds'>;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findPerson'>;
  readonly collector: Pick<Collector, 'collect'>;
  readonly alternatives: TenantAlternatives;
  readonly messenger: Messenger;
  readonly enqueue: Enqueue;
}

const EARLIER_SHOWN = 5;

/** What the bot answers to whoever wants somebody exempted. */
export function buildExemptions(parts: ExemptionParts) {
  const { database, clock, enqueue } = parts;
  const helpdesk = buildHelpdesk(parts);
  const desk: ExemptionDesk = {
    ask: (by, person) => ask(parts, by, person),
    async talk(by, requestId, { mayForOthers }) {
      const request = await requestById(database, requestId);
      if (!request || request.decision === 'exempt-by-design') return 'gone';
      const theirs = [request.askedBy, request.personId].includes(by.toLowerCase());
      if (!mayForOthers && !theirs) return 'not-yours';
      if ((await helpdesk.places()).length === 0) return 'nobody';
      // There is no wish of which nobody is told.
      return database.transaction(async (db) => {
        if (!(await askForHelp(db, requestId, by, clock.now()))) return 'before';
        await enqueue('exemption-talk', { requestId }, { db });
        return 'wanted';
      });
    },
    async close(by, requestId) {
      await closeHelp(database, requestId, by, clock.now());
      return requestById(database, requestId);
    },
  };
  const jobs = jobsOf(async (requestId) => {
    const request = await requestById(database, requestId);
    if (request) await tellHelpdesk(parts, helpdesk, request);
  });
  return { desk, jobs };
}

async function ask(parts: ExemptionParts, by: string, person: Person): ReturnType<ExemptionDesk['ask']> {
  const { database, clock, config, directory } = parts;
  const names = [person.id, person.userPrincipalName].map((name) => name.toLowerCase());
  const breakGlass = names.some((name) => config.breakGlassIds.includes(name));
  const asker = await directory.findPerson(by).catch(onlyKnown);
  const earlier = await requestsFor(database, person.id, EARLIER_SHOWN);
  const request = {
    id: randomUUID(),
    personId: person.id.toLowerCase(),
    personName: person.displayName,
    signInName: person.userPrincipalName,
    askedBy: by.toLowerCase(),
    askedByName: asker?.displayName ?? by,
    askedAt: clock.now(),
    decision: breakGlass ? 'exempt-by-design' : 'not-exempted',
    decidedBy: MUSTER,
    offered: [],
    help: null,
  } as const;
  await saveRequest(database, request);
  const answer = { request, earlier, lastProof: breakGlass ? await lastProof(database) : null };
  const nothing = Promise.resolve(null);
  if (breakGlass) return { ...answer, first: nothing, whole: nothing };
  return { ...answer, ...readRisk(parts, person, request.id) };
}

function readRisk(
  { database, clock, collector, alternatives }: ExemptionParts,
  person: Person,
  requestId: string,
) {
  const { question } = readQuestion('', { now: clock.now(), timeZone: 'UTC' });
  const collection = collector.collect({ person, question });
  const allowed: Promise<Attempt<Awaited<ReturnType<TenantAlternatives['alternativesFor']>>>> = alternatives
    .alternativesFor(person.id)
    .then(
      (value) => ({ known: true, value }) as const,
      (error: unknown) => {
        if (error instanceof KnownError) return { known: false, error } as const;
        throw error;
      },
    );
  const riskOf = async (evidence: Promise<Evidence>): Promise<ExemptionRisk | null> => {
    const read = await evidence.catch(onlyKnown);
    return read ? exemptionRisk(read, await allowed) : null;
  };
  const whole = riskOf(collection.whole).then(async (risk) => {
    if (risk !== null) await saveOffered(database, requestId, risk.offers);
    return risk;
  });
  return { first: riskOf(collection.first), whole };
}

async function tellHelpdesk(
  { messenger }: ExemptionParts,
  helpdesk: ReturnType<typeof buildHelpdesk>,
  request: Parameters<typeof toExemptionCaseView>[0]['request'],
): Promise<void> {
  for (const chat of await helpdesk.places()) {
    const texts = textsFor(chat.locale, chat.timeZone);
    const drawn = render('exemption', toExemptionCaseView({ request, closedBy: null }, texts));
    try {
      await messenger.send(chat, cardActivity(drawn));
    } catch (error) {
      if (!isOutOfReach(error)) throw error;
    }
  }
}

function jobsOf(talk: (requestId: string) => Promise<void>) {
  return {
    'exemption-talk': defineJob({
      schema: z.object({ requestId: z.guid() }),
      run: ({ requestId }) => talk(requestId),
    }),
  };
}
