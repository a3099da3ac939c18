/** The packages whose licences stand in a THIRD_PARTY_LICENSES.txt of script/licenses.mjs, as `name@version`. */
export const bundledIn = (licences) =>
  [...licences.matchAll(/(?:^|\n-{80}\n\n)((?:@[^/\s]+\/)?[^@\s]+@\S+) \(/g)].map(([, one]) => one);

const nameOf = ({ name, versionInfo }) => `${name}@${versionInfo}`;

/**
 * The SBOM of a bundle, in SPDX: of all packages of a lock file those that are in it, which the action contains. Throws when
 * the lock file lacks one of them.
 *
 * It is made from all packages, since `npm sbom --omit dev` also omits what a package for production and one for development
 * share, such as tslib (npm 11.19.1, seen 2026-11-25).
 */
export const sbomOf = (all, bundled) => {
  const known = all.packages.map(nameOf);
  const missing = bundled.filter((one) => !known.includes(one));
  if (missing.length > 0)
    throw new Error(`The bundle has packages that package-lock.json lacks: ${missing.join(', ')}. Run script/build.`);
  const [root] = all.documentDescribes;
  const packages = all.packages.filter((one) => one.SPDXID === root || bundled.includes(nameOf(one)));
  const ids = new Set([all.SPDXID, ...packages.map(({ SPDXID }) => SPDXID)]);
  const kept = all.relationships.filter(
    ({ spdxElementId, relatedSpdxElement, relationshipType }) =>
      ids.has(spdxElementId) && ids.has(relatedSpdxElement) && relationshipType !== 'DEV_DEPENDENCY_OF',
  );
  const contained = packages.flatMap(({ SPDXID }) =>
    SPDXID === root ? [] : [{ spdxElementId: root, relatedSpdxElement: SPDXID, relationshipType: 'CONTAINS' }],
  );
  return { ...all, packages, relationships: [...kept, ...contained] };
};
