import type { AppInfo, AppStatus } from '#shared/contract/app.ts';
import type { TrapsStatus } from '#shared/contract/traps.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { ConnectionState } from '../rpc/connection-state.svelte.ts';
import { toProblem } from '../rpc/to-problem.ts';

/** The engine gives a sign of life every five seconds; two missed and a little are too many. In milliseconds. */
const longestSilence = 12_000;

/** What the engine says about itself: the status bar and the notices of the start. */
export class AppState {
  info = $state.raw<AppInfo>();
  status = $state.raw<AppStatus>();
  /** The receivers of notifications; undefined until the engine told. */
  traps = $state.raw<TrapsStatus>();
  /** The line holds, but the engine has not said anything for too long: it hangs, or its machine sleeps. */
  silent = $state(false);
  notices = $state.raw<readonly Problem[]>([]);
  /** Problems of the frame's own calls. */
  problems = $state.raw<readonly Problem[]>([]);
  readonly #connection: ConnectionState;

  constructor(connection: ConnectionState) {
    this.#connection = connection;
  }

  /** Follows the engine's status until stopped. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = this.#connection.follow(
      (signal) => this.#connection.client.app.watchStatus(undefined, { signal }),
      (status) => {
        this.status = status;
        this.silent = false;
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.silent = true;
        }, longestSilence);
      },
    );
    const stopTraps = this.#connection.follow(
      (signal) => this.#connection.client.traps.news(undefined, { signal }),
      (traps) => {
        this.traps = traps;
      },
    );
    return () => {
      clearTimeout(timer);
      stop();
      stopTraps();
    };
  }

  async load(): Promise<void> {
    try {
      this.info = await this.#connection.client.app.info();
      this.notices = this.info.notices;
    } catch (thrown) {
      this.report(thrown);
    }
  }

  /** Shows what went wrong in the frame. A lost connection has its own banner. */
  report(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code === 'connection-lost') return;
    const same = (one: Problem) => one.code === problem.code && one.details === problem.details;
    this.problems = [...this.problems.filter((one) => !same(one)), problem];
  }

  dismiss(problem: Problem): void {
    this.problems = this.problems.filter((one) => one !== problem);
  }

  /** Takes one notice away; with the last, the engine forgets them all. */
  async dismissNotice(notice: Problem): Promise<void> {
    this.notices = this.notices.filter((one) => one !== notice);
    if (this.notices.length > 0) return;
    try {
      await this.#connection.client.app.dismissNotices();
    } catch (thrown) {
      this.report(thrown);
    }
  }
}
