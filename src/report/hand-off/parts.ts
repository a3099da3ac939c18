import { codeSpan } from '../../support/text.ts';
import { traitsOf } from '../../catalog/modes.ts';
import type { HandOffAsk } from '../../truu/hand-off.ts';
import { ownLink } from '../parts/prose.ts';
import { date } from '../parts/time.ts';
import type { Report, ReportedHandOff } from '../report.ts';
import { instructionsOf } from './instructions.ts';
import { knownLines, sourceLabel } from './known.ts';
import { placeChange } from './place.ts';

/** The heading over what a person is asked, or will be. */
export const askTitle = 'What a person does in TruU';

/** What a person is asked, or will be after the merge; empty: nothing. Markdown that mentions no account. */
export const askLines = ({ mode, handOff }: Pick<Report, 'mode' | 'handOff'>): readonly string[] => {
  const ask = handOff?.ask ?? null;
  if (handOff === null || ask === null) return [];
  const { issueUrl } = handOff;
  const { attends } = traitsOf(mode);
  const where = issueUrl === null ? '' : ` The instructions are in ${ownLink('the hand-off issue', issueUrl)}.`;
  return [
    `${attends ? 'A person' : 'After the merge, a person'} must ${actionsOf(ask)} (about ten minutes).${where}`,
    '',
    ...factsOf(ask, handOff).map((line) => `- ${line}`),
    ...(attends ? [] : ['', ...instructionsOf(ask, null).map((text, index) => `${index + 1}. ${text}`)]),
  ];
};

const actionsOf = ({ first, fields, before, asksKey, differing }: HandOffAsk): string => {
  const name = codeSpan(before?.configurationName ?? fields.configurationName, 120);
  const actions = [
    first ? `create ${name} in TruU's Admin Console` : `open ${name} in TruU's Admin Console`,
    ...(asksKey ? ['paste a new client secret'] : []),
    ...(first || differing.length === 0 ? [] : [before === null ? 'check the fields' : 'set the changed fields']),
  ];
  return `${actions.join(', ')} and wait for **Healthy**`;
};

const factsOf = (
  { assignees, asksKey, place, placeBefore }: HandOffAsk,
  { known, actBefore }: ReportedHandOff,
): readonly string[] => [
  `Asked: ${assignees.length === 0 ? 'anyone with write access to this repository' : assignees.map((login) => codeSpan(login)).join(', ')}`,
  ...(asksKey ? [`Who can read the secret: ${placeChange(placeBefore, place)}`] : []),
  ...(known.keyExpiresOn === null ? [] : [`Until then TruU keeps the secret that ends on ${date(known.keyExpiresOn)}`]),
  ...(actBefore === null || actBefore === known.keyExpiresOn ? [] : [`Act before ${date(actBefore)}`]),
];

/** Health in one line where TruU was asked, otherwise with what it is known by in three more. Markdown. */
export const healthLines = ({ health, handOff }: Pick<Report, 'health' | 'handOff'>): readonly string[] => [
  `health: **${health}**${handOff === null ? '' : ` (${sourceLabel(handOff.healthSource)})`}`,
  ...(handOff === null ? [] : knownLines(handOff.known)),
];
