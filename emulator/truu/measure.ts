import { decodeJwt } from 'jose';
import { dispatch } from '../dispatch.ts';
import { ConnectionLost } from '../exchange.ts';
import type { Directory, DirectoryHealth } from '../state.ts';
import type { World } from '../world.ts';

type Check = DirectoryHealth['checks'][number];

/** The application permissions of TruU's guide "Entra ID Directory". */
const needed = [
  'Device.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'User.Read.All',
  'UserAuthenticationMethod.Read.All',
  'Application.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
];

const passed = (name: string, message: string): Check => ({ name, status: 'PASSED', code: null, message });
const failed = (name: string, code: string, message: string): Check => ({ name, status: 'FAILED', code, message });

/** Logs in to Entra as TruU does, with the secret that it holds. */
const logIn = async (world: World, { tenantId, clientId, credential }: Directory): Promise<string | Check> => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: credential?.clientSecret ?? '',
    scope: `${world.urls.graph}/.default`,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${world.urls.login}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  try {
    const request = new Request(url, { method: 'POST', headers, body: body.toString() });
    const response = await dispatch(world, 'login', request, { from: 'truu' });
    const answer = (await response.json()) as { access_token?: string; error_description?: string };
    if (answer.access_token !== undefined) return answer.access_token;
    const description = answer.error_description ?? '';
    return failed(
      'login',
      /AADSTS\d+/.exec(description)?.[0] ?? 'LOGIN_FAILED',
      description.split(/\s+Trace ID/)[0] ?? '',
    );
  } catch (error) {
    if (error instanceof ConnectionLost || error instanceof SyntaxError)
      return failed('login', 'ENTRA_UNREACHABLE', 'Entra did not answer.');
    throw error;
  }
};

/** Measures a directory's health: a login with its own secret, and the roles in the token. */
export const measure = async (world: World, directory: Directory): Promise<DirectoryHealth> => {
  const checkedAt = world.now('truu').toISOString();
  const credentialKeyId = directory.credential?.secretKeyId ?? null;
  const result = (checks: Check[]): DirectoryHealth => ({
    status: checks.every((check) => check.status === 'PASSED') ? 'HEALTHY' : 'UNHEALTHY',
    checkedAt,
    credentialKeyId,
    checks,
  });
  const token = await logIn(world, { ...directory });
  if (typeof token !== 'string') return result([token]);
  const { roles } = decodeJwt(token);
  const granted = Array.isArray(roles) ? (roles as string[]) : [];
  const missing = needed.filter((role) => !granted.includes(role));
  return result([
    passed('login', 'The client secret was accepted.'),
    ...(missing.length === 0
      ? [passed('permissions', 'All permissions are granted.')]
      : missing.map((role) =>
          failed('permissions', 'MISSING_PERMISSION', `The application permission ${role} is not granted.`),
        )),
  ]);
};
