/** A version of a secret, and the tenant in which a person looks at it. */
interface LinkTarget {
  readonly tenant: string;
  /** Host of the vault. */
  readonly vault: string;
  readonly secret: string;
  readonly version: string;
}

/** The page of a version in the Azure portal (the form in several public repositories, read 2026-11). Pure. */
export const portalLink = (portal: string, { tenant, vault, secret, version }: LinkTarget): string =>
  `${portal}/#@${tenant}/asset/Microsoft_Azure_KeyVault/Secret/https://${vault}/secrets/${secret}/${version}`;
