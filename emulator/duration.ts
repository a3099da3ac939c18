const pattern = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Adds an ISO 8601 duration to a date: calendar years and months in UTC, the day clamped to the end of the month. Throws
 * a RangeError on an invalid duration.
 */
export const addDuration = (date: Date, duration: string): Date => {
  const match = pattern.exec(duration);
  if (!match) throw new RangeError(`'${duration}' is not an ISO 8601 duration`);
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + years * 12 + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  const restMs = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  const ended = new Date(moved.getTime() + restMs);
  if (Number.isNaN(ended.getTime())) throw new RangeError(`'${duration}' leads beyond what a date can hold`);
  return ended;
};
