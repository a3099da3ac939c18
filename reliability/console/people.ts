import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import type { Interference } from '../strangers.ts';
import { stateOf } from '../world-now.ts';
import { addSecret, again, asked, comment, serve, typeIn } from './person.ts';
import { answersIn, asksOf, botOf, openAsks } from './record.ts';
import { consoleRun, consoleSpec } from './run.ts';
import { ends, put, readBy, served, stageOf, wait, type Maker, type Stage } from './stages.ts';

/** After everything was read, and before the first answer is written. */
const atAnswer = { service: 'github', method: 'POST', path: '/comments$' };

const during = (act: Interference['act']): { readonly during: Interference } => ({ during: { at: atAnswer, act } });

/** A stage after what a person does in it. */
const then = async (world: RunningWorld, stage: Stage, act: (state: State) => Promise<unknown>): Promise<Stage> => {
  await put(world, stage);
  await wait(world, 'PT10M');
  await act(await stateOf(world));
  return stageOf(world);
};

const newestOf = (state: State): number => asksOf(state).at(-1)?.issue.number ?? 0;

/** What a person with write access does to the newest issue, where one is left. */
const editIssue = (world: RunningWorld, change: unknown) => async (): Promise<void> => {
  const number = newestOf(await stateOf(world));
  if (number !== 0) await world.control('PATCH', `/github/issues/${number}`, change);
};

const ofPerson = (state: State) => state.github.comments.filter(({ user }) => user !== botOf(state)).at(-1);

/** A person edits what another one said. */
const editComment = async (world: RunningWorld): Promise<void> => {
  const found = ofPerson(await stateOf(world));
  if (found !== undefined && found.last_edited_at === null)
    await world.control('PATCH', `/github/comments/${found.id}`, { body: `${found.body} ` });
};

/** A person edits the newest receipt, so that it names another secret. */
const forgeReceipt =
  (world: RunningWorld) =>
  async (state: State): Promise<void> => {
    const receipt = answersIn(state).findLast((one) => one.receipt !== null);
    if (receipt === undefined) throw new Error('There is no receipt.');
    const { to, comment: written } = receipt;
    const forged = { ...receipt.receipt, keyId: '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f' };
    const data = Buffer.from(JSON.stringify({ v: 1, to, receipt: forged })).toString('base64url');
    const body = `<!-- truu-hand-off-answer:${data} -->\nA forgery`;
    await world.control('PATCH', `/github/comments/${written.id}`, { body, by: asked });
  };

const deleteReceipt =
  (world: RunningWorld) =>
  async (state: State): Promise<void> => {
    const receipt = answersIn(state).findLast((one) => one.receipt !== null);
    await world.control('DELETE', `/github/comments/${receipt?.comment.id ?? 0}`, { by: asked });
  };

const second = { login: 'mona', permission: 'write' };

/** What people do on GitHub, before and during a run. */
export const peopleMakers: Readonly<Record<string, Maker>> = {
  'a comment during the run': async (world, { asked: stage }) => ({
    stage: await then(world, stage, (state) => comment(world, newestOf(state), '/truu done 00000000')),
    mode: 'drift',
    more: {
      ...during(async () => {
        const state = await stateOf(world);
        if (openAsks(state).length > 0 && state.truu.directories.length === 0) await serve(world);
      }),
      ends: { first: ['HANDOFF_WAITING'], later: ['', 'HANDOFF_WAITING'] },
    },
  }),
  'a comment edited after it was read': async (world, { asked: stage }) => ({
    stage: await served(world, stage),
    mode: 'drift',
    // Killed before the receipt stands, a run leaves an edited comment, which no longer counts.
    more: { ...during(editComment), ends: { first: [''], later: ['', 'HANDOFF_WAITING'] } },
  }),
  'a comment edited before it was read': async (world, { asked: stage }) => ({
    stage: await then(world, stage, async () => {
      await serve(world);
      await editComment(world);
    }),
    mode: 'drift',
    more: ends('HANDOFF_WAITING', 'PLAN_DRIFT'),
  }),
  'two persons': async (world, { asked: stage }) => ({
    stage: await then(world, stage, async () => {
      await world.control('POST', '/github/people', second);
      await serve(world);
      await wait(world, 'PT1M');
      await serve(world, { pastes: 'value', confirms: true, login: second.login });
    }),
    mode: 'drift',
    more: { inputs: { assignees: `${asked} ${second.login}` } },
  }),
  'the issue closed': async (world, { renewal }) => ({
    stage: await then(world, renewal, editIssue(world, { state: 'closed' })),
    mode: 'drift',
  }),
  'the issue closed with a word in it': async (world, { renewal }) => ({
    stage: await then(world, renewal, async () => {
      await serve(world);
      await editIssue(world, { state: 'closed' })();
    }),
    mode: 'drift',
  }),
  'the issue closed during the answer': async (world, { renewal }) => ({
    stage: await served(world, renewal),
    mode: 'drift',
    more: during(editIssue(world, { state: 'closed' })),
  }),
  'the label taken off': async (world, { renewal }) => ({
    stage: await then(world, renewal, async () => {
      await serve(world);
      await editIssue(world, { labels: [] })();
    }),
    mode: 'drift',
  }),
  'the issue deleted': async (world, { renewal }) => ({
    stage: await then(world, renewal, editIssue(world, { deleted: true })),
    mode: 'drift',
  }),
  'the issue deleted during the answer': async (world, { renewal }) => ({
    stage: await served(world, renewal),
    mode: 'drift',
    more: {
      ...during(editIssue(world, { deleted: true })),
      ends: { first: ['HANDOFF_UNREADABLE'], later: ['', 'PLAN_DRIFT'] },
    },
  }),
  'the body rewritten': async (world, { renewal }) => ({
    stage: await then(world, renewal, editIssue(world, { body: 'Somebody tidied up.' })),
    mode: 'drift',
  }),
  'the receipt deleted': async (world, { settled }) => ({
    stage: await then(world, settled, deleteReceipt(world)),
    mode: 'drift',
  }),
  'the receipt forged': async (world, { settled }) => ({
    stage: await then(world, settled, forgeReceipt(world)),
    mode: 'drift',
  }),
  'another secret asked for': async (world, { renewal }) => ({
    stage: await then(world, renewal, (state) => comment(world, newestOf(state), '/truu again')),
    mode: 'drift',
    more: { ends: { first: ['', 'PLAN_DRIFT'], later: [''] } },
  }),
  'another secret asked for the first one': async (world, { asked: stage }) => ({
    stage: await then(world, stage, (state) => comment(world, newestOf(state), '/truu again')),
    mode: 'apply',
    more: ends('HANDOFF_WAITING'),
  }),
  'another secret asked for after a false confirmation': async (world, { renewal }) => {
    const unseen = await readBy(world, await served(world, renewal, { pastes: 'nothing', confirms: true }));
    await put(world, unseen);
    await wait(world, 'P8D');
    await again(world);
    await consoleRun(world, 'drift');
    return { stage: await stageOf(world), mode: 'drift', more: ends('HANDOFF_UNSEEN') };
  },
  'fields asked, and a renewal due': async (world, { settled }) => {
    const spec = consoleSpec([['truu', 'directory', 'domain'], 'fabrikam.com']);
    await put(world, settled);
    await consoleRun(world, 'apply', { spec });
    return {
      stage: await stageOf(world),
      mode: 'drift',
      more: { spec, advance: 'P10M10D', ...ends('HANDOFF_WAITING') },
    };
  },
  'a secret in a comment': async (world, { renewal }) => ({
    stage: await then(world, renewal, async (state) => {
      const ask = openAsks(state).at(-1);
      const { value } = await addSecret(world, ask?.clientId ?? '');
      await typeIn(world, ask?.clientId ?? '', value);
      await comment(world, ask?.issue.number ?? 0, `/truu done ${ask?.code ?? ''} ${value}`);
    }),
    mode: 'drift',
    more: ends('HANDOFF_LEAKED', 'PLAN_DRIFT'),
  }),
};
