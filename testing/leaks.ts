import type { LogRow } from '../emulator/log.ts';

/** A text that a run produced, and its name in a message. */
export interface Produced {
  readonly name: string;
  readonly text: string;
}

/** A secret under a form in which it could leak. */
const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on what stands beside the secret.
    return shifted.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  const url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    secret,
    ...base64,
    ...url,
    encodeURIComponent(secret),
    new URLSearchParams({ '': secret }).toString().slice('='.length),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
};

/** The places where a secret stands that should not; lines that mask are swallowed by a runner. */
export const findLeaks = (secrets: readonly string[], produced: readonly Produced[]): readonly string[] =>
  produced.flatMap(({ name, text }) => {
    const visible = text.replaceAll(/^::add-mask::.*$/gm, '');
    return secrets
      .filter((secret) => secret.length >= 8)
      .flatMap((secret) =>
        formsOf(secret).some((form) => visible.includes(form)) ? [`${secret.slice(0, 3)}… in ${name}`] : [],
      );
  });

/** What the action sent to prove who it is: access tokens, GitHub's token, and the credentials of token requests. */
export const credentialsIn = (rows: readonly LogRow[]): readonly string[] => {
  const all = rows.flatMap(({ headers, body }) => {
    const form = (body ?? {}) as Readonly<Record<string, unknown>>;
    const created = (form['credential'] ?? {}) as Readonly<Record<string, unknown>>;
    const bearer = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
    return [bearer, form['client_assertion'], form['client_secret'], form['clientSecret'], created['clientSecret']];
  });
  return [...new Set(all.filter((one) => typeof one === 'string'))];
};
