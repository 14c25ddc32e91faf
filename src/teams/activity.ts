import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isLoopback } from '../environment.ts';

/** Ids are stored, compared and put into addresses and headers: printable ASCII, as Teams makes them, and no novels. */
const id = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[\x20-\x7e]+$/);
const personId = z
  .string()
  .regex(/^[0-9a-f-]{32,40}$/i)
  .transform(lowered);
const tenantId = z.string().min(1).max(64).transform(lowered);
const words = (most: number) => z.string().transform((text) => text.slice(0, most).toWellFormed());
/** Good to have, never a reason to refuse a message. */
const optionalWords = (most: number) => words(most).optional().catch(undefined);

const account = z.object({ id, name: optionalWords(256), aadObjectId: personId.optional().catch(undefined) });
const team = z.object({ id, name: optionalWords(256), aadGroupId: personId.optional().catch(undefined) });
/** `standard`, `private` or `shared`; older channels come without. */
const channel = z.object({ id, name: optionalWords(256), type: optionalWords(32) });

const mention = z.object({ type: z.literal('mention'), text: optionalWords(512), mentioned: account });
const clientInfo = z.object({
  type: z.literal('clientInfo'),
  locale: optionalWords(35),
  country: optionalWords(2),
  timezone: optionalWords(64),
});
const entities = z
  .array(z.unknown())
  .max(200)
  .transform((all) => all.flatMap((entity) => z.union([mention, clientInfo]).safeParse(entity).data ?? []));

const serviceUrl = z
  .string()
  .max(512)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash;
  });

/** What Muster reads of an activity; everything else that Teams sends is left behind here. */
const inboundActivity = z.object({
  type: z.string().min(1).max(64),
  id: id.optional(),
  /** Of an invoke or an event, such as `adaptiveCard/action`. */
  name: z.string().max(128).optional(),
  channelId: z.literal('msteams'),
  serviceUrl,
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    /** Teams' endpoints disagree about its letter case. */
    conversationType: z
      .string()
      .transform(lowered)
      .pipe(z.enum(['personal', 'groupchat', 'channel']))
      .optional(),
    tenantId: tenantId.optional(),
    isGroup: z.boolean().optional(),
    name: optionalWords(256),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: tenantId }).optional(),
      team: team.optional().catch(undefined),
      channel: channel.optional().catch(undefined),
      eventType: optionalWords(64),
    })
    .optional(),
  replyToId: id.optional(),
  text: words(4_000).optional(),
  value: z.unknown().optional(),
  entities: entities.optional(),
  membersAdded: z.array(account).max(1_000).optional(),
  membersRemoved: z.array(account).max(1_000).optional(),
  action: z.string().max(64).optional(),
  locale: optionalWords(35),
  localTimezone: optionalWords(64),
  timestamp: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional()
    .catch(undefined),
});

export type InboundActivity = z.infer<typeof inboundActivity>;

export type ParsedActivity =
  | { readonly ok: true; readonly activity: InboundActivity }
  /** Names the fields, never their contents. */
  | { readonly ok: false; readonly problems: readonly string[] };

export function parseActivity(body: unknown): ParsedActivity {
  const result = inboundActivity.safeParse(body);
  if (result.success) return { ok: true, activity: result.data };
  const problems = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  return { ok: false, problems };
}

export interface Origin {
  /** Null takes any tenant, and only where `localOnly` holds. */
  readonly tenantId: string | null;
  readonly localOnly: boolean;
}

export type OriginJudgement =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        | 'tenant-missing'
        | 'tenants-differ'
        | 'other-tenant'
        | 'service-not-https'
        | 'service-not-local';
    };

/** Does the activity come from where this installation belongs? Asked of every activity, after its token. */
export function checkOrigin(activity: InboundActivity, origin: Origin): OriginJudgement {
  const url = new URL(activity.serviceUrl);
  if (origin.localOnly && !isLoopback(url.hostname)) return { ok: false, reason: 'service-not-local' };
  if (!origin.localOnly && url.protocol !== 'https:') return { ok: false, reason: 'service-not-https' };
  const tenants = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter(
    (tenant) => tenant !== undefined,
  );
  const [tenant, other = tenant] = tenants;
  if (tenant !== other) return { ok: false, reason: 'tenants-differ' };
  if (tenant === undefined) return origin.localOnly ? { ok: true } : { ok: false, reason: 'tenant-missing' };
  if (origin.tenantId === null)
    return origin.localOnly ? { ok: true } : { ok: false, reason: 'other-tenant' };
  return tenant === origin.tenantId.toLowerCase() ? { ok: true } : { ok: false, reason: 'other-tenant' };
}

/** As botbuilder's turn wants it. Its type asks for fields that Teams leaves out and Muster never reads. */
export function toSdkActivity(activity: InboundActivity): Activity {
  return structuredClone(activity) as unknown as Activity;
}

function lowered(text: string): string {
  return text.toLowerCase();
}
