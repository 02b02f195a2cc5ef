// How long to wait before a server that crashed is started again.

const FIRST_WAIT = 1000;
const WINDOW = 3 * 60 * 1000;
const MOST = 5;

/** Each crash doubles the wait. One that crashes again and again is left alone: it would only eat the machine's time. */
export class Backoff {
  private crashes: number[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** Counts a crash: the milliseconds to wait, or undefined once there were too many in a short time. */
  crashed(): number | undefined {
    const now = this.now();
    this.crashes = this.crashes.filter(crash => now - crash < WINDOW);
    this.crashes.push(now);
    return this.crashes.length > MOST ? undefined : FIRST_WAIT * 2 ** (this.crashes.length - 1);
  }

  /** Somebody asked for a start: what was before does not count. */
  forget(): void {
    this.crashes = [];
  }
}
