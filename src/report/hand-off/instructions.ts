import { parseDuration } from '../../support/duration.ts';
import { isGuid } from '../../support/guid.ts';
import { codeSpan } from '../../support/text.ts';
import type { HandOffAsk, SecretPlace } from '../../truu/hand-off.ts';
import { ownLink } from '../parts/prose.ts';
import { fieldLine } from './fields.ts';

/** One line of the instruction: the fields that it sets, so that a change asks for its own lines only. */
interface Line {
  readonly fields: readonly (keyof HandOffAsk['fields'])[];
  readonly text: string;
}

/**
 * What a person does, in the order and words of TruU's guide (TruU docs, "Entra ID Directory", read 2026-11), as Markdown
 * without numbers: all of it at first, later only what this hand-off needs. `last` is how the person says that it is done;
 * null: not part of it. Pure.
 */
export const instructionsOf = (ask: HandOffAsk, last: string | null): readonly string[] => {
  const differs = ({ fields }: Line): boolean => ask.first || fields.some((field) => ask.differing.includes(field));
  const isManaged = ({ fields }: Line): boolean =>
    fields.every((field) => field === 'clientId' || ask.fields[field] !== null);
  const lines = [
    ...(ask.asksKey ? secretLines(ask) : []),
    openLine(ask),
    ...directoryLines(ask, beforeSecret).filter(differs),
    ...(ask.asksKey ? [pasteLine] : []),
    ...directoryLines(ask, afterSecret).filter(differs),
    always('**Save**.'),
    ...tenantLines(ask).filter((line) => isManaged(line) && differs(line)),
    always('Wait 2–3 minutes until the status of the directory is **Healthy**.'),
    ...(last === null ? [] : [always(last)]),
  ];
  return lines.map(({ text }) => text);
};

const always = (text: string): Line => ({ fields: [], text });

/** Where the person gets the secret. */
const secretLines = (ask: HandOffAsk): readonly Line[] =>
  ask.place.kind === 'portal' ? entraLines(ask) : [vaultLine(ask.place, ask.delivered)];

/** The page of one version in a portal of Azure. The `@` before the tenant has to stay as it is. */
const versionPage =
  /^https:\/\/portal\.azure\.(com|us|cn)\/#@[\da-f-]{36}\/asset\/Microsoft_Azure_KeyVault\/Secret\/https:\/\/[\da-z.-]+\/secrets\/[\dA-Za-z-]+\/[\da-f]{32}$/;

const linkTo = (url: string): string => (versionPage.test(url) ? `[this version](${url})` : 'the newest version');

/** The two ids beside the value are the usual mistakes: that of the version, and Entra's. */
const vaultLine = (place: Extract<SecretPlace, { kind: 'key-vault' }>, delivered: HandOffAsk['delivered']): Line => {
  const of = `the secret ${codeSpan(place.secret)} of the key vault ${codeSpan(place.vault)}`;
  const version = delivered === null ? 'the newest version' : linkTo(delivered.url);
  const start = delivered?.hint ?? null;
  const hint = start === null ? '' : ` It begins with ${codeSpan(start)}.`;
  return always(
    `In the Azure portal, open ${version} of ${of}, and copy its **Secret value** with the button beside it, without showing it: the Value, not the Secret ID and not the Secret Identifier.${hint}`,
  );
};

/** The path to the client secrets of one registration (public links to the portal, read 2026-11). */
const secretsPath = '#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId';

const entraLines = ({ fields: { clientId }, secret, adminCenter }: HandOffAsk): readonly Line[] => [
  always(
    clientId === null || !isGuid(clientId)
      ? `In the ${ownLink('Entra admin center', adminCenter)}, open **App registrations › All applications**, and the application with the client ID that apply reports.`
      : `In the Entra admin center, open [the client secrets of the registration](${adminCenter}/${secretsPath}/${clientId}) (**App registrations › All applications**, client ID ${codeSpan(clientId)}).`,
  ),
  always(
    `**Certificates & secrets › New client secret**: description ${codeSpan(secret.description)}, expires in **${lifetimeLabel(secret.lifetime)}**. Copy its **Value** now, since Entra never shows it again, and note its **Secret ID**.`,
  ),
];

const pasteLine: Line = always(
  'Application client secret: paste the **Value** (not the Secret ID). Never write the Value into this issue.',
);

const openLine = ({ first, before, fields }: HandOffAsk): Line =>
  first
    ? always("In TruU's Admin Console: **Settings › Directory › + › Entra ID**.")
    : always(
        `In TruU's Admin Console: **Settings › Directory**, open ${codeSpan(before?.configurationName ?? fields.configurationName, 256)}.`,
      );

/** The fields of the directory before and after the secret, in the order of TruU's guide. */
const beforeSecret = ['configurationName', 'domain', 'allUsersShareUpnSuffix', 'tenantId', 'clientId'] as const;
const afterSecret = ['autoRemoveDevices'] as const;

const directoryLines = (
  { fields, before }: HandOffAsk,
  which: readonly (keyof HandOffAsk['fields'])[],
): readonly Line[] => which.map((field) => ({ fields: [field], text: fieldLine(field, fields, before) }));

const tenantLines = ({ fields, before }: HandOffAsk): readonly Line[] => [
  {
    fields: ['primaryUserIdentifier'],
    text: `**Go Now** (or **Settings › Directory › Global Attributes**), the gear, ${fieldLine('primaryUserIdentifier', fields, before)}. **Save**.`,
  },
  {
    fields: ['cluster'],
    text: `**Identity Servers › Cluster** ${codeSpan(fields.cluster ?? '', 256)} **› Directory Connection**: select ${codeSpan(fields.configurationName, 256)}. **Save**.`,
  },
];

const lifetimeLabel = (iso: string): string => {
  const { years, months, days } = parseDuration(iso);
  const total = years * 12 + months;
  if (total > 0 && days === 0) return total === 1 ? '1 month' : `${total} months`;
  return total === 0 ? `${days} days` : `${total} months and ${days} days`;
};
