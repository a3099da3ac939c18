import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderAnswer, renderReminder } from '../../../src/report/hand-off/answers.ts';
import { renderIssue } from '../../../src/report/hand-off/issue.ts';
import type { ConsoleFields } from '../../../src/truu/hand-off.ts';
import type { HandOffView } from '../../../src/truu/hand-off-texts.ts';
import { viewOf, type AskContext } from '../../../src/truu/console/ask.ts';
import { hostileText } from '../../support/arbitraries.ts';
import { days, fields, handOff, key, receipt } from '../../support/hand-off-samples.ts';
import { harmIn } from './markdown-tree.ts';

const asking: Omit<AskContext, 'desk' | 'texts' | 'fields'> = {
  assignees: ['octocat'],
  secret: { description: 'TruU', lifetime: 'P12M' },
  adminCenter: 'https://entra.microsoft.com',
  linkTo: null,
  place: { kind: 'portal' },
};

/** What an issue is made of: a renewal, unless the world says otherwise. */
interface Asking {
  readonly asksKey?: boolean;
  readonly wanted?: ConsoleFields;
  readonly stage?: HandOffView['stage'];
  readonly assignees?: readonly string[];
  readonly secret?: AskContext['secret'];
}
const view = (
  more: Parameters<typeof handOff>[0] = {},
  { asksKey = true, wanted = fields, stage = 'asked', ...context }: Asking = {},
): HandOffView => {
  const request = { asksKey, keyId: null, fields: wanted };
  return viewOf({ ...asking, ...context } as AskContext, request, handOff(more), stage, 'B77RZJ99');
};
const firstLine = (of: HandOffView): string => renderIssue(of).body.split('\n')[0] ?? '';
const nothing = { keys: [], held: null, confirmed: null };

describe('the issue of a hand-off', () => {
  test.each<[string, HandOffView, string]>([
    ['a first set-up', view(nothing), '**TruU cannot log in to Entra ID until this is done.**'],
    [
      'a renewal',
      view(),
      `**TruU's client secret ends on ${days(200).slice(0, 10)}. If nobody acts until then, nobody can log in.**`,
    ],
    ['changed fields', view({}, { asksKey: false }), '**The directory in TruU may differ from what the spec says.**'],
    [
      'a confirmed one',
      view({}, { stage: 'confirmed' }),
      "**Nothing more to do.** Entra's report of sign-ins comes once a day. This issue closes by itself once the report shows the new secret in use.",
    ],
    ['a closed one', view({}, { stage: 'closed' }), '**Done.** Nothing more to do here.'],
  ])('says at once what stops in %s', (_what, of, line) => {
    expect(firstLine(of)).toBe(line);
  });

  test('asks for everything at first, for three things in a renewal, and for a changed field alone', () => {
    const asked = (of: HandOffView): readonly string[] =>
      renderIssue(of)
        .body.split('\n')
        .filter((line) => /^\d+\. /.test(line))
        .map((line) => line.replace(/^\d+\. /, ''));
    expect(asked(view(nothing))).toHaveLength(15);
    expect(asked(view()).slice(2)).toEqual([
      "In TruU's Admin Console: **Settings › Directory**, open `US-Denver-Production`.",
      'Application client secret: paste the **Value** (not the Secret ID). Never write the Value into this issue.',
      '**Save**.',
      'Wait 2–3 minutes until the status of the directory is **Healthy**.',
      'Comment here: `/truu done B77RZJ99 SECRET-ID`, with the Secret ID of the new secret in place of SECRET-ID.',
    ]);
    expect(asked(view({}, { asksKey: false, wanted: { ...fields, autoRemoveDevices: false } }))).toEqual([
      "In TruU's Admin Console: **Settings › Directory**, open `US-Denver-Production`.",
      'Automatically Remove Devices Based on Changes to User Status in Directory: **True** → **False**',
      '**Save**.',
      'Wait 2–3 minutes until the status of the directory is **Healthy**.',
      'Comment here: `/truu done B77RZJ99`',
    ]);
  });

  test('ends with who knows what, and that TruU was not asked', () => {
    const known = (more: Parameters<typeof handOff>[0]): readonly string[] =>
      renderIssue(view(more)).body.trimEnd().split('\n').slice(-3);
    const [entra, person, truu] = known({});
    expect(entra).toMatch(/^- Entra: secret `a` until 2027-06-13, last used 2026-11-24/);
    expect(person).toMatch(
      /^- Person: @octocat confirmed on 2026-08-17: Healthy, secret `a`, Configuration Name, Domain name/,
    );
    expect(truu).toBe('- TruU: not asked');
    expect(known(nothing)[0]).toBe('- Entra: no client secret is known to be in use');
    expect(known({ keys: [key('a', { usedOn: null })] })[0]).toContain('not seen yet');
    expect(known({ evidence: 'silent', keys: [key('a', { usedOn: null })] })[0]).toContain(
      'silent on the whole registration',
    );
    expect(known({ evidence: 'unreadable' })[0]).toContain('could not be read');
    expect(known({ evidence: 'not-declared' })[0]).toContain('its use is not read');
  });

  test('waits for the report in its answer only where the report is read', () => {
    const answerIn = (world: Parameters<typeof handOff>[0]): string =>
      renderAnswer(
        { issue: 1, commentId: 2, login: 'octocat', kind: 'receipt', receipt: receipt('a', days(0)) },
        view(world),
      );
    expect(answerIn({})).toContain("Entra's report comes once a day");
    expect(answerIn({ evidence: 'not-declared' })).toMatch(/Nothing more to do\.\n$/);
  });

  test('shortens the ids of secrets where everyone can read it', () => {
    const keyId = 'a1364125-16e4-443b-a909-96ed1fb4fa00';
    const isPublic = { record: { ...handOff().record, isPublic: true } };
    const world = { keys: [key(keyId), key('b')], confirmed: receipt(keyId, days(-3)), ...isPublic };
    const texts = [
      renderIssue(view(world)).body,
      renderAnswer(
        { issue: 1, commentId: 2, login: 'octocat', kind: 'receipt', receipt: receipt(keyId, days(0)) },
        view(world),
      ),
      renderReminder(view(world, { stage: 'closed' })),
    ];
    expect(texts.filter((text) => text.includes(keyId))).toEqual([]);
    expect(texts[0]).toContain('`a1364125…`');
  });

  test('does no harm by what a spec or a person wrote', () => {
    const of: fc.Arbitrary<ConsoleFields> = fc.record({
      ...{ configurationName: hostileText, domain: hostileText, tenantId: hostileText, clientId: hostileText },
      ...{ allUsersShareUpnSuffix: fc.boolean(), autoRemoveDevices: fc.boolean() },
      ...{ primaryUserIdentifier: hostileText, cluster: hostileText },
    });
    fc.assert(
      fc.property(of, of, hostileText, fc.boolean(), (wanted, before, description, asksKey) => {
        const secret = { ...asking.secret, description };
        const world = { confirmed: receipt('a', days(-1), { fields: before, by: description }) };
        const text = renderIssue(view(world, { asksKey, wanted, ...{ secret, assignees: [] } })).body;
        expect(harmIn(text.split('\n---\n')[0] ?? '')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
