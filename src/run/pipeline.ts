import { apply } from '../apply/apply.ts';
import { ownHandOver, tidy } from '../apply/late-orphans.ts';
import { conclude } from './outcome/build-report.ts';
import { connect } from './connect.ts';
import { readDeeds } from '../entra/read/audit-events.ts';
import { desiredEntra } from '../entra/desired.ts';
import { expectAgreed } from './review-gate.ts';
import type { Deed } from '../entra/model.ts';
import { noFacts, type Facts } from './outcome/stage-results.ts';
import { observe as observeBoth, type Observation, type Observe, type Remotes } from './observe.ts';
import { hasEntraDrifted } from '../plan/drift.ts';
import type { OwnHandOver } from '../plan/input.ts';
import { makePlan, type Planned } from '../plan/make-plan.ts';
import { queryAfter, queryOf } from './query.ts';
import { refusalError, refuseSpec } from '../plan/refuse.ts';
import type { Report } from '../report/report.ts';
import type { Host, RunRequest } from './request.ts';
import { loadSpec } from '../spec/load.ts';
import { parseSpec, type SpecDocument } from '../spec/parse.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import { durationMs } from '../support/duration.ts';
import { desiredTruu } from '../truu/desired.ts';
import { verify } from './verify.ts';

/** Stages that a test may replace, to prove what the others do about it. */
export interface Stages {
  readonly observe: Observe;
}

type Readable = Extract<Observation, { readonly readable: true }>;

/** inputs → spec → observe → plan → apply → verify → report. The mode decides where to stop. Never throws. */
export const run = async (
  request: RunRequest,
  host: Host,
  stages: Stages = { observe: observeBoth },
): Promise<Report> => {
  const facts = noFacts(request.mode, request.specPath);
  facts.policy = request;
  try {
    await runStages(request, host, stages, facts);
  } catch (thrown) {
    facts.failures = [...facts.failures, asActionError(thrown)];
  }
  // Also when it came too late to keep anything from being done: what followed was not waited for.
  if (host.cancel.aborted)
    facts.failures = [...facts.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')];
  return conclude(facts);
};

const runStages = async (request: RunRequest, host: Host, { observe }: Stages, facts: Facts): Promise<void> => {
  const { mode, access } = request;
  const source = await loadSpec(request.workspace, request.specPath);
  facts.specFile = source.file;
  const parsed = parseSpec(source.text, source.file);
  if (!parsed.ok) return void (facts.diagnostics = parsed.diagnostics);
  const { document } = parsed;
  const { spec } = document;
  facts.spec = spec;
  facts.failures = refuseOffline(request, document);
  if (mode === 'check' || facts.failures.length > 0) return;

  const options = { ...request, writes: mode === 'apply' || mode === 'renew', requests: facts.requests };
  const { remotes, patience, means } = await connect(spec, access, host, options);
  const query = queryOf(spec);
  const plan = plannerOf(document, request);

  host.say('Reading Entra and TruU.');
  const observation = (facts.observation = await observe(remotes, query));
  if (!observation.readable) return void (facts.failures = observation.failures);
  const planned = (facts.planned = plan(observation));
  await expectAgreed(request, host, source.file, planned.plan);
  facts.deeds = await deedsBehind(mode, planned, remotes, observation);
  if (means === null || planned.plan.refusals.length > 0) return;

  const directory = planned.standing.match.kind === 'ours' ? planned.standing.match.directory.id : null;
  const writing = await means();
  const applied = (facts.applied = await apply(planned.plan, directory, durationMs(spec.health.timeout), writing));
  if (!applied.ledger.wrote || host.cancel.aborted) return;

  const again = queryAfter(query, observation.entra, applied);
  facts.verified = await verify({
    observe: () => observe(remotes, again),
    plan: (seen) => plan(seen, ownHandOver(applied, observation.entra)),
    patience,
    expectsNothing: applied.failures.length === 0,
    tidy: async ({ plan: late }) => {
      facts.applied = await tidy(facts.applied ?? applied, late, writing);
    },
  });
};

/** Who changed Entra: asked for where a scheduled look found that somebody did. */
const deedsBehind = async (
  mode: RunRequest['mode'],
  { plan }: Planned,
  { graph }: Remotes,
  { entra }: Readable,
): Promise<readonly Deed[] | null> =>
  mode === 'drift' && hasEntraDrifted(plan) ? await readDeeds(graph, entra) : null;

/** Plans what is seen; in a second look also by what the run itself did. */
const plannerOf = (document: SpecDocument, request: RunRequest) => {
  const desired = { entra: desiredEntra(document.spec), truu: desiredTruu(document.spec) };
  const policy = { ...request, renewOnly: request.mode === 'renew' };
  return ({ entra, truu }: Readable, handedOver?: OwnHandOver): Planned =>
    makePlan({
      document,
      entra: { desired: desired.entra, observed: entra },
      truu: { desired: desired.truu, observed: truu },
      policy,
      ...(handedOver && { handedOver }),
    });
};

/** What the workflow does not allow this spec: known before any login. */
const refuseOffline = (request: RunRequest, document: SpecDocument): readonly ActionError[] => {
  const { tenant } = document.spec.entra;
  const clientId = request.access?.clientId ?? null;
  const refusals = refuseSpec(document, request, clientId).map(refusalError);
  if (request.tenantId === null || request.tenantId === tenant) return refusals;
  const sentence = 'The spec is for another tenant than the one that the workflow allows.';
  const evidence = [
    { name: 'entra.tenant of the spec', value: tenant },
    { name: 'tenant-id of the workflow', value: request.tenantId },
  ];
  return [new ActionError('SPEC_TENANT_MISMATCH', sentence, { evidence }), ...refusals];
};
