import { oneLine } from '../../support/text.ts';
import type { IssueText } from '../../truu/desk.ts';
import type { HandOffView } from '../../truu/hand-off-texts.ts';
import { titleText } from '../parts/prose.ts';
import { date } from '../parts/time.ts';
import { keyLabel } from './key-label.ts';
import { instructionsOf } from './instructions.ts';
import { knownLines } from './known.ts';
import { mention } from './mention.ts';
import { placeChange } from './place.ts';

/** The issue that asks a person: what stops if nobody acts, then exactly what to do, in the order of TruU's guide. Pure. */
export const renderIssue = (view: HandOffView): IssueText => ({
  title: titleOf(view),
  body: [
    ...bodyOf(view),
    '',
    '---',
    ...knownLines(view.known, { name: mention, key: keyLabel(view) }).map((line) => `- ${line}`),
    '',
  ].join('\n'),
});

const titleOf = ({ ask }: HandOffView): string => {
  const name = titleText(oneLine(ask.fields.configurationName, 100));
  if (ask.first) return `TruU: set up the directory ${name}`;
  return ask.asksKey ? `TruU: replace the client secret of ${name}` : `TruU: check the directory ${name}`;
};

const bodyOf = (view: HandOffView): readonly string[] => {
  switch (view.stage) {
    case 'opening':
      return [
        `**${deadline(view)}**`,
        '',
        `${whoOf(view)} The instructions follow in a moment. If they do not, the next run writes them.`,
      ];
    case 'asked':
      return askedBody(view);
    case 'confirmed':
      return [
        "**Nothing more to do.** Entra's report of sign-ins comes once a day. This issue closes by itself once the report shows the new secret in use.",
      ];
    case 'went-back':
      return [
        "**The new secret was confirmed, and Entra's report shows a later login with an older one.** TruU still uses the older secret: open the directory in TruU's Admin Console, paste the Value of the new secret if it is still at hand, and wait for **Healthy**.",
        '',
        'Otherwise comment `/truu again`, and a new request follows.',
      ];
    case 'unseen':
      return [
        `**The new secret was confirmed, and Entra's report does not show it in use.** Open the directory in TruU's Admin Console, check that it is **Healthy**, and paste the Value of the new secret again if it is still at hand.`,
        '',
        'Otherwise comment `/truu again`, and a new request follows.',
      ];
    case 'closed':
      return ['**Done.** Nothing more to do here.'];
  }
};

const askedBody = (view: HandOffView): readonly string[] => {
  const { ask, code } = view;
  const steps = instructionsOf(ask, confirmation(ask.asksKey && ask.place.kind === 'portal', code ?? ''));
  return [
    `**${deadline(view)}**`,
    '',
    `${whoOf(view)} It takes about ten minutes, ${whereOf(ask)}.`,
    '',
    ...steps.map((text, index) => `${index + 1}. ${text}`),
    '',
    ...endOf(view),
  ];
};

/** Those who are asked; GitHub tells those whom an issue mentions when it is opened. */
const whoOf = ({ ask: { assignees } }: HandOffView): string =>
  assignees.length === 0
    ? 'Anyone with write access to this repository can do this.'
    : `Asked: ${assignees.map(mention).join(' ')}.`;

const deadline = ({ ask, known }: HandOffView): string => {
  if (ask.first) return 'TruU cannot log in to Entra ID until this is done.';
  if (!ask.asksKey) return 'The directory in TruU may differ from what the spec says.';
  const end = known.keyExpiresOn === null ? 'soon' : `on ${date(known.keyExpiresOn)}`;
  return `TruU's client secret ends ${end}. If nobody acts until then, nobody can log in.`;
};

const whereOf = ({ asksKey, place }: HandOffView['ask']): string => {
  if (!asksKey) return "in TruU's Admin Console";
  const source = place.kind === 'portal' ? 'the Entra admin center' : 'the Azure portal';
  return `in TruU's Admin Console and ${source}`;
};

const confirmation = (asksSecretId: boolean, code: string): string =>
  asksSecretId
    ? `Comment here: \`/truu done ${code} SECRET-ID\`, with the Secret ID of the new secret in place of SECRET-ID.`
    : `Comment here: \`/truu done ${code}\``;

const endOf = ({ ask }: HandOffView): readonly string[] => {
  if (!ask.asksKey) return [];
  return [
    'Lost the Value, or the status does not become Healthy? Comment `/truu again`, and a new request follows.',
    '',
    `Who can read the secret: ${placeChange(ask.placeBefore, ask.place)}.`,
    ...(ask.first
      ? []
      : ['', 'The previous secret stays in Entra until it ends. Nothing is removed by what is said here.']),
  ];
};
