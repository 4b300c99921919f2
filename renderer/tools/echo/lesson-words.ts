import { m } from '#shared/messages/compiled/messages.js';
import type { LessonEvent, LessonKind, LessonSeries } from '#shared/model/echo-lesson.ts';
import type { LessonCourse } from './lesson-course.svelte.ts';
import type { LessonOption } from './lesson-draft.ts';

const kinds: Readonly<Record<LessonKind, { title: () => string; about: () => string; text: () => string }>> = {
  deadlock: { title: m.lesson_title_deadlock, about: m.lesson_about_deadlock, text: m.lesson_text_deadlock },
  'half-close': { title: m.lesson_title_half_close, about: m.lesson_about_half_close, text: m.lesson_text_half_close },
  reset: { title: m.lesson_title_reset, about: m.lesson_about_reset, text: m.lesson_text_reset },
  nagle: { title: m.lesson_title_nagle, about: m.lesson_about_nagle, text: m.lesson_text_nagle },
  'keep-alive': { title: m.lesson_title_keep_alive, about: m.lesson_about_keep_alive, text: m.lesson_text_keep_alive },
  'time-wait': { title: m.lesson_title_time_wait, about: m.lesson_about_time_wait, text: m.lesson_text_time_wait },
};

export const lessonTitle = (kind: LessonKind) => kinds[kind].title();
/** In one sentence. */
export const lessonAbout = (kind: LessonKind) => kinds[kind].about();
export const lessonText = (kind: LessonKind) => kinds[kind].text();

export function roleText(role: Extract<LessonEvent, { type: 'line' }>['role']): string {
  return { did: m.lesson_did, saw: m.lesson_saw, means: m.lesson_means }[role]();
}

export function optionText(name: LessonOption, kind: LessonKind): string {
  const bytes = kind === 'deadlock' ? m.lesson_bytes : m.lesson_bytes_client;
  return { bytes, rounds: m.lesson_rounds, seconds: m.lesson_seconds }[name]();
}

/** How far a run is, or what came of it. */
export function courseVerdict({ state, conclusion }: LessonCourse): {
  tone: 'success' | 'warning' | 'note' | 'error' | 'other';
  text: string;
} {
  if (state === 'running') return { tone: 'other', text: m.lesson_running() };
  if (state === 'cancelled') return { tone: 'note', text: m.lesson_cancelled() };
  if (state === 'failed') return { tone: 'error', text: m.lesson_failed() };
  return conclusion?.outcome === 'shown'
    ? { tone: 'success', text: m.lesson_shown() }
    : { tone: 'warning', text: m.lesson_otherwise() };
}

/** A line of a lesson's chart. Both directions of a connection have the same colours, one of them dashed. */
interface SeriesLook {
  name: LessonSeries;
  label: () => string;
  unit: 'B' | 'ms';
  look: number;
}

/** Position of the first dashed line. */
const dashed = 6;
/** From a writer to its reader: the order in which octets pass. */
export const seriesLooks: readonly SeriesLook[] = [
  { name: 'clientWaiting', label: m.lesson_series_client_waiting, unit: 'B', look: 0 },
  { name: 'clientSendQueue', label: m.lesson_series_client_send_queue, unit: 'B', look: 1 },
  { name: 'serverReceiveQueue', label: m.lesson_series_server_receive_queue, unit: 'B', look: 2 },
  { name: 'serverRead', label: m.lesson_series_server_read, unit: 'B', look: 3 },
  { name: 'serverWaiting', label: m.lesson_series_server_waiting, unit: 'B', look: dashed },
  { name: 'serverSendQueue', label: m.lesson_series_server_send_queue, unit: 'B', look: dashed + 1 },
  { name: 'clientReceiveQueue', label: m.lesson_series_client_receive_queue, unit: 'B', look: dashed + 2 },
  { name: 'clientRead', label: m.lesson_series_client_read, unit: 'B', look: dashed + 3 },
  { name: 'delayedMilliseconds', label: m.lesson_series_delayed_milliseconds, unit: 'ms', look: 1 },
  { name: 'noDelayMilliseconds', label: m.lesson_series_no_delay_milliseconds, unit: 'ms', look: 0 },
  { name: 'togetherMilliseconds', label: m.lesson_series_together_milliseconds, unit: 'ms', look: 2 },
  { name: 'timerMilliseconds', label: m.lesson_series_timer_milliseconds, unit: 'ms', look: 0 },
];
