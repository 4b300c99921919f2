import { m } from '#shared/messages/compiled/messages.js';
import type { EchoConnection, EchoServer, Payload, Segment, ServerClient } from '#shared/model/echo.ts';
import type { Framing, FramingFault } from '#shared/model/framing.ts';

export function framingText(kind: Framing['kind']): string {
  return {
    none: m.echo_framing_none,
    delimiter: m.echo_framing_delimiter,
    length: m.echo_framing_length,
    fixed: m.echo_framing_fixed,
    netstring: m.echo_framing_netstring,
    slip: m.echo_framing_slip,
    cobs: m.echo_framing_cobs,
  }[kind]();
}

export function behaviourText(kind: EchoServer['behaviour']['kind']): string {
  return {
    echo: m.echo_behaviour_echo,
    discard: m.echo_behaviour_discard,
    chargen: m.echo_behaviour_chargen,
    daytime: m.echo_behaviour_daytime,
    fixed: m.echo_behaviour_fixed,
    rules: m.echo_behaviour_rules,
  }[kind]();
}

export function serverStateText(state: EchoServer['state']): string {
  return { listening: m.echo_state_listening, stopped: m.echo_state_stopped }[state]();
}

export function clientStateText(state: ServerClient['state']): string {
  return {
    open: m.echo_client_open,
    'half-closed': m.echo_client_half_closed,
    slow: m.echo_client_slow,
    closed: m.echo_client_closed,
    reset: m.echo_client_reset,
  }[state]();
}

/** "0.0.0.0, :: · 7007", for a title. */
export function boundText({ bound, port }: EchoServer): string {
  const [first] = bound;
  return first === undefined ? String(port) : `${bound.map(({ address }) => address).join(', ')} · ${first.port}`;
}

/** Milliseconds with as many digits as they are worth. */
export function printMilliseconds(milliseconds: number): string {
  const digits = milliseconds < 1 ? 3 : milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}

export function connectionStateText({ state, finished }: Pick<EchoConnection, 'state' | 'finished'>): string {
  if (state === 'half-closed' && finished !== undefined) {
    return finished === 'us' ? m.echo_finished_us() : m.echo_finished_them();
  }
  return {
    connecting: m.echo_connection_connecting,
    open: m.echo_client_open,
    'half-closed': m.echo_client_half_closed,
    closed: m.echo_client_closed,
    failed: m.echo_state_failed,
  }[state]();
}

/** "192.0.2.1 · 7": where it leads; the name until it was looked up. */
export function remoteText({ remote, address, port }: EchoConnection): string {
  return `${remote?.address ?? address} · ${remote?.port ?? port}`;
}

export function directionText(direction: Segment['direction']): string {
  return direction === 'sent' ? m.echo_bytes_out() : m.echo_bytes_in();
}

export function faultText(kind: FramingFault['kind']): string {
  return { oversized: m.echo_fault_oversized, incomplete: m.echo_fault_incomplete, garbage: m.echo_fault_garbage }[
    kind
  ]();
}

export function payloadKindText(kind: Payload['as']): string {
  return { mixed: m.echo_payload_mixed, hex: m.echo_payload_hex, plain: m.echo_payload_plain }[kind]();
}

export function payloadEndText(end: Payload['end']): string {
  return end === 'none' ? m.echo_end_none() : { lf: 'LF', crlf: 'CR LF', cr: 'CR', nul: 'NUL' }[end];
}
