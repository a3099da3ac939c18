import { codeOf } from '../src/truu/console/code.ts';
import { portalLink } from '../src/truu/key-vault/link.ts';
import type { SideJudgement } from '../src/truu/judgement.ts';
import type { ConsoleFields, HandOffAsk, HandOffKnown } from '../src/truu/hand-off.ts';
import type { HandOffView } from '../src/truu/hand-off-texts.ts';
import { guid, ids } from './worlds.ts';

/** What the complete spec wants in the console. */
const fields: ConsoleFields = {
  configurationName: 'US-Denver-Production',
  domain: 'contoso.com',
  allUsersShareUpnSuffix: true,
  autoRemoveDevices: true,
  tenantId: ids.tenant,
  clientId: ids.app,
  primaryUserIdentifier: 'mail',
  cluster: 'cloud',
};

const asked: HandOffAsk = {
  asksKey: true,
  first: false,
  fields,
  before: fields,
  differing: [],
  assignees: ['octocat'],
  secret: { description: 'TruU', lifetime: 'P12M' },
  adminCenter: 'https://entra.microsoft.com',
  place: { kind: 'portal' },
  placeBefore: { kind: 'portal' },
  delivered: null,
};

/** The first secret, as it stands two months before its end. */
const known: HandOffKnown = {
  evidence: 'readable',
  keyId: guid('a'),
  keyExpiresOn: '2027-01-24T10:00:00.000Z',
  usedOn: '2026-11-23T21:12:40.000Z',
  readOn: '2026-11-25T03:23:11.000Z',
  reportOf: '2026-11-23T23:58:02.000Z',
  confirmedBy: 'octocat',
  confirmedAt: '2026-01-24T10:21:07.000Z',
  confirmedKeyId: guid('a'),
  confirmedFields: fields,
};

const nothingKnown: HandOffKnown = {
  ...known,
  ...{ keyId: null, keyExpiresOn: null, usedOn: null },
  ...{ confirmedBy: null, confirmedAt: null, confirmedKeyId: null, confirmedFields: null },
};

/** What a receipt of the second secret adds. */
const renewedKnown: HandOffKnown = { ...known, confirmedAt: '2026-11-25T09:40:52.000Z', confirmedKeyId: guid('c') };

const fabrikam: ConsoleFields = { ...fields, domain: 'fabrikam.com' };
const changed: HandOffAsk = { ...asked, asksKey: false, fields: fabrikam, differing: ['domain'] };
const everyField = Object.keys(fields) as readonly (keyof ConsoleFields)[];

const askedIn = (issue: number, ask: HandOffAsk, of: HandOffKnown): HandOffView => {
  const { asksKey, delivered, fields: wanted } = ask;
  const keyId = delivered?.keyId ?? null;
  const code = codeOf(issue, { asksKey, keyId, fields: { ...wanted, clientId: ids.app } });
  return { ask, known: of, stage: 'asked', isPublic: false, code, older: null };
};

const vault = { kind: 'key-vault', vault: 'kv-truu.vault.azure.net', secret: 'truu-directory' } as const;
/** A renewal whose secret the action created and stored. */
const fromVault: HandOffAsk = {
  ...{ ...asked, place: vault, placeBefore: vault },
  delivered: {
    keyId: guid('c'),
    url: portalLink('https://portal.azure.com', {
      ...{ tenant: ids.tenant, vault: vault.vault, secret: vault.secret },
      version: '4b1f2a9c0d3e4f5a8b7c6d5e4f3a2b1c',
    }),
    hint: 'abc',
  },
};

/** The issue of a hand-off in every state, by the name of the sample. */
export const handOffs = {
  'first-set-up': askedIn(
    7,
    { ...asked, first: true, before: null, differing: everyField, placeBefore: null },
    nothingKnown,
  ),
  'existing-connection': askedIn(
    7,
    { ...asked, asksKey: false, before: null, differing: everyField, placeBefore: null },
    { ...nothingKnown, ...{ keyId: known.keyId, keyExpiresOn: known.keyExpiresOn, usedOn: known.usedOn } },
  ),
  renewal: askedIn(31, asked, known),
  'renewal-key-vault': askedIn(31, fromVault, known),
  'changed-field': askedIn(19, changed, known),
  confirmed: { ...askedIn(31, asked, renewedKnown), stage: 'confirmed', code: null },
  unseen: {
    ...askedIn(31, asked, {
      ...renewedKnown,
      readOn: '2026-12-03T03:23:10.000Z',
      reportOf: '2026-12-01T23:57:30.000Z',
    }),
    ...{ stage: 'unseen', code: null },
  },
} as const satisfies Record<string, HandOffView>;

/** What a plan says of the console before a field changes. */
export const beforeChange: SideJudgement = {
  ...{ health: 'healthy', healthSource: 'entra+person', failures: [], warnings: [], waiting: false },
  ...{ actBefore: null, issueUrl: null, known, ask: changed },
};
