import { z } from 'zod';

/**
 * One line of a decoded packet. `offset` and `length` are bytes of the frame, so that a field can be lit in the hex view.
 * `id` is stable and independent of language: layer and RFC field name ("ipv4.ttl", "dhcp.yiaddr", "dhcp.option.53").
 */
export interface PacketField {
  id: string;
  /** The field's standard name, shown as it is in every language ("yiaddr", "DHCP message type"). */
  name: string;
  /** The value as text; empty for a pure container. */
  value: string;
  offset: number;
  length: number;
  /** What is wrong with these bytes, in the field's own English terms ("length 3, must be a multiple of 4"). */
  fault?: string | undefined;
  children?: PacketField[] | undefined;
}

export const packetFieldSchema: z.ZodType<PacketField> = z.lazy(() =>
  z.object({
    id: z.string(),
    name: z.string(),
    value: z.string(),
    offset: z.number(),
    length: z.number(),
    fault: z.string().optional(),
    children: z.array(packetFieldSchema).optional(),
  }),
);

/** Where decoding stopped or noticed a breach: what, and at which byte of the frame. */
export const packetFaultSchema = z.object({ offset: z.number(), reason: z.string() });
export type PacketFault = z.infer<typeof packetFaultSchema>;

export const decodedPacketSchema = z.object({
  /** One entry a layer: Ethernet, VLAN, IPv4, UDP, DHCP ... and "Payload" for what nobody decoded. */
  layers: z.array(packetFieldSchema),
  faults: z.array(packetFaultSchema),
  hex: z.string(),
});
export type DecodedPacket = z.infer<typeof decodedPacketSchema>;
