import { describe, expect, test } from '@jest/globals';
import { answersTo, receiptsOf, type CommandContext } from '../../../src/truu/console/commands.ts';
import { codeOf, normalizedCode } from '../../../src/truu/console/code.ts';
import { answerMarker } from '../../../src/truu/console/markers.ts';
import type { ConsoleFields, HandOffComment, HandOffIssue } from '../../../src/truu/hand-off.ts';
import { guid } from '../../support/plan-samples.ts';

const fields: ConsoleFields = {
  ...{ configurationName: 'US-Denver-Production', domain: 'contoso.com', allUsersShareUpnSuffix: true },
  ...{ autoRemoveDevices: true, tenantId: guid('1'), clientId: guid('2') },
  ...{ primaryUserIdentifier: 'mail', cluster: null },
};
const asked = [{ login: 'Octocat', id: 1 }];
const issue: HandOffIssue = {
  ...{ number: 7, url: 'https://github.example/7', open: true, createdAt: '2026-11-25T10:00:00Z', body: '' },
  ...{ request: { asksKey: true, keyId: null, fields }, asked, settled: false, comments: [] },
};
const ofFields: HandOffIssue = { ...issue, request: { asksKey: false, keyId: null, fields } };
const code = codeOf(7, issue.request);
const codeOfFields = codeOf(7, ofFields.request);

const secret = (keyId: string, startsOn = '2026-11-25T10:30:00Z', expiresOn = '2027-11-25T10:30:00Z') => ({
  ...{ keyId, displayName: 'TruU', startsOn, expiresOn },
});
const [added, known, older, endless] = [guid('a'), guid('b'), guid('c'), guid('d')];
const secrets = [
  secret(added),
  secret(known),
  secret(older, '2026-11-25T09:54:59Z'),
  secret(endless, '2026-11-25T10:30:00Z', '2027-11-28T10:30:01Z'),
];

const octocat = { login: 'octocat', id: 1, bot: false };
const comment = (body: string, more: Partial<HandOffComment> = {}): HandOffComment => ({
  ...{ id: 21, author: octocat, ours: false, mayWrite: null, body, createdAt: '2026-11-25T11:00:00Z' },
  ...{ edited: false, viaEmail: false },
  ...more,
});

const given = (one: HandOffIssue, said: HandOffComment, more: Partial<CommandContext> = {}) => {
  const withComment = { ...one, comments: [...one.comments, said] };
  return answersTo([withComment], {
    ...{ assignees: ['octocat'], current: { issue: withComment, request: one.request }, secrets },
    ...{ knownKeyIds: new Set([known]), lifetime: 'P1Y', place: { kind: 'portal' } as const },
    newestKeyId: null,
    ...more,
  });
};
const outcome = (...of: Parameters<typeof given>): string => {
  const [answer, ...more] = given(...of);
  expect(more).toEqual([]);
  if (answer === undefined) return 'ignored';
  return answer.kind === 'refused' ? answer.reason : answer.kind;
};
const done = `/truu done ${code} ${added}`;

describe('a comment on a hand-off that asks for a secret', () => {
  test.each<[string, string, string]>([
    [done, 'of the right form', 'receipt'],
    [`/TruU DONE ${code.toLowerCase()} ${added.toUpperCase()}`, 'in other letters', 'receipt'],
    [`${done}\n\nOn Tuesday github-actions wrote:\n> /truu again`, 'with a signature', 'receipt'],
    ['/truu again', 'that asks anew', 'again'],
    ['Thanks!', 'that is no command', 'ignored'],
    [`I did it.\n${done}`, 'with the command below', 'ignored'],
    [`/truus done ${code}`, 'with another word', 'ignored'],
    ['/truu', 'without a verb', 'unknown-command'],
    ['/truu finished', 'with another verb', 'unknown-command'],
    ['/truu done', 'without a code', 'unknown-command'],
    [`${done} thanks`, 'with a word too many', 'unknown-command'],
    [`/truu again ${code}`, 'that asks anew with a code', 'unknown-command'],
    [`/truu done AAAAAAAA ${added}`, 'with another code', 'wrong-code'],
    [`/truu done ${codeOfFields} ${added}`, 'with the code of fields alone', 'wrong-code'],
    [`/truu done ${codeOf(6, issue.request)} ${added}`, 'with the code of an earlier hand-off', 'wrong-code'],
    [`/truu done ${code}`, 'without the Secret ID', 'no-secret-id'],
    [`/truu done ${code} ${guid('e')}`, 'with the Secret ID of another registration', 'secret-not-found'],
    [`/truu done ${code} ${known}`, 'with a Secret ID that is known', 'secret-known'],
    [`/truu done ${code} ${older}`, 'with a secret of before the request', 'secret-older'],
    [`/truu done ${code} ${endless}`, 'with a secret that lives too long', 'secret-too-long'],
    [`/truu done ${code} abc8Q~${'x'.repeat(34)}`, 'with the value of a secret', 'leaked'],
    [`The secret is abc8Q~${'x'.repeat(34)}.`, 'that tells the value of a secret', 'leaked'],
  ])('%j, %s: %s', (body, _form, expected) => {
    expect(outcome(issue, comment(body))).toBe(expected);
  });

  test('letters that are mistaken for digits are read as those', () => {
    expect(normalizedCode('oOiIlL9z')).toBe('0011119Z');
  });

  test('a receipt names the secret, the fields of now, the person and GitHub’s time', () => {
    const changed = { ...fields, domain: 'fabrikam.com' };
    const request = { asksKey: true, keyId: null, fields: changed };
    const said = comment(`/truu done ${codeOf(7, request)} ${added}`);
    expect(given(issue, said, { current: { issue, request } })).toMatchObject([
      { kind: 'receipt', receipt: { keyId: added, fields: changed, by: 'octocat', at: '2026-11-25T11:00:00Z' } },
    ]);
    // The spec changed after the person read the issue.
    expect(outcome(issue, comment(done), { current: { issue, request } })).toBe('wrong-code');
  });

  test.each([
    ['2026-11-25T09:55:00Z', 'receipt'],
    ['2026-11-25T09:54:59Z', 'secret-older'],
    ['2026-11-25T11:05:00Z', 'receipt'],
  ])('a secret of %s by Entra’s clock is a %s: the clocks may differ by five minutes', (startsOn, expected) => {
    const expiresOn = new Date(Date.parse(startsOn) + 365 * 86_400_000).toISOString();
    expect(outcome(issue, comment(done), { secrets: [secret(added, startsOn, expiresOn)] })).toBe(expected);
  });
});

test('a comment on a hand-off of fields alone needs no Secret ID, and takes none', () => {
  expect(outcome(ofFields, comment(`/truu done ${codeOfFields}`))).toBe('receipt');
  expect(outcome(ofFields, comment(`/truu done ${codeOfFields} ${added}`))).toBe('unknown-command');
});

describe('whose comment', () => {
  const stranger = { login: 'mona', id: 2, bot: false };
  test.each<[string, Partial<HandOffComment>, Partial<CommandContext>, string]>([
    ['one who is asked', {}, {}, 'receipt'],
    ['one who is asked in other letters', { author: { ...octocat, login: 'OctoCat' } }, {}, 'receipt'],
    ['another', { author: stranger, mayWrite: true }, {}, 'not-asked'],
    ['a deleted account', { author: null }, {}, 'not-asked'],
    ['one with write access where nobody is named', { author: stranger, mayWrite: true }, { assignees: [] }, 'receipt'],
    ['one without it', { author: stranger, mayWrite: false }, { assignees: [] }, 'not-asked'],
    ['one of whom it is not known', { author: stranger }, { assignees: [] }, 'not-asked'],
    ['another account with the login', { author: { ...octocat, id: 9 } }, {}, 'account-changed'],
    ['one who was not asked then', { author: stranger }, { assignees: ['mona'] }, 'receipt'],
    ['one who edited it', { edited: true }, {}, 'edited'],
    ['one who sent it by mail', { viaEmail: true }, {}, 'by-mail'],
    ['an app', { author: { ...octocat, bot: true } }, {}, 'ignored'],
    ['the account of the run', { ours: true }, {}, 'ignored'],
  ])('%s is heard or not', (_who, said, context, expected) => {
    expect(outcome(issue, comment(done, said), context)).toBe(expected);
  });

  test('a secret counts as leaked whoever posts it, an app aside', () => {
    const body = `abc8Q~${'x'.repeat(34)}`;
    expect(outcome(issue, comment(body, { author: stranger }))).toBe('leaked');
    expect(outcome(issue, comment(body, { author: null }))).toBe('leaked');
  });
});

describe('a hand-off that is over', () => {
  const later = { ...issue, number: 8 };
  test.each<[string, CommandContext['current']]>([
    ['as nothing is asked', null],
    ['as a newer one asks', { issue: later, request: later.request }],
  ])('takes no command, %s', (_why, current) => {
    expect(outcome(issue, comment(done), { current })).toBe('over');
    expect(outcome(issue, comment('/truu again'), { current })).toBe('over');
  });
});

describe('an answer', () => {
  const receipt = {
    keyId: added,
    fields,
    place: { kind: 'portal' } as const,
    by: 'octocat',
    at: '2026-11-25T11:00:00Z',
  };
  const answer = comment(`${answerMarker({ to: 21, receipt })}\nRecorded.`, { id: 22, ours: true, author: null });
  const withAnswer = (more: Partial<HandOffComment> = {}): HandOffIssue => ({
    ...issue,
    comments: [{ ...answer, ...more }],
  });

  test('is given once, and stands when the comment is edited afterwards', () => {
    expect(outcome(withAnswer(), comment(done))).toBe('ignored');
    expect(outcome(withAnswer(), comment(`/truu done ${code} ${older}`, { edited: true }))).toBe('ignored');
    expect(receiptsOf([withAnswer()])).toEqual([receipt]);
  });

  test.each<[string, Partial<HandOffComment>]>([
    ['another account wrote', { ours: false }],
    ['somebody edited', { edited: true }],
    ['is not at the start', { body: `Look: ${answer.body}` }],
  ])('that %s is none', (_what, more) => {
    expect(
      outcome(
        { ...withAnswer(more), comments: [{ ...answer, ...more, author: { ...octocat, bot: true } }] },
        comment(done),
      ),
    ).toBe('receipt');
    expect(receiptsOf([withAnswer(more)])).toEqual([]);
  });
});

describe('a command on a hand-off that is over', () => {
  const closing = comment('Done.', { id: 22, ours: true, createdAt: '2026-11-26T11:00:00Z' });
  const over = (...comments: readonly HandOffComment[]) =>
    answersTo([{ ...issue, open: false, settled: true, comments }], {
      ...{
        assignees: ['octocat'],
        current: null,
        newestKeyId: null,
        secrets,
        knownKeyIds: new Set<string>(),
        lifetime: 'P1Y',
      },
      place: { kind: 'portal' },
    });

  test('counts where the receipt for it was deleted or edited since', () => {
    const receipt = { keyId: added, fields, place: { kind: 'portal' }, by: 'octocat', at: '2026-11-25T11:00:00Z' };
    expect(over(comment(done), closing)).toMatchObject([{ kind: 'receipt', receipt }]);
    const forged = comment(answerMarker({ to: 21, receipt: null }), { id: 22, ours: true, edited: true });
    expect(over(comment(done), forged)).toMatchObject([{ kind: 'receipt', receipt }]);
  });

  test('does not count when it comes later, has another code, or asks anew', () => {
    expect(over(closing, comment(done, { id: 23 }))).toMatchObject([{ kind: 'refused', reason: 'over' }]);
    expect(over(comment(`/truu done AAAAAAAA ${added}`), closing)).toMatchObject([{ reason: 'wrong-code' }]);
    expect(over(comment('/truu again'), closing)).toMatchObject([{ kind: 'refused', reason: 'over' }]);
  });
});
