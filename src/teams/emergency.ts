import { toEmergencyView } from '../cards/emergency.ts';
import { type Rendered, render } from '../cards/render.ts';
import type { Services, Turn } from './turn.ts';

export async function announceTest(_input: object, turn: Turn, services: Services): Promise<Rendered> {
  const { test, isNew } = await services.announceTest(turn.askerId);
  const kind = isNew ? 'announced' : 'announced-before';
  const view = { kind, until: test.until, seenAt: services.clock.now() } as const;
  return render('emergency', toEmergencyView(view, turn.texts));
}
