import type { Subject } from '../call.ts';
import { answerCollection } from '../collection.ts';

/** The tenant itself, and what it pays for. */
export const organization: Subject = {
  'GET /organization': (call) =>
    answerCollection(call, [call.company.organisation], { type: 'organization', options: ['$select'] }),
  'GET /subscribedSkus': (call) =>
    answerCollection(call, call.company.skus, { type: 'subscribedSku', options: ['$select'] }),
};
