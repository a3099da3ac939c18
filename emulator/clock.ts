import { addDuration } from './duration.ts';

/** The instant of an ISO 8601 text with its offset. Throws a RangeError on any other text. */
export const instantOf = (text: string): Date => {
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const date = new Date(text);
  if (!isInstant || Number.isNaN(date.getTime())) throw new RangeError(`'${text}' is not an ISO 8601 instant`);
  return date;
};

/** The world's clock: real time plus an offset, so that it keeps running after it is set. */
export class WorldClock {
  #offsetMs = 0;

  /** The current time of the world. */
  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** Moves forward by an ISO 8601 duration, months by the calendar. Throws a RangeError on any other text. */
  advance(duration: string): void {
    this.set(addDuration(this.now(), duration));
  }

  /** Moves forward or back to an instant. */
  set(instant: Date): void {
    this.#offsetMs = instant.getTime() - Date.now();
  }

  /** Returns to real time. */
  reset(): void {
    this.#offsetMs = 0;
  }
}
