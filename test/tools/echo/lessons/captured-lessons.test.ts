import { afterAll, describe, expect, it } from 'vitest';
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { lessonCourse } from './lesson-course.ts';

describe.skipIf(!need('root', 'libpcap', 'linux'))('lessons whose segments are captured', () => {
  const { take, deps, recorded, events, notes, forget } = lessonCourse();
  const raw = createRawPacketIo({ start: startChildProcess({ entry: packetProcessEntry }) });
  deps.openFrames = (options) => raw.open(options);
  afterAll(() => raw.close());

  const segments = () =>
    recorded.map(({ bytes, link, stream, direction }) => {
      const { name, fact = '' } = summarize(parseFrame(bytes, link), undefined, stream);
      return { direction, name, fact };
    });

  it('have the FINs of a half-close and the RST of a full one, in the order of their times', async () => {
    forget();
    const course = await take({ kind: 'half-close' });
    expect(course.all('captured')).toEqual([{ interface: 'lo' }]);
    const seen = segments();
    expect(seen.map(({ name }) => name).slice(0, 3)).toEqual(['SYN', 'SYN-ACK', 'ACK']);
    expect(seen.filter(({ name }) => name.includes('FIN')).map(({ direction }) => direction)).toEqual([
      'sent',
      'received',
      'sent',
    ]);
    expect(seen.filter(({ name }) => name.includes('RST')).map(({ direction }) => direction)).toEqual(['sent']);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(recorded.every(({ link }) => link === 'ethernet')).toBe(true);
  }, 30_000);

  it('have the zero windows of the deadlock', async () => {
    forget();
    const course = await take({ kind: 'deadlock' });
    expect(course.conclusion?.outcome).toBe('shown');
    const closed = segments().filter(({ fact }) => /win 0(,|$)/.test(fact));
    expect(new Set(closed.map(({ direction }) => direction))).toEqual(new Set(['sent', 'received']));
  }, 60_000);

  it('have the probes of keep-alive and their answers', async () => {
    forget();
    const course = await take({ kind: 'keep-alive' });
    const { probes = 0, answers } = course.numbers('keep-alive-saw-probes');
    expect(probes).toBeGreaterThan(0);
    expect(Math.abs(probes - (answers ?? 0))).toBeLessThanOrEqual(1);
    // An old sequence number again: 0, though the SYN had that.
    const quiet = segments().filter(({ direction, fact }) => direction === 'sent' && /seq 0,/.test(fact));
    expect(quiet.length).toBeGreaterThan(probes);
  }, 60_000);

  it('go on where the capture is refused, and the timeline says why', async () => {
    forget();
    const allowed = deps.openFrames;
    deps.openFrames = () => Promise.reject(new Error('refused'));
    try {
      const course = await take({ kind: 'half-close' });
      expect(course.conclusion?.outcome).toBe('shown');
      expect(course.codes).toContain('not-captured');
      expect(notes.map(({ code }) => code)).toContain('echo-not-captured');
      expect(recorded.every(({ link }) => link === 'upper-pdu')).toBe(true);
    } finally {
      deps.openFrames = allowed;
    }
  }, 30_000);
});
