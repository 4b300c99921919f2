import { m } from '#shared/messages/compiled/messages.js';
import type { EchoServer, ServerClient } from '#shared/model/echo.ts';
import type { Framing } from '#shared/model/framing.ts';

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
  return { listening: m.echo_state_listening, failed: m.echo_state_failed, stopped: m.echo_state_stopped }[state]();
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
