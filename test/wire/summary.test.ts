import { describe, expect, it } from 'vitest';
import { newDhcpMessage, newOption } from '#electron/wire/dhcpv4/message.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import { textBytes } from '#electron/wire/text.ts';
import { capturedFrames } from '#test/fixtures/packets/captured-frames.ts';
import { sampleArp, sampleFrame } from './sample-messages.ts';

function summaryOf(name: string) {
  const frame = capturedFrames.find((captured) => captured.name === name);
  if (frame === undefined) throw new Error(`no ${name}`);
  return summarize(parseFrame(frame.bytes, 'ethernet'));
}

describe('what a list says about a frame', () => {
  it('names the messages of an exchange, who sent them, and the fact worth a glance', () => {
    expect(summaryOf('dnsmasq-discover')).toMatchObject({
      name: 'DISCOVER',
      destination: '255.255.255.255',
      broadcast: true,
    });
    expect(summaryOf('dnsmasq-offer')).toMatchObject({
      name: 'OFFER',
      source: '10.77.0.1',
      fact: '10.77.0.126, 2 min',
    });
    expect(summaryOf('dnsmasq-request')).toMatchObject({ name: 'REQUEST', fact: '10.77.0.126' });
    expect(summaryOf('kea-ack')).toMatchObject({ name: 'ACK', fact: '10.77.0.100, 1 h' });
    expect(summaryOf('dnsmasq-nak')).toMatchObject({ name: 'NAK', fact: 'wrong address' });
    expect(summaryOf('dnsmasq-release')).toMatchObject({
      name: 'RELEASE',
      destination: '10.77.0.1',
      fact: '10.77.0.126',
    });
  });

  it('names ARP, and what nobody could read', () => {
    expect(summarize(parseFrame(sampleArp(), 'ethernet'))).toMatchObject({
      name: 'ARP request',
      source: '192.0.2.50',
      fact: 'who has 192.0.2.1',
    });
    expect(summarize(parseFrame(new Uint8Array(5), 'ethernet'))).toEqual({
      name: '?',
      source: '?',
      destination: '?',
      broadcast: false,
    });
  });

  it('keeps a text from the network short', () => {
    const nak = newDhcpMessage({
      op: 2,
      options: [newOption(53, Uint8Array.of(6)), newOption(56, textBytes('x'.repeat(900)))],
    });
    expect(summarize(parseFrame(sampleFrame(nak), 'ethernet')).fact).toBe(`${'x'.repeat(200)}… (900 characters)`);
  });
});
