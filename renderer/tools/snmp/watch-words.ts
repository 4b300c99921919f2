import { m } from '#shared/messages/compiled/messages.js';
import type { SnmpWatch } from '#shared/model/snmp-watch.ts';
import type { ChartMark } from '../../ui/chart-plot.ts';
import { placeText } from './target-state.svelte.ts';
import type { Summary, WatchSeries } from './watch-series.ts';

/** Whom a watch asks: the device's name where it is a saved one. */
export function watchTarget(watch: SnmpWatch, deviceName: (id: string) => string | undefined): string {
  return (watch.device === undefined ? undefined : deviceName(watch.device)) ?? placeText(watch);
}

/** "ifHCInOctets.1, ifHCOutOctets.1". */
export function watchObjectsText({ objects }: Pick<SnmpWatch, 'objects'>): string {
  return objects.map(({ oid, name }) => name ?? oid).join(', ');
}

/** A span of seconds in words; 0: everything. */
export function spanText(seconds: number): string {
  if (seconds === 0) return m.watch_span_all();
  if (seconds < 3600) return m.watch_span_minutes({ count: seconds / 60 });
  return m.watch_span_hours({ count: seconds / 3600 });
}

/** What befell an object in view: "1 gap, 1 wrap". Empty: nothing. */
export function eventsText({ gaps, wraps, restarts }: Summary): string {
  return [
    gaps > 0 ? m.watch_gaps({ count: gaps }) : '',
    wraps > 0 ? m.watch_wraps({ count: wraps }) : '',
    restarts > 0 ? m.watch_restarts({ count: restarts }) : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** Wraps and restarts of the lines drawn; one mark a time, however many objects tell of it. */
export function marksOf(series: readonly Pick<WatchSeries, 'points'>[]): ChartMark[] {
  const marks = new Map<number, ChartMark>();
  for (const { points } of series) {
    for (const { at, note } of points) {
      if (note === 'restarted') marks.set(at, { at, label: m.watch_mark_restart(), tone: 'warning' });
      else if (note === 'wrapped' && !marks.has(at)) marks.set(at, { at, label: m.watch_mark_wrap(), tone: 'note' });
    }
  }
  return [...marks.values()].sort((a, b) => a.at - b.at);
}
