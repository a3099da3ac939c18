import { expect, test } from '@jest/globals';
import { answerMarker } from '../../../../src/truu/console/markers.ts';
import { settle } from '../../../../src/truu/console/settle.ts';
import { truuQuery } from '../../../../src/truu/desired.ts';
import type { HandOffComment } from '../../../../src/truu/hand-off.ts';
import { fields, handOff, issue } from '../../../support/hand-off-samples.ts';
import { guid, ids, now, truu } from '../../../support/plan-samples.ts';
import { completeSpec, documentOf } from '../../../support/spec-samples.ts';

const { spec } = documentOf(completeSpec);
const place = { kind: 'key-vault', vault: 'kv-truu.vault.azure.net', secret: 'truu' } as const;
const at = (days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString();
const comment = (body: string, more: Partial<HandOffComment> = {}): HandOffComment => ({
  ...{ id: 1, author: { login: 'octocat', id: 1, bot: false }, ours: false, mayWrite: null, body, createdAt: at(-1) },
  ...{ edited: false, viaEmail: false },
  ...more,
});
const stored = (keyId: string, when: string) => ({
  ...{ keyId, appId: ids.app, version: keyId, at: when, expiresOn: at(300), enabled: true },
});

/** What the record says, where these keys were delivered and these comments stand on the open issue. */
const settled = (keyIds: readonly string[], comments: readonly HandOffComment[]) => {
  const request = { asksKey: true, keyId: keyIds[0] ?? null, fields: { ...fields, clientId: ids.app } };
  const record = {
    ...handOff().record,
    recorded: keyIds.map((keyId, index) => stored(keyId, at(index - 9))),
    issues: [issue(1, { request, comments })],
  };
  const secrets = keyIds.map((keyId, index) => ({
    ...{ keyId, displayName: 'TruU', startsOn: at(index - 9), expiresOn: at(300) },
  }));
  const policy = { assignees: ['octocat'], evidence: 'none', place, consumer: 'github:1' } as const;
  const registration = { appId: ids.app, secrets, use: null, now: new Date(now) };
  return settle({ ...truu(), handOff: handOff({ record }) }, truuQuery(spec, new Set()), registration, policy).handOff;
};

const [first, second] = [guid('a'), guid('b')];
const said = comment('/truu again');
const answered = comment(`${answerMarker({ to: 1, again: first, receipt: null })}\nThe next renew …`, {
  id: 2,
  ours: true,
});

test('/truu again counts until a run has delivered another key', () => {
  expect(settled([first], [said])).toMatchObject({ again: true, answers: [{ kind: 'again', keyId: first }] });
  expect(settled([first], [said, answered])).toMatchObject({ again: true, answers: [] });
  expect(settled([first, second], [said, answered])).toMatchObject({ again: false, answers: [] });
});

test('the answer counts only where our account wrote it and nobody edited it', () => {
  expect(settled([first], [{ ...answered, edited: true }])).toMatchObject({ again: false });
  expect(settled([first], [{ ...answered, ours: false }])).toMatchObject({ again: false });
});
