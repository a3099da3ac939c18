import { addDuration } from './duration.ts';

/** The world's clock: real time plus an offset, so that it keeps running after it is set. */
export class WorldClock {
  #offsetMs = 0;

  /** The current time of the world. */
  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** Moves forward by an ISO 8601 duration, months by the calendar. Throws a RangeError on any other text. */
  advance(duration: string): void {
    this.#moveTo(addDuration(this.now(), duration));
  }

  /** Sets the clock to an ISO 8601 instant, forward or back. Throws a RangeError on any other text. */
  set(instant: string): void {
    const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(instant);
    const date = new Date(instant);
    if (!isInstant || Number.isNaN(date.getTime())) throw new RangeError(`'${instant}' is not an ISO 8601 instant`);
    this.#moveTo(date);
  }

  /** Returns to real time. */
  reset(): void {
    this.#offsetMs = 0;
  }

  #moveTo(date: Date): void {
    this.#offsetMs = date.getTime() - Date.now();
  }
}
