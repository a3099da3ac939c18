import { parseVersion } from './version.mjs';

const no = (reason) => ({ release: false, reason });

/**
 * Whether a commit is to be released, and why. Throws where a person has to look.
 *
 * @param section What CHANGELOG.md says of the version, or null.
 * @param liveCheck Whether docs/live-check.md is there: the report of a run against a real tenant.
 * @param tagCommit The commit of the tag of the version; null without one.
 * @param published Whether the release of the tag is published.
 */
export const decide = ({ version, section, liveCheck, commit, tagCommit, published }) => {
  if (section === null) return no(`CHANGELOG.md has no section of ${version}: script/prepare-release makes one.`);
  if (parseVersion(version).major > 0 && !liveCheck)
    throw new Error(
      `${version} needs docs/live-check.md, the report of a live check of a real tenant. Until then releases are 0.x.`,
    );
  if (tagCommit === null) return { release: true, reason: `v${version} is not released.` };
  if (published) return no(`v${version} is released.`);
  if (tagCommit !== commit)
    throw new Error(
      `The tag v${version} is at ${tagCommit} and has no release. Run the workflow of that commit again, or release the next version.`,
    );
  return { release: true, reason: `The tag v${version} is there, and its release is not published yet.` };
};
