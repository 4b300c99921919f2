/**
 * npm `cap`. It leaks when an object is opened again and aborts its whole process when an interface goes down, is deleted,
 * or is closed after a failed open. Nothing here tries to outlive that: the engine sees the process end and starts another.
 */
import { createRequire } from 'node:module';
import { networkInterfaces } from 'node:os';
import type { PacketBackend } from './packet-backend.ts';

interface Cap {
  open(device: string, filter: string, bufferSize: number, buffer: Buffer): string;
  send(frame: Buffer, length: number): void;
  on(event: 'packet', listener: (length: number, truncated: boolean) => void): void;
  setMinBytes?(bytes: number): void;
}

interface CapModule {
  Cap: { new (): Cap; findDevice(address: string): string | undefined };
}

/** Loads `cap` from where `findCap` found it; throws with the loader's words. */
export function loadCapBackend(location: string): PacketBackend {
  const module = createRequire(import.meta.url)(location) as CapModule;
  return {
    name: 'cap',
    open({ interface: name, filter, snapLength, bufferSize, now, onFrame }) {
      /** `cap` writes each frame here; it keeps only a pointer, so the reference has to stay. */
      const buffer = Buffer.alloc(snapLength);
      const object = new module.Cap();
      // When it throws, never `close()` the object: that aborts.
      const linkType = object.open(deviceOf(module, name), filter, bufferSize, buffer);
      object.setMinBytes?.(0);
      object.on('packet', (length, truncated) => {
        onFrame(new Uint8Array(buffer.subarray(0, length)), now(), truncated);
      });
      return {
        linkType,
        promiscuous: true,
        timeStamps: 'process',
        send: (frame) => object.send(Buffer.from(frame.buffer, frame.byteOffset, frame.length), frame.length),
        drops: () => 0,
      };
    },
  };
}

/** What libpcap calls the interface: its name, except on Windows, where it is found by its address. */
function deviceOf(module: CapModule, text: string): string {
  if (process.platform !== 'win32') return text;
  for (const { address } of networkInterfaces()[text] ?? []) {
    const device = module.Cap.findDevice(address);
    if (device !== undefined) return device;
  }
  return text;
}
