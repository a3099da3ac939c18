const timeoutMs = 60_000;

/**
 * What a release needs of GitHub's REST API, version 2022-11-28. Every method throws what GitHub answered when it refused;
 * the token is in no message.
 */
export const connectGitHub = ({ apiUrl, repository, token, fetch }) => {
  const send = async (method, url, { body, type = 'application/json', mayBeMissing = false } = {}) => {
    const response = await fetch(url, {
      method,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
        'user-agent': repository,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
    });
    const text = await response.text();
    if (response.ok) return text === '' ? null : JSON.parse(text);
    // Elsewhere it can also mean that the token may not read.
    if (response.status === 404 && mayBeMissing) return null;
    throw new Error(`${method} ${new URL(url).pathname}: HTTP ${response.status} ${text.slice(0, 500)}`);
  };
  const here = `${apiUrl}/repos/${repository}`;
  const call = (method, path, body) =>
    send(method, `${here}${path}`, body === undefined ? {} : { body: JSON.stringify(body) });
  return {
    /** The commit of a tag that is no object of its own; null without the tag. Throws for an annotated one, which is not ours. */
    commitOfTag: async (tag) => {
      const ref = await send('GET', `${here}/git/ref/tags/${tag}`, { mayBeMissing: true });
      if (ref !== null && ref.object.type !== 'commit')
        throw new Error(`The tag ${tag} is annotated: it was not made by a release.`);
      return ref?.object.sha ?? null;
    },
    createTag: (tag, commit) => call('POST', '/git/refs', { ref: `refs/tags/${tag}`, sha: commit }),
    moveTag: (tag, commit) => call('PATCH', `/git/refs/tags/${tag}`, { sha: commit, force: true }),
    /** All releases, drafts among them for a token that may write. */
    releases: async () => {
      const all = [];
      for (let page = 1; ; page += 1) {
        const found = await call('GET', `/releases?per_page=100&page=${page}`);
        all.push(...found);
        if (found.length < 100) return all;
      }
    },
    release: (id) => call('GET', `/releases/${id}`),
    createDraft: (body) => call('POST', '/releases', { ...body, draft: true }),
    remove: (id) => call('DELETE', `/releases/${id}`),
    upload: ({ upload_url: url }, name, bytes) =>
      send('POST', `${url.replace(/\{.*\}$/, '')}?name=${encodeURIComponent(name)}`, {
        body: bytes,
        type: 'application/octet-stream',
      }),
    publish: (id) => call('PATCH', `/releases/${id}`, { draft: false }),
  };
};
