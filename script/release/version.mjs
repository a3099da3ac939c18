const form = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** The parts of a version by Semantic Versioning 2.0.0, without build metadata, which a tag cannot carry. Throws when it is none. */
export const parseVersion = (text) => {
  const [, major, minor, patch, preview] = form.exec(text) ?? [];
  if (major === undefined) throw new Error(`${JSON.stringify(text)} is no version such as 1.2.3 or 1.2.3-rc.1.`);
  return { text, major: Number(major), minor: Number(minor), patch: Number(patch), preview: preview ?? null };
};

/** The tag that moves with the releases of a major version: v0, v1. */
export const majorTag = (version) => `v${parseVersion(version).major}`;

/** Whether a version comes after another one. One with a preview comes before the release of its number; two previews of one number are compared as texts of numbers. */
export const isAfter = (one, other) => {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  const by = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (by !== 0) return by > 0;
  if (a.preview === null || b.preview === null) return a.preview === null && b.preview !== null;
  return a.preview.localeCompare(b.preview, 'en', { numeric: true }) > 0;
};
