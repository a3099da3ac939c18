/** What a token for GitHub's API is, as far as it decides who can give it more rights. */
export type TokenKind =
  /** Of an installed app: github.token of the job, or a token of an app of the organization. */
  | 'installation'
  /** A personal access token with scopes, or a token of an OAuth app. */
  | 'classic'
  /** A personal access token with repository permissions. */
  | 'fine-grained';

/**
 * The kind of a token by its prefix (GitHub docs, "About authentication to GitHub", read 2026-11): `ghs_` of an
 * installation, `ghp_` and `gho_` with scopes, also the forty hexadecimal digits of those from before 2021, `github_pat_`
 * with permissions. One of another form is taken for an installation's, which is what a workflow has.
 */
export const tokenKindOf = (token: string): TokenKind => {
  if (token.startsWith('github_pat_')) return 'fine-grained';
  return /^gh[po]_|^[0-9a-f]{40}$/.test(token) ? 'classic' : 'installation';
};
