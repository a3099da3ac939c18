/** Shorter values would also match ordinary text. */
const shortest = 8;

/** A secret as it is, and in its URL, form and JSON encodings, as a remote can quote it. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ '': secret }).toString().slice('='.length),
  JSON.stringify(secret).slice(1, -1),
];

/** The same plain data, with `[secret]` in place of every secret in its texts. Pure. */
export const redact = <T>(data: T, secrets: Iterable<string>): T => {
  const long = [...secrets].filter((secret) => secret.length >= shortest);
  // The longest first, so that a secret within another one does not leave a part of it.
  const forms = [...new Set(long.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return forms.reduce((text, form) => text.replaceAll(form, '[secret]'), value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(data) as T;
};
