/** Numbers of ifAdminStatus and ifOperStatus (RFC 2863). */
export const interfaceStatus = { up: 1, down: 2, testing: 3 } as const;

/** Whether an interface carries traffic, and for how long it has. Times are the device's uptime in milliseconds. */
export class InterfaceState {
  /** ifAdminStatus. */
  admin: number = interfaceStatus.up;
  /** When ifOperStatus changed last. */
  changedAt = 0;
  readonly #isPlugged: boolean;
  /** For how long it carried nothing, and since when it does not. */
  #idle = 0;
  #downSince: number | undefined;

  constructor(isPlugged: boolean) {
    this.#isPlugged = isPlugged;
  }

  /** ifOperStatus. */
  get oper(): number {
    return this.#isPlugged && this.admin === interfaceStatus.up ? interfaceStatus.up : interfaceStatus.down;
  }

  /** How long it has carried traffic. */
  active(uptime: number): number {
    return Math.max(0, (this.#downSince ?? uptime) - this.#idle);
  }

  /** Whether ifOperStatus is another one then. */
  setAdmin(admin: number, uptime: number): boolean {
    const before = this.oper;
    this.admin = admin;
    if (this.oper === before) return false;
    this.changedAt = uptime;
    if (this.oper === interfaceStatus.down) this.#downSince = uptime;
    else {
      this.#idle += uptime - (this.#downSince ?? uptime);
      this.#downSince = undefined;
    }
    return true;
  }
}
