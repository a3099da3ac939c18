import type { DeskIssue, HandOffDesk } from '../desk.ts';
import type { HandOffComment, HandOffIssue, HandOffRecord } from '../hand-off.ts';
import { commandIn } from './command.ts';
import { readIssueMarker } from './markers.ts';

/** What people were asked for one tenant, and what they said. Throws HANDOFF_…. */
export const readRecord = async (
  desk: HandOffDesk,
  tenant: string,
  anyoneMayConfirm: boolean,
): Promise<HandOffRecord> => {
  const marked = (await desk.issues()).flatMap((issue) => {
    const marker = readIssueMarker(issue.body);
    return marker?.request.fields.tenantId === tenant ? [{ issue, marker }] : [];
  });
  const ours = marked.filter(({ issue }) => issue.ours);
  const issues: HandOffIssue[] = [];
  for (const { issue, marker } of ours) {
    const comments = await readComments(desk, issue, anyoneMayConfirm && !marker.settled);
    issues.push({ ...issueOf(issue), ...marker, comments });
  }
  const isOpenOfOthers = ({ issue, marker }: (typeof marked)[number]): boolean =>
    !issue.ours && issue.open && !marker.settled;
  return {
    now: desk.now(),
    issues,
    ofOtherAccounts: marked.filter(isOpenOfOthers).map(({ issue }) => issue.number),
  };
};

const issueOf = ({ number, url, open, createdAt, body }: DeskIssue) => ({ number, url, open, createdAt, body });

/** Who has write access is asked only of those who command, and only where it decides. */
const readComments = async (
  desk: HandOffDesk,
  { number }: DeskIssue,
  asksAccess: boolean,
): Promise<readonly HandOffComment[]> => {
  const access = new Map<string, boolean>();
  const comments: HandOffComment[] = [];
  for (const comment of await desk.comments(number)) {
    const { author, ours, body } = comment;
    const login = author?.login ?? '';
    const matters = asksAccess && !ours && author?.bot === false && commandIn(body) !== null;
    if (matters && !access.has(login)) access.set(login, await desk.mayWrite(login));
    comments.push({ ...comment, mayWrite: access.get(login) ?? null });
  }
  return comments;
};
