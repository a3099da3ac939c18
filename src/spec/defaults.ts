/** The defaults of the spec, at the paths of their keys. */
export const defaults = {
  entra: {
    cloud: 'public',
    application: { name: 'TruU', uniqueName: 'truu-directory' },
    permissions: { unlisted: 'report' },
    secret: { description: 'TruU', lifetime: 'P12M', renewBefore: 'P30D', overlap: 'P1D' },
  },
  health: { timeout: 'PT5M' },
} as const;
