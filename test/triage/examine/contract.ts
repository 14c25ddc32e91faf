import { z } from 'zod';
import { CAUSE_IDS, GUARD_IDS } from '../../../src/triage/catalogue.ts';
import { CONFIDENCES } from '../../../src/triage/diagnosis.ts';
import { SOURCES } from '../../../src/triage/evidence.ts';

/** The contract's page on `muster triage USER --json`, word by word. */

const WORDS = z.string().refine((text) => text.trim() !== '' && !/undefined|null|NaN|\[object/.test(text), {
  message: 'a text that says something',
});

const EVIDENCE = z.object({
  source: z.enum(SOURCES),
  at: z.iso.datetime({ offset: true }).optional(),
  text: WORDS,
  id: z.string().min(1).optional(),
});

const FIX = z.object({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  who: z.enum(['user', 'helpdesk', 'admin', 'security']),
  title: WORDS,
  steps: z.array(WORDS).min(1),
  destructive: z.boolean(),
  needsIdentityProof: z.boolean(),
});

const ANSWER = z.object({
  user: z.strictObject({ id: z.guid(), userPrincipalName: z.string(), displayName: z.string() }),
  cause: z.enum([...CAUSE_IDS, 'unknown']),
  confidence: z.enum(CONFIDENCES),
  alternatives: z.array(z.enum(CAUSE_IDS)),
  securityEscalation: z.boolean(),
  guards: z.array(z.enum(GUARD_IDS)),
  summary: WORDS.max(500),
  evidence: z.array(EVIDENCE),
  fixes: z.array(FIX),
  missing: z.array(z.strictObject({ source: WORDS, reason: WORDS })),
});
export type Answer = z.infer<typeof ANSWER>;

const FAILURE = z.strictObject({
  error: z.strictObject({
    code: WORDS,
    message: WORDS,
    hint: WORDS,
    candidates: z
      .array(
        z.strictObject({
          id: z.guid(),
          userPrincipalName: z.string(),
          displayName: z.string(),
          department: z.string().nullable(),
        }),
      )
      .optional(),
  }),
});
export type Failure = z.infer<typeof FAILURE>;

export type Reading<Shape> =
  | { readonly ok: true; readonly value: Shape }
  | { readonly ok: false; readonly problems: readonly string[] };

export const readAnswer = (out: string): Reading<Answer> => read(ANSWER, out);
export const readFailure = (out: string): Reading<Failure> => read(FAILURE, out);

/** Exactly one JSON document on standard output. */
function read<Shape>(schema: z.ZodType<Shape>, out: string): Reading<Shape> {
  let document: unknown;
  try {
    document = JSON.parse(out);
  } catch {
    // What was printed says more than the parser would.
    return { ok: false, problems: [`not one JSON document: ${out.slice(0, 200) || '(nothing)'}`] };
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`),
  };
}
