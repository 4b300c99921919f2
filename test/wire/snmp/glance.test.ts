import { describe, expect, it } from 'vitest';
import { glanceAtSnmp } from '#electron/wire/snmp/glance.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { communityMessage, pduTypes, samplePdu, trapFields, v3Message } from './sample-snmp.ts';

describe('a glance at a message', () => {
  it.each(pduTypes)('finds the community of %s, and who wants an answer', (type) => {
    const pdu = samplePdu(type, type === 'Trap' ? { trap: trapFields } : {});
    for (const version of [0, 1] as const) {
      for (const community of ['', 'public', 'x'.repeat(127)]) {
        const bytes = communityMessage(pdu, version, community);
        const found = decodeSnmp(bytes).community;
        expect(glanceAtSnmp(bytes)).toEqual({
          communityStart: found?.start,
          communityLength: found?.length,
          wantsAnswer: type === 'InformRequest',
          mayDiscover: false,
        });
      }
    }
  });

  it('tells of v3 who wants an answer', () => {
    const { bytes } = v3Message(samplePdu('InformRequest'), { level: 'auth' });
    const { v3 } = decodeSnmp(bytes);
    expect(glanceAtSnmp(bytes)).toEqual({
      communityStart: 0,
      communityLength: 0,
      wantsAnswer: v3?.reportable,
      mayDiscover: false,
    });
  });

  it('says nothing of what is cut, long or something else', () => {
    const bytes = communityMessage(samplePdu('InformRequest'), 1);
    for (let length = 0; length < 14; length++) expect(glanceAtSnmp(bytes.subarray(0, length))).toBeUndefined();
    expect(glanceAtSnmp(communityMessage(samplePdu('InformRequest'), 1, 'x'.repeat(200)))).toBeUndefined();
    expect(glanceAtSnmp(new TextEncoder().encode('hello, world and everybody'))).toBeUndefined();
  });
});
