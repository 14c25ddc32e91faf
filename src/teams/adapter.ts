import { CloudAdapter, INVOKE_RESPONSE_KEY, type InvokeResponse, type TurnContext } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Log } from '../log.ts';
import { checkOrigin, type InboundActivity, type Origin, parseActivity, toSdkActivity } from './activity.ts';
import type { Authentication } from './authentication.ts';

export type TurnLogic = (context: TurnContext, activity: InboundActivity) => Promise<void>;

/** What became of an activity; `failed` is the only one that is our fault. */
export type TurnOutcome = 'done' | 'failed' | 'malformed' | 'unauthenticated' | 'other-origin';

export interface Received {
  readonly status: number;
  readonly body?: unknown;
}

export interface AdapterOptions {
  readonly authentication: Authentication;
  readonly origin: Origin;
  readonly log: Log;
  /** Logs the error as its kind asks, tells the person, and answers the invoke. */
  readonly onTurnError: (context: TurnContext, error: unknown, activity: InboundActivity) => Promise<void>;
  readonly onOutcome?: (outcome: TurnOutcome) => void;
}

export class Adapter extends CloudAdapter {
  readonly #options: AdapterOptions;

  constructor(options: AdapterOptions) {
    super(options.authentication);
    this.#options = options;
  }

  /** One activity as it came over the wire. Nothing of a refused one reaches `logic`. Never rejects. */
  async receive(authorization: string, body: unknown, logic: TurnLogic): Promise<Received> {
    const { authentication, origin, log, onOutcome } = this.#options;
    const end = (outcome: TurnOutcome, received: Received): Received => {
      onOutcome?.(outcome);
      return received;
    };
    try {
      await authentication.checkToken(authorization);
      const parsed = parseActivity(body);
      if (!parsed.ok) {
        log.warn({ problems: parsed.problems }, 'Refused an activity that cannot be read.');
        return end('malformed', { status: 400 });
      }
      const activity = toSdkActivity(parsed.activity);
      const authenticated = await authentication.authenticateRequest(activity, authorization);
      const judged = checkOrigin(parsed.activity, origin);
      if (!judged.ok) {
        log.warn({ reason: judged.reason }, 'Refused an activity of another origin.');
        return end('other-origin', { status: 403 });
      }
      const turn = { failed: false };
      const response = await this.processActivity(authenticated, activity, (context) =>
        this.#run(context, parsed.activity, logic, turn),
      );
      return end(turn.failed ? 'failed' : 'done', received(response));
    } catch (err) {
      if (err instanceof AuthenticationError) {
        log.warn({ err }, 'Refused an activity without a valid token.');
        return end('unauthenticated', { status: err.statusCode });
      }
      log.error({ err }, 'An activity could not be handled.');
      return end('failed', { status: 500 });
    }
  }

  async #run(
    context: TurnContext,
    activity: InboundActivity,
    logic: TurnLogic,
    turn: { failed: boolean },
  ): Promise<void> {
    const { log, onTurnError } = this.#options;
    try {
      await logic(context, activity);
    } catch (err) {
      turn.failed = true;
      await onTurnError(context, err, activity).catch((again: unknown) =>
        log.error({ err: again }, 'The failure could not be told to the person.'),
      );
    }
    if (activity.type === 'invoke' && !context.turnState.has(INVOKE_RESPONSE_KEY)) {
      context.turnState.set(INVOKE_RESPONSE_KEY, { value: lastResort(activity, turn.failed) });
    }
  }
}

/** A button whose invoke gets no response turns red with a 501 and no words at all. */
function lastResort(activity: InboundActivity, failed: boolean): InvokeResponse {
  const status = failed ? 500 : 400;
  if (activity.name !== 'adaptiveCard/action') return { status };
  const message = failed
    ? 'Something went wrong here. Please try again.'
    : 'This button does nothing any more.';
  return {
    status: 200,
    body: {
      statusCode: status,
      type: 'application/vnd.microsoft.error',
      value: { code: failed ? 'failed' : 'unknown', message },
    },
  };
}

function received(response: InvokeResponse | undefined): Received {
  if (response === undefined) return { status: 200 };
  return response.body === undefined
    ? { status: response.status }
    : { status: response.status, body: response.body };
}
