/** Stands in the bundle for the package `open`, which starts a browser for a login that a job never makes. */
export default () => {
  throw new Error('A job has no browser.');
};
