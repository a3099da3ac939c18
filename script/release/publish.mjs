import { isAfter, majorTag, parseVersion } from './version.mjs';

const tagOf = (version) => `v${version}`;

/** Makes the tag of a version at a commit. It may be there from a run that broke off; at another commit it is refused. */
const tag = async (github, version, commit) => {
  const name = tagOf(version);
  const found = await github.commitOfTag(name);
  if (found === commit) return;
  if (found !== null) throw new Error(`The tag ${name} is at ${found}, not at ${commit}. Release the next version.`);
  await github.createTag(name, commit);
};

/** Publishes a draft with its assets, all of them at once: once it is published, GitHub lets none be added. */
const release = async (github, { version, notes, assets }) => {
  const name = tagOf(version);
  const found = (await github.releases()).filter(({ tag_name }) => tag_name === name);
  const published = found.find(({ draft }) => !draft);
  if (published !== undefined) return published.id;
  for (const { id } of found) await github.remove(id);
  const prerelease = parseVersion(version).preview !== null;
  const draft = await github.createDraft({ tag_name: name, name, body: notes, prerelease });
  for (const asset of assets) await github.upload(draft, asset.name, asset.bytes);
  const kept = new Map((await github.release(draft.id)).assets.map((one) => [one.name, one.size]));
  const lost = assets.filter((asset) => kept.get(asset.name) !== asset.bytes.length).map((asset) => asset.name);
  if (lost.length > 0)
    throw new Error(`GitHub does not show these assets of the draft as they are: ${lost.join(', ')}.`);
  await github.publish(draft.id);
  return draft.id;
};

/** Moves the tag of the major version, unless this one is a preview or an older one than those that are released. */
const moveMajor = async (github, version, commit) => {
  const { major, preview } = parseVersion(version);
  const others = (await github.releases())
    .filter(({ draft, prerelease, tag_name }) => !draft && !prerelease && /^v\d+\.\d+\.\d+$/.test(tag_name))
    .map(({ tag_name }) => tag_name.slice(1))
    .filter((one) => parseVersion(one).major === major);
  if (preview !== null || others.some((one) => isAfter(one, version))) return null;
  const name = majorTag(version);
  const found = await github.commitOfTag(name);
  if (found === null) await github.createTag(name, commit);
  else if (found !== commit) await github.moveTag(name, commit);
  return name;
};

/**
 * Releases a commit as a version: its tag, its locked release, and the tag of its major version. It can be run again after it
 * broke off anywhere. Resolves to what was done, as sentences; throws when the release is not locked.
 */
export const publish = async (github, { version, commit, notes, assets }) => {
  await tag(github, version, commit);
  const id = await release(github, { version, notes, assets });
  if ((await github.release(id)).immutable !== true)
    throw new Error(
      `The release v${version} is not locked: turn on "Enable release immutability" in the settings of the repository, delete the release, and run this job again.`,
    );
  const moved = await moveMajor(github, version, commit);
  return [
    `v${version} is released at ${commit}, and locked.`,
    moved === null
      ? 'No tag was moved: a newer version is released, or this is a preview.'
      : `${moved} is at ${commit}.`,
  ];
};
