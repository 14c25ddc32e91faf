import { toNoticeView } from '../cards/notice.ts';
import { type Rendered, render } from '../cards/render.ts';
import { toNoWatchView, toWatchView } from '../cards/watch.ts';
import type { WatchReport } from '../rollout/watch.ts';
import type { Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

export async function showWatch(_input: object, turn: Turn, services: Services): Promise<Rendered> {
  return draw(await services.watch.report(), turn, services);
}

export async function startWatching(
  { group }: { readonly group: string | null },
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  return draw(await services.watch.start(turn.askerId, group), turn, services);
}

export async function stopWatching(
  { watch }: { readonly watch: string },
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  return draw(await services.watch.stop(watch), turn, services);
}

export async function messageLockedOut(
  { watch }: { readonly watch: string },
  turn: Turn,
  services: Services,
): Promise<Line> {
  const count = await services.watch.message(watch, turn.askerId);
  const line = render('notice', toNoticeView({ kind: 'watch-messaged', count }, turn.texts));
  return { line, card: draw(await services.watch.report(), turn, services) };
}

function draw(report: WatchReport | undefined, { texts }: Turn, { clock }: Services): Rendered {
  return render('watch', report ? toWatchView(report, texts) : toNoWatchView(clock.now(), texts));
}
