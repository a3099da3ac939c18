import { codeSpan, oneLine } from '../../support/text.ts';
import { parseDuration } from '../../support/duration.ts';
import type { IssueText } from '../../truu/desk.ts';
import type { ConsoleFields } from '../../truu/hand-off.ts';
import type { HandOffView } from '../../truu/hand-off-texts.ts';
import { titleText } from '../parts/prose.ts';
import { date } from '../parts/time.ts';
import { fieldLabel, fieldLine } from './fields.ts';
import { mention } from './mention.ts';

/** The issue that asks a person: what stops if nobody acts, then exactly what to do, in the order of TruU's guide. Pure. */
export const renderIssue = (view: HandOffView): IssueText => ({
  title: titleOf(view),
  body: [
    ...headOf(view),
    '',
    ...(view.code === null ? [] : [...stepsOf(view), '', ...endOf(view), '']),
    ...footOf(view),
    '',
  ].join('\n'),
});

const titleOf = ({ request, state }: HandOffView): string => {
  const name = titleText(oneLine(request.fields.configurationName, 100));
  if (state.held === null) return `TruU: set up the directory ${name}`;
  return request.asksKey ? `TruU: replace the client secret of ${name}` : `TruU: check the directory ${name}`;
};

const headOf = ({ request, state, code, confirmed, assignees }: HandOffView): readonly string[] => {
  const asked = assignees.map(mention).join(' ');
  const who = asked === '' ? 'Anyone with write access to this repository can do this.' : `Asked: ${asked}`;
  if (confirmed || code === null) return [confirmedText];
  return [
    `**${deadline(request.asksKey, state.held)}**`,
    '',
    `${who} It takes about ten minutes, in TruU's Admin Console${request.asksKey ? ' and the Entra admin center' : ''}.`,
  ];
};

const confirmedText =
  "**Nothing more to do.** Entra's report of sign-ins comes once a day; this issue closes by itself once the report shows the new secret in use.";

const deadline = (asksKey: boolean, held: HandOffView['state']['held']): string => {
  if (held === null) return 'TruU cannot log in to Entra ID until this is done.';
  const end = held.expiresOn === null ? 'soon' : `on ${date(held.expiresOn)}`;
  if (asksKey) return `TruU's client secret ends ${end}. If nobody acts until then, nobody can log in.`;
  return 'The directory in TruU may differ from what the spec says.';
};

/** One line of the instruction: the fields that it sets, so that a change asks for its own lines only. */
interface Line {
  readonly fields: readonly (keyof ConsoleFields)[];
  readonly text: string;
}

const stepsOf = (view: HandOffView): readonly string[] => {
  const { request, differing, state } = view;
  const isFirst = state.held === null;
  const lines = [
    ...(request.asksKey ? entraLines(view) : []),
    openLine(view),
    ...directoryLines(view).filter(({ fields }) => isFirst || fields.some((field) => differing.includes(field))),
    ...(request.asksKey ? [pasteLine] : []),
    { fields: [], text: '**Save**.' },
    ...tenantLines(view).filter(
      ({ fields }) =>
        fields.every((field) => request.fields[field] !== null) &&
        (isFirst || fields.some((field) => differing.includes(field))),
    ),
    { fields: [], text: 'Wait 2–3 minutes until the status of the directory is **Healthy**.' },
    confirmLine(view),
  ];
  return lines.map(({ text }, index) => `${index + 1}. ${text}`);
};

const entraLines = ({ request, secret }: HandOffView): readonly Line[] => [
  {
    fields: [],
    text: `In the [Entra admin center](https://entra.microsoft.com), open **App registrations › All applications**, and the application with the client ID ${codeSpan(request.fields.clientId)}.`,
  },
  {
    fields: [],
    text: `**Certificates & secrets › New client secret**: description ${codeSpan(secret.description)}, expires in **${lifetimeLabel(secret.lifetime)}**. Copy its **Value** now, since Entra never shows it again, and note its **Secret ID**.`,
  },
];

const pasteLine: Line = {
  fields: [],
  text: 'Application client secret: paste the **Value** (not the Secret ID). Never write the Value into this issue.',
};

const openLine = ({ request, state }: HandOffView): Line => {
  const name = state.confirmed?.fields.configurationName ?? request.fields.configurationName;
  return state.held === null
    ? { fields: [], text: "In TruU's Admin Console: **Settings › Directory › + › Entra ID**." }
    : { fields: [], text: `In TruU's Admin Console: **Settings › Directory**, open ${codeSpan(name, 256)}.` };
};

const directoryLines = ({ request, state }: HandOffView): readonly Line[] => {
  const before = state.confirmed?.fields ?? null;
  return (
    ['configurationName', 'domain', 'allUsersShareUpnSuffix', 'tenantId', 'clientId', 'autoRemoveDevices'] as const
  ).map((field) => ({ fields: [field], text: fieldLine(field, request.fields, before) }));
};

const tenantLines = ({ request, state }: HandOffView): readonly Line[] => {
  const before = state.confirmed?.fields ?? null;
  return [
    {
      fields: ['primaryUserIdentifier'],
      text: `**Go Now** (or **Settings › Directory › Global Attributes**), the gear, ${fieldLine('primaryUserIdentifier', request.fields, before)}. **Save**.`,
    },
    {
      fields: ['cluster'],
      text: `**Identity Servers › Cluster** ${codeSpan(request.fields.cluster ?? '', 256)} **› Directory Connection**: select ${codeSpan(request.fields.configurationName, 256)}. **Save**.`,
    },
  ];
};

const confirmLine = ({ request, code }: HandOffView): Line => ({
  fields: [],
  text: request.asksKey
    ? `Comment here: \`/truu done ${code ?? ''} SECRET-ID\`, with the Secret ID of the new secret in place of SECRET-ID.`
    : `Comment here: \`/truu done ${code ?? ''}\``,
});

const endOf = ({ request, state }: HandOffView): readonly string[] => [
  ...(request.asksKey
    ? ['Lost the Value, or the status does not become Healthy? Comment `/truu again`, and a new request follows.']
    : []),
  ...(state.held === null || !request.asksKey
    ? []
    : ['The previous secret stays in Entra until it ends. Nothing is removed by what is said here.']),
];

/** Never one word alone: what Entra shows, what a person said, and that TruU was not asked. */
const footOf = ({ state }: HandOffView): readonly string[] => [
  '---',
  `- Entra: ${entraLine(state)}`,
  `- Person: ${personLine(state)}`,
  '- TruU: not asked',
];

const entraLine = ({ held, evidence, record, reportOf }: HandOffView['state']): string => {
  if (held === null) return 'no client secret is known to be in use';
  const key = `secret ${codeSpan(held.keyId)}`;
  if (evidence === 'not-declared') return `${key}; its use is not read`;
  if (evidence === 'unreadable') return `${key}; the report could not be read`;
  const report = reportOf === null ? `report read on ${date(record.now)}` : `report of ${date(reportOf)}`;
  return held.usedOn === null
    ? `${key}, not seen yet (${report})`
    : `${key}, last used ${date(held.usedOn)} (${report})`;
};

const personLine = ({ confirmed }: HandOffView['state']): string =>
  confirmed === null
    ? 'nobody has confirmed yet'
    : `${mention(confirmed.by)} confirmed on ${date(confirmed.at)}: ${Object.keys(confirmed.fields)
        .map((field) => fieldLabel(field as keyof ConsoleFields))
        .join(', ')}`;

const lifetimeLabel = (iso: string): string => {
  const { years, months, days } = parseDuration(iso);
  const total = years * 12 + months;
  if (total > 0 && days === 0) return total === 1 ? '1 month' : `${total} months`;
  return total === 0 ? `${days} days` : `${total} months and ${days} days`;
};
