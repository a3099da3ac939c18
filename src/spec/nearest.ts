/** The candidate with the smallest edit distance to a word. Null when each distance is too large for a typo. */
export const nearest = (written: string, candidates: readonly string[]): string | null => {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(written.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(2, Math.floor(written.length / 3)) ? best.candidate : null;
};

/** Longer words are cut. Each candidate is shorter. */
const maxCharacters = 100;

const distance = (a: string, b: string): number => {
  const [from, to] = [a.slice(0, maxCharacters), b.slice(0, maxCharacters)];
  let costs = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (costs[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (costs[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    costs = next;
  }
  return costs[to.length] ?? 0;
};
