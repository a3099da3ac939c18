import { loginError } from '../src/entra/login/login-errors.ts';
import { noResults } from '../src/run/outcome/stage-results.ts';
import { refusalError, refuseSpec } from '../src/plan/refuse.ts';
import type { Report } from '../src/report/report.ts';
import { parseSpec } from '../src/spec/parse.ts';
import { ActionError } from '../src/support/errors.ts';
import { done, planned, reportOf, healthSample, wrote } from './stage-results.ts';
import { beforeChange } from './hand-offs.ts';
import { unansweredRequests } from './requests.ts';
import * as worlds from './worlds.ts';

const checkRed = (): Report => {
  const spec = worlds.specWith(
    ['- UserAuthenticationMethod.ReadWrite.All', '- User.AuthenticationMethod.ReadWrite.All'],
    ['autoRemoveDevices: true', 'autoRemoveDevice: true'],
  );
  const parsed = parseSpec(spec, worlds.sampleFile);
  return reportOf(noResults('check', worlds.sampleFile), { diagnostics: parsed.ok ? [] : parsed.diagnostics });
};

const refusedCeiling = (): Report => {
  const text = worlds.specWith(['- User.Read.All', '- User.Read.All\n      - Domain.Read.All']);
  const document = worlds.documentOf(text);
  const failures = refuseSpec(document, worlds.policy(), null).map(refusalError);
  return reportOf(noResults('plan', worlds.sampleFile), { spec: document.spec, failures });
};

const errorLogin = (): Report =>
  reportOf(noResults('plan', worlds.sampleFile), {
    spec: worlds.documentOf(worlds.completeSpec).spec,
    requests: [],
    failures: [
      loginError(
        'AADSTS700213: No matching federated identity record found for presented assertion subject. ' +
          'Trace ID: 0f8e7d6c-5b4a-4392-8170-695a4b3c2d1e',
        {
          iss: 'https://token.actions.githubusercontent.com',
          sub: 'repo:contoso/identity:pull_request',
          aud: 'api://AzureADTokenExchange',
          event: 'pull_request',
          workflow: '.github/workflows/truu-plan.yml',
        },
        {
          tenant: worlds.ids.tenant,
          identity: { clientId: worlds.ids.deployerApp, writer: null, mode: 'plan' },
          graphUrl: 'https://graph.microsoft.com',
        },
      ),
    ],
  });

const unreadable = (): Report =>
  reportOf(noResults('drift', worlds.sampleFile), {
    spec: worlds.documentOf(worlds.completeSpec).spec,
    requests: [...unansweredRequests],
    failures: [
      new ActionError('TRUU_UNAVAILABLE', 'TruU failed to list directories.', {
        evidence: [{ name: 'TruU says', value: '503 SERVICE_UNAVAILABLE: try again later' }],
        requestId: 'req-9',
      }),
    ],
  });

const fromNothing = () => planned('apply', worlds.emptyForApply);
const handedOver = `TruU holds the new secret ${worlds.newKey.keyId}`;
const made = [
  done('create-application', `created the app registration ${worlds.ids.app}`),
  done('create-service-principal', `created the service principal ${worlds.ids.principal}`),
  done('grant', 'granted 8 permissions'),
  done('set-secret', handedOver),
  done('set-primary-user-identifier', 'set the primary user identifier'),
  done('connect-cluster', 'connected the cluster'),
];

const applied = (): Report =>
  reportOf(
    wrote(
      fromNothing(),
      {
        outcomes: [...made, done('wait-for-healthy', 'TruU reports Healthy')],
        timeline: [healthSample(2, 'PROGRESSING'), healthSample(5, 'HEALTHY')],
      },
      worlds.rotated,
    ),
  );

const missing = {
  name: 'permissions',
  status: 'UNHEALTHY',
  code: 'MISSING_PERMISSION',
  message: 'The application permission Group.Read.All is not granted.',
};

const applyNotHealthy = (): Report => {
  const failure = new ActionError('HEALTH_NOT_HEALTHY', 'TruU reports that the directory is not Healthy.', {
    evidence: [{ name: 'Check permissions', value: `${missing.code}: ${missing.message}` }],
  });
  return reportOf(
    wrote(
      fromNothing(),
      {
        outcomes: [
          ...made,
          { kind: 'wait-for-healthy', changes: [], outcome: 'failed', message: `${failure.code}: ${failure.message}` },
        ],
        failures: [failure],
        health: 'not-healthy',
        timeline: [
          healthSample(1, 'HEALTHY', { staleReason: 'measured before the last change in Entra' }),
          ...[3, 5, 8].map((second) => healthSample(second, 'UNHEALTHY', { checks: [missing] })),
        ],
      },
      worlds.rotatedWithoutGrant,
    ),
  );
};

const renewed = (): Report =>
  reportOf(
    wrote(
      planned('renew', worlds.expiring),
      {
        outcomes: [done('set-secret', handedOver), done('wait-for-healthy', 'TruU reports Healthy')],
        timeline: [healthSample(3, 'HEALTHY')],
        ledger: worlds.ledgerOfRotation,
      },
      worlds.rotated,
    ),
  );

const cancelled = (): Report =>
  reportOf(
    wrote(
      planned('apply', worlds.expiring),
      {
        outcomes: [
          {
            kind: 'set-secret',
            changes: [],
            outcome: 'failed',
            message: 'APPLY_CANCELLED: The run was cancelled.',
          },
        ],
        failures: [
          new ActionError('APPLY_CANCELLED', 'The run was cancelled.', {
            leftBehind: [`The secret ${worlds.newKey.keyId} in Entra, which TruU does not hold.`],
          }),
        ],
        health: 'unknown',
      },
      worlds.expiring,
    ),
    { verified: null },
  );

const revoked = [
  {
    at: '2026-11-23T16:42:07.000Z',
    actor: 'jo.doe@contoso.com',
    activity: 'Remove app role assignment from service principal: Group.Read.All',
  },
];
const letIn = [
  { at: '2026-11-22T21:03:44.000Z', actor: 'jo.doe@contoso.com', activity: 'Add owner to application' },
  {
    at: '2026-11-22T21:01:09.000Z',
    actor: 'Contoso automation',
    activity: 'Add app role assignment to service principal: Domain.Read.All',
  },
  {
    at: '2026-11-20T08:00:00.000Z',
    actor: 'jo.doe@contoso.com',
    activity: 'Update application – Certificates and secrets management',
  },
];

/** A report in every state that a run can end in. */
export const reports = {
  'check-red': checkRed(),
  'plan-from-nothing': reportOf(planned('plan', worlds.empty)),
  'plan-no-change': reportOf(planned('plan', worlds.inSync)),
  'plan-new-privilege': reportOf(planned('plan', worlds.morePrivileges)),
  'plan-adoption': reportOf(planned('plan', worlds.createdManually)),
  'refused-ceiling': refusedCeiling(),
  'error-login': errorLogin(),
  drift: reportOf(planned('drift', worlds.changedManually), { auditEvents: revoked }),
  'drift-findings': reportOf(planned('drift', worlds.backDoors), { auditEvents: letIn }),
  'drift-old-secret-in-use': reportOf(planned('drift', worlds.stillUsed)),
  'drift-renewal-due': reportOf(planned('drift', worlds.expiring)),
  'drift-unreadable': unreadable(),
  'in-sync': reportOf(planned('drift', worlds.inSync)),
  applied: applied(),
  'apply-not-healthy': applyNotHealthy(),
  renewed: renewed(),
  cancelled: cancelled(),
} as const satisfies Record<string, Report>;

/** A plan where a person serves TruU's side. */
export const consolePlan: Report = reportOf(planned('plan', worlds.otherDomain), { side: beforeChange });
