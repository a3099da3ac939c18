import { apply } from '../apply/apply.ts';
import type { Trust } from '../apply/context.ts';
import { ownRotationOf, deleteLateOrphans } from '../apply/late-orphans.ts';
import { clouds } from '../catalog/clouds.ts';
import { traitsOf } from '../catalog/modes.ts';
import { attendPeople, judgeOf } from './attend.ts';
import { buildReport } from './outcome/build-report.ts';
import { connect } from './connect.ts';
import { birthsOf } from '../entra/age.ts';
import { loginIdentity } from '../entra/login/identity.ts';
import { readAuditEvents } from '../entra/read/audit-events.ts';
import { desiredEntra } from '../entra/desired.ts';
import { passReviewGate } from './review-gate.ts';
import type { AuditEvent } from '../entra/model.ts';
import { noResults, type StageResults } from './outcome/stage-results.ts';
import { observe as observeBoth, type Observe, type Readable, type Remotes } from './observe.ts';
import { hasEntraDrifted } from '../plan/changes.ts';
import type { OwnRotation, TruuConnection } from '../truu/connection.ts';
import { expectClosedEnvironment, type EnvironmentState } from '../plan/environment.ts';
import { knownOrHeld } from '../plan/notes.ts';
import type { Plan } from '../plan/types.ts';
import { makePlan, type Planned } from '../plan/make-plan.ts';
import { refusePlanWorkflow } from './plan-workflow.ts';
import { queryAfter, queryOf } from './query.ts';
import { refusalError, refuseSpec } from '../plan/refuse.ts';
import type { Report } from '../report/report.ts';
import type { Host, RunRequest } from './request.ts';
import { loadSpec, type SpecText } from '../spec/load.ts';
import { otherSpecs, refuseSharedClaims } from '../spec/other-specs.ts';
import { parseSpec, type Range, type SpecDocument } from '../spec/parse.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import { durationMs } from '../support/duration.ts';
import { desiredTruu } from '../truu/desired.ts';
import { verify } from './verify.ts';

/** Stages that a test may replace, to prove what the others do about it. */
export interface PipelineStages {
  readonly observe: Observe;
}

/** inputs → spec → observe → plan → apply → verify → report. The mode decides where to stop. Never throws. */
export const run = async (
  request: RunRequest,
  host: Host,
  stages: PipelineStages = { observe: observeBoth },
): Promise<Report> => {
  const results = noResults(request.mode, request.specPath);
  results.policy = request;
  if (request.access !== null) results.identity = loginIdentity(request.access.clientId, request.mode, request);
  try {
    await runStages(request, host, stages, results);
  } catch (thrown) {
    results.failures = [...results.failures, asActionError(thrown)];
  }
  // Also when the cancellation came too late to stop anything: what followed was not waited for.
  if (host.cancel.aborted)
    results.failures = [...results.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')];
  return buildReport(results);
};

const runStages = async (
  request: RunRequest,
  host: Host,
  { observe }: PipelineStages,
  results: StageResults,
): Promise<void> => {
  const { mode, access } = request;
  const source = host.foreignSpec ?? (await loadSpec(request.workspace, request.specPath));
  const document = await readDocument(request, source, results);
  if (document === null || access === null || results.failures.length > 0) return;
  const { spec } = document;

  const options = { ...request, writes: traitsOf(mode).writes, requests: results.requests };
  const { remotes, retryWindow, openApplyContext } = await connect(spec, access, host, options);
  const query = queryOf(spec, request);
  const plan = plannerOf(document, request, remotes.truu);

  host.say(`Reading Entra and ${remotes.truu.source}.`);
  const observation = (results.observation = await observe(remotes, query));
  if (!observation.readable) return void (results.failures = observation.failures);
  const planned = (results.planned = plan(observation));
  results.side = judgeOf(results, planned, observation, remotes.truu);
  if (openApplyContext !== null) results.environment = await checkEnvironment(host, planned.plan);
  await passReviewGate(request, host, source, planned.plan);
  results.auditEvents = await auditEventsBehind(mode, planned, remotes, observation);
  if (planned.plan.refusals.length > 0) return;
  if (openApplyContext === null) return attendPeople(results, remotes.truu, plan);

  const directory = planned.assessment.match.kind === 'ours' ? planned.assessment.match.directory.id : null;
  const trust = trustOf(request, document, observation);
  const seen = { births: birthsOf(observation.entra), truu: observation.truu, judgement: results.side };
  const writing = await openApplyContext(trust, seen);
  const applied = (results.applied = await apply(planned.plan, directory, durationMs(spec.health.timeout), writing));
  if (host.cancel.aborted) return;
  if (!applied.ledger.wrote) return attendPeople(results, remotes.truu, plan);

  const queryAfterWrites = queryAfter(query, observation.entra, applied);
  results.verified = await verify({
    observe: () => observe(remotes, queryAfterWrites),
    plan: (seen) => plan(seen, ownRotationOf(applied)),
    retryWindow,
    expectsNothing: applied.failures.length === 0,
    deleteLateOrphans: async ({ plan: late }) => {
      results.applied = await deleteLateOrphans(results.applied ?? applied, late, writing);
    },
  });
  if (results.verified.readable) await attendPeople(results, remotes.truu, plan);
};

/** The spec, and what is wrong with it before anything is asked; null: it cannot be read. */
const readDocument = async (
  request: RunRequest,
  source: SpecText,
  results: StageResults,
): Promise<SpecDocument | null> => {
  results.specFile = source.file;
  const parsed = parseSpec(source.text, source.file);
  if (!parsed.ok) {
    results.diagnostics = parsed.diagnostics;
    return null;
  }
  const { document } = parsed;
  results.spec = document.spec;
  results.document = document;
  results.failures = [...refuseOffline(request, document), ...(await refuseCheckout(request, document))];
  return document;
};

/** Other specs of the checkout that describe the same things, and the workflow that plans. */
const refuseCheckout = async (request: RunRequest, document: SpecDocument): Promise<readonly ActionError[]> => {
  if (!traitsOf(request.mode).checksRepository) return [];
  const others = await otherSpecs(request.workspace, document);
  return [...refuseSharedClaims(document, others), ...(await refusePlanWorkflow(request))];
};

/** The environment of a job that can write. Throws AUTH_ENVIRONMENT_OPEN. */
const checkEnvironment = async (host: Host, plan: Plan): Promise<EnvironmentState> => {
  const environment = await host.environment();
  expectClosedEnvironment(environment, plan);
  return environment;
};

/** By what a run that writes judges who else can get in. */
const trustOf = (request: RunRequest, { spec }: SpecDocument, { entra, truu }: Readable): Trust => {
  const { application, delegated } = desiredEntra(spec);
  return {
    ...request,
    knownCredentials: knownOrHeld(request, truu),
    judgedSecrets: new Set((entra.application?.secrets ?? []).map(({ keyId }) => keyId)),
    listedRoles: new Set((application ?? []).map(({ id }) => id)),
    listedScopes: new Set((delegated ?? []).map(({ name }) => name)),
  };
};

/** Who changed Entra: read where a scheduled run found a change. */
const auditEventsBehind = async (
  mode: RunRequest['mode'],
  { plan }: Planned,
  { graph }: Remotes,
  { entra }: Readable,
): Promise<readonly AuditEvent[] | null> =>
  traitsOf(mode).readsAuditLog && hasEntraDrifted(plan) ? await readAuditEvents(graph, entra) : null;

/** Plans what was observed; in the verification also by what the run itself did. */
const plannerOf = (document: SpecDocument, request: RunRequest, { rules, consumer }: TruuConnection) => {
  const by = rules.place === null ? 'action' : 'person';
  const desired = { entra: desiredEntra(document.spec, request.applicationId, by), truu: desiredTruu(document.spec) };
  const policy = { ...request, renewOnly: traitsOf(request.mode).only === 'renewals' };
  return ({ entra, truu }: Readable, ownRotation?: OwnRotation): Planned =>
    makePlan({
      document,
      entra: { desired: desired.entra, observed: entra },
      truu: { desired: desired.truu, observed: truu, rules, consumer },
      policy,
      ...(ownRotation && { ownRotation }),
    });
};

/** What the workflow does not allow this spec: known before any login. */
const refuseOffline = (request: RunRequest, document: SpecDocument): readonly ActionError[] => {
  const { tenant, cloud } = document.spec.entra;
  const at = (key: string) => document.range(['entra', key]);
  const clientId = request.access?.clientId ?? null;
  return [
    ...otherThan('SPEC_TENANT_MISMATCH', ['tenant', tenant, at('tenant')], ['tenant-id', request.tenantId]),
    ...otherThan('SPEC_CLOUD_MISMATCH', ['cloud', cloud, at('cloud')], ['cloud', request.cloud]),
    ...otherApplication(request, document),
    ...vaultOfOtherCloud(request, document),
    ...refuseSpec(document, request, clientId).map(refusalError),
  ];
};

/** Only the workflow can name the registration that is adopted: a pull request would choose what is read and empowered. */
const otherApplication = (
  { access, applicationId }: RunRequest,
  { spec, range }: SpecDocument,
): readonly ActionError[] => {
  const { appId } = spec.entra.application;
  if (appId === undefined || appId === applicationId || (applicationId === null && access === null)) return [];
  const where = range(['entra', 'application', 'appId']);
  const message =
    applicationId === null
      ? 'The spec names a registration to adopt, and the input "application-id" is not set.'
      : 'The spec names another registration than the input "application-id".';
  const evidence = [
    { name: 'entra.application.appId of the spec', value: appId, range: where },
    { name: 'application-id of the workflow', value: applicationId ?? 'not set' },
  ];
  return [new ActionError('SPEC_APPLICATION_MISMATCH', message, { evidence })];
};

/** Tokens of one cloud open no vault of another. */
const vaultOfOtherCloud = ({ access }: RunRequest, { spec, range }: SpecDocument): readonly ActionError[] => {
  const place = access?.truu.connection === 'console' ? access.truu.place : null;
  const { suffix } = clouds[spec.entra.cloud].keyVault;
  if (place?.kind !== 'key-vault' || place.vault.endsWith(suffix)) return [];
  const message = `The input "key-vault-url" names a key vault of another cloud than the spec: ${place.vault}.`;
  const fix = `Name a key vault of the cloud ${spec.entra.cloud}, whose host ends with ${suffix}, or correct entra.cloud.`;
  const evidence = [
    { name: 'entra.cloud of the spec', value: spec.entra.cloud, range: range(['entra', 'cloud']) },
    { name: 'key-vault-url of the workflow', value: place.vault },
  ];
  return [new ActionError('INPUT_INVALID', message, { fix, evidence })];
};

/** A value of the spec must be the one that the workflow pins, where it does. */
const otherThan = (
  code: 'SPEC_TENANT_MISMATCH' | 'SPEC_CLOUD_MISMATCH',
  [key, value, range]: readonly [string, string, Range],
  [input, pinned]: readonly [string, string | null],
): readonly ActionError[] => {
  if (pinned === null || pinned === value) return [];
  const message = `The spec names another ${key} than the input "${input}".`;
  const evidence = [
    { name: `entra.${key} of the spec`, value, range },
    { name: `${input} of the workflow`, value: pinned },
  ];
  return [new ActionError(code, message, { evidence })];
};
