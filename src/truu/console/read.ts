import type { DeskIssue, HandOffDesk } from '../desk.ts';
import type { HandOffComment, HandOffIssue, HandOffRecord, Typed } from '../hand-off.ts';
import { holdsSecret } from '../../catalog/client-secrets.ts';
import { commandIn } from './command.ts';
import { readIssueMarker } from './markers.ts';
import type { SecretStore } from './store.ts';

/** What people were asked for one tenant and said, and what was delivered to them. Throws HANDOFF_…, AUTH_…. */
export const readRecord = async (
  { desk, store }: { readonly desk: HandOffDesk; readonly store: SecretStore | null },
  tenant: string,
  { anyoneMayConfirm, typed }: { readonly anyoneMayConfirm: boolean; readonly typed: Typed | null },
): Promise<HandOffRecord> => {
  // First: what cannot be read there is to cost nothing.
  const recorded = store === null ? [] : await store.list();
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
  const ofOtherAccounts = marked.flatMap(({ issue: { ours, open, app, url }, marker }) =>
    ours || !open || marker.settled || app === null
      ? []
      : [{ url, account: app, clientId: marker.request.fields.clientId }],
  );
  const mayWrite = typed !== null && anyoneMayConfirm ? await desk.mayWrite(typed.by.login) : null;
  const isPublic = await desk.isPublic();
  const now = desk.now();
  return {
    now,
    recorded,
    isPublic,
    issues,
    ofOtherAccounts,
    typed: typed === null ? null : commentOf(typed, mayWrite, now),
  };
};

/** Judged by the rules of a comment. Its id is below zero, where GitHub has no comment, so that it is answered once. */
const commentOf = ({ command, by, run }: Typed, mayWrite: boolean | null, now: string): HandOffComment => ({
  ...{ id: -run, author: { ...by, bot: false }, ours: false, mayWrite, createdAt: now },
  ...{ body: `/truu done ${command}`, edited: false, viaEmail: false },
});

const issueOf = ({ number, url, open, createdAt, body }: DeskIssue) => ({ number, url, open, createdAt, body });

/** Who has write access is asked only of those who command, where it decides, and of those who post a secret. */
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
    const isOfPerson = !ours && author?.bot === false;
    const matters = isOfPerson && ((asksAccess && commandIn(body) !== null) || holdsSecret(body));
    if (matters && !access.has(login)) access.set(login, await desk.mayWrite(login));
    comments.push({ ...comment, mayWrite: access.get(login) ?? null });
  }
  return comments;
};
