/** The headings of second level, each with its place and the end of what stands under it. */
const sectionsOf = (changelog) => {
  const heads = [...changelog.matchAll(/^## \[(.+?)\](?: - (.+))?$/gm)];
  return heads.map(({ 0: head, 1: name, 2: date = null, index }, at) => ({
    name,
    date,
    start: index,
    text: changelog.slice(index + head.length, heads[at + 1]?.index).trim(),
  }));
};

/** What changed in a version, and when it was prepared; null when the changelog does not have it. Throws when its section is empty or has no date. */
export const sectionOf = (changelog, version) => {
  const found = sectionsOf(changelog).find(({ name }) => name === version);
  if (found === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(found.date ?? ''))
    throw new Error(`CHANGELOG.md: the heading of ${version} needs its date: ## [${version}] - 2026-12-31.`);
  if (found.text === '') throw new Error(`CHANGELOG.md: the section of ${version} is empty.`);
  return { date: found.date, notes: found.text };
};

/** A changelog in which all that was unreleased is of a version. Throws when nothing was, or the version is there already. */
export const promote = (changelog, version, date) => {
  const sections = sectionsOf(changelog);
  const unreleased = sections.find(({ name }) => name === 'Unreleased');
  if (unreleased === undefined || unreleased.text === '')
    throw new Error('CHANGELOG.md: there is nothing under Unreleased to release.');
  if (sections.some(({ name }) => name === version)) throw new Error(`CHANGELOG.md: ${version} is there already.`);
  const head = '## [Unreleased]';
  const rest = changelog.slice(unreleased.start + head.length);
  return `${changelog.slice(0, unreleased.start)}${head}\n\n## [${version}] - ${date}${rest}`;
};
