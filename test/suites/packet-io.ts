import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PacketIo, PacketPort, PacketPortOptions, ReceivedFrame } from '#electron/net/packet/packet-io.ts';
import { ProblemError } from '#shared/problem/problem.ts';

/** Two interfaces on one wire, and what opens them. */
export interface PacketIoBed {
  io: PacketIo;
  near: string;
  far: string;
  /** A name that `io` does not know. */
  unknown: string;
  /** Takes the near interface down or up again; absent where there is no such thing. */
  setLink?: (up: boolean) => Promise<void>;
  close(): Promise<void>;
}

/** The most a test waits for something that will come. */
const patience = 5000;
/** How long a test waits for something that must not come. */
const silence = 150;

export class Listener {
  readonly frames: ReceivedFrame[] = [];
  #waiting: (() => void)[] = [];

  readonly onFrame = (frame: ReceivedFrame) => {
    this.frames.push(frame);
    for (const wake of this.#waiting.splice(0)) wake();
  };

  /** The first `count` frames that came; fails when they do not come in time. */
  async first(count: number): Promise<ReceivedFrame[]> {
    const deadline = performance.now() + patience;
    while (this.frames.length < count) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`${this.frames.length} of ${count} frames after ${patience} ms`);
      await new Promise<void>((wake) => {
        this.#waiting.push(wake);
        setTimeout(wake, left).unref();
      });
    }
    return this.frames.slice(0, count);
  }
}

const broadcast = 'ff'.repeat(6);
const source = '02'.repeat(6);

/** A frame with a recognizable payload. `types` are what stands behind the addresses: an EtherType, VLAN tags before it. */
export function frameOf(mark: number, types = '0806', length = 60): Uint8Array {
  const header = Buffer.from(broadcast + source + types, 'hex');
  const frame = new Uint8Array(length).fill(mark);
  frame.set(header);
  return frame;
}

/** The problem a promise is rejected with; anything else fails the test. */
export async function problemOf(promise: Promise<unknown>): Promise<ProblemError['problem']> {
  const outcome = await promise.then(
    () => 'it was fulfilled',
    (error) => error,
  );
  expect(outcome).toBeInstanceOf(ProblemError);
  return (outcome as ProblemError).problem;
}

/** What every PacketIo for Ethernet has to keep. */
export function packetIoSuite(name: string, makeBed: () => Promise<PacketIoBed>): void {
  describe(`PacketIo: ${name}`, () => {
    let bed: PacketIoBed;
    let ports: PacketPort[];

    beforeEach(async () => {
      ports = [];
      bed = await makeBed();
    });

    afterEach(async () => {
      for (const port of ports) await port.close();
      await bed.close();
    });

    async function open(options: Partial<PacketPortOptions> = {}): Promise<PacketPort> {
      const port = await bed.io.open({ interface: bed.near, filter: '', onFrame: () => undefined, ...options });
      ports.push(port);
      return port;
    }

    async function pair() {
      const heardNear = new Listener();
      const heardFar = new Listener();
      const near = await open({ onFrame: heardNear.onFrame });
      const far = await open({ interface: bed.far, onFrame: heardFar.onFrame });
      return { near, far, heardNear, heardFar };
    }

    it('carries frames both ways, byte by byte and in order', async () => {
      const { near, far, heardNear, heardFar } = await pair();
      const lengths = [60, 61, 342, 1514];
      for (const [index, length] of lengths.entries()) await near.send(frameOf(index, '0806', length));
      for (const [index, length] of lengths.entries()) await far.send(frameOf(index + 10, '0800', length));
      const atFar = await heardFar.first(lengths.length);
      const atNear = await heardNear.first(lengths.length);
      expect(atFar.map(({ bytes }) => bytes)).toEqual(lengths.map((length, index) => frameOf(index, '0806', length)));
      expect(atNear.map(({ bytes }) => bytes)).toEqual(
        lengths.map((length, index) => frameOf(index + 10, '0800', length)),
      );
      expect(atFar.every(({ link }) => link === 'ethernet')).toBe(true);
    });

    it('does not hand back what it sent', async () => {
      const { near, heardNear, heardFar } = await pair();
      await near.send(frameOf(1));
      await heardFar.first(1);
      await new Promise((done) => setTimeout(done, silence));
      expect(heardNear.frames).toEqual([]);
    });

    it('gives each receiver its own copy', async () => {
      const { near, heardFar } = await pair();
      await near.send(frameOf(1));
      const [first] = await heardFar.first(1);
      await near.send(frameOf(2));
      await heardFar.first(2);
      expect(first?.bytes).toEqual(frameOf(1));
    });

    it('stamps a frame no later at the sender than at the receiver, on the engine’s clock', async () => {
      const { near, heardFar } = await pair();
      const before = performance.timeOrigin + performance.now();
      const sent = await near.send(frameOf(1));
      const [received] = await heardFar.first(1);
      const after = performance.timeOrigin + performance.now();
      // Processes translate to the engine's clock; that costs a rounding, not more.
      const rounding = 0.01;
      expect(sent).toBeGreaterThanOrEqual(before - rounding);
      expect(received?.at).toBeGreaterThanOrEqual(sent - rounding);
      expect(received?.at).toBeLessThanOrEqual(after + rounding);
    });

    it('carries VLAN tags, single and stacked, in and out', async () => {
      const { near, far, heardNear, heardFar } = await pair();
      const tagged = [frameOf(1, '8100002a0806'), frameOf(2, '88a800648100002a0806', 64)];
      for (const frame of tagged) await near.send(frame);
      for (const frame of tagged) await far.send(frame);
      expect((await heardFar.first(2)).map(({ bytes }) => bytes)).toEqual(tagged);
      expect((await heardNear.first(2)).map(({ bytes }) => bytes)).toEqual(tagged);
    });

    it('delivers a burst without losing a frame', async () => {
      const { near, far, heardFar } = await pair();
      const frames = Array.from({ length: 200 }, (_, index) => frameOf(index & 0xff));
      await Promise.all(frames.map((frame) => near.send(frame)));
      const received = await heardFar.first(frames.length);
      expect(received.map(({ bytes }) => bytes[20])).toEqual(frames.map((frame) => frame[20]));
      expect(far.lost()).toBe(0);
    });

    it('knows the interface’s name and MAC address', async () => {
      const port = await open();
      expect(port.interface).toBe(bed.near);
      expect(port.mac).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
    });

    it('refuses a frame without a header', async () => {
      const port = await open();
      expect((await problemOf(port.send(new Uint8Array(13)))).code).toBe('send-failed');
      expect((await problemOf(port.send(new Uint8Array(0)))).code).toBe('send-failed');
    });

    it('refuses a name it does not know', async () => {
      for (const wrong of [bed.unknown, '', '../../etc', 'x'.repeat(5000), 'a\0b', 'any']) {
        const { code, params } = await problemOf(open({ interface: wrong }));
        expect(code).toBe('interface-unknown');
        expect(String(params.interface).length).toBeLessThanOrEqual(200);
      }
    });

    it('closes once, however often it is asked, and ends without a problem', async () => {
      const port = await open();
      await Promise.all([port.close(), port.close()]);
      await port.close();
      expect(await port.ended).toEqual({});
      expect((await problemOf(port.send(frameOf(1)))).code).toBe('send-failed');
    });

    it('delivers nothing after it was closed', async () => {
      const { near, far, heardNear } = await pair();
      await near.close();
      await far.send(frameOf(1));
      await new Promise((done) => setTimeout(done, silence));
      expect(heardNear.frames).toEqual([]);
    });

    it('can be opened again and again', async () => {
      for (let round = 0; round < 3; round++) {
        const { near, far, heardFar } = await pair();
        await near.send(frameOf(round));
        const [frame] = await heardFar.first(1);
        expect(frame?.bytes).toEqual(frameOf(round));
        await near.close();
        await far.close();
      }
    });

    it('does not open when it was aborted before', async () => {
      expect((await problemOf(open({ signal: AbortSignal.abort() }))).code).toBe('cancelled');
    });

    it('ends without a problem when it is aborted', async () => {
      const stop = new AbortController();
      const port = await open({ signal: stop.signal });
      stop.abort();
      expect(await port.ended).toEqual({});
    });

    it('either opens or is cancelled when it is aborted meanwhile', async () => {
      const stop = new AbortController();
      const opening = open({ signal: stop.signal });
      stop.abort();
      const outcome = await opening.catch((error) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ problem: { code: 'cancelled' } });
      else expect(await (outcome as PacketPort).ended).toEqual({});
    });

    it('ends with a problem when the link goes down, and opens again when it is back', async ({ skip }) => {
      const { setLink } = bed;
      if (setLink === undefined) return skip('no link to take down');
      const { near, far } = await pair();
      await setLink(false);
      const { problem } = await near.ended;
      // `cap` takes its process with it.
      expect(problem?.code).toMatch(/^(interface-down|packet-process-died)$/);
      expect(problem?.params.interface).toBe(bed.near);
      expect((await problemOf(near.send(frameOf(1)))).code).toBe('send-failed');
      expect((await problemOf(open())).code).toBe('interface-down');
      await near.close();
      await far.close();

      await setLink(true);
      const again = await pair();
      await again.near.send(frameOf(7));
      expect((await again.heardFar.first(1))[0]?.bytes).toEqual(frameOf(7));
    });
  });
}
