// The far side of the bridge: sends once, and says what came back; without a status, where nothing did.

const under = {};

self.onmessage = ({ data: { id, over, url, method, headers, body } }) => {
  if (over) {
    if (under[id]) under[id].abort();
    return;
  }
  under[id] = new AbortController();
  const sent = {
    method,
    headers,
    body: body.byteLength > 0 ? body : undefined,
    credentials: 'same-origin',
    redirect: 'manual',
    signal: under[id].signal,
  };
  fetch(url, sent)
    .then(async (answer) => ({ status: answer.status, headers: Array.from(answer.headers), body: await answer.arrayBuffer() }))
    .catch(() => ({}))
    .then((said) => {
      delete under[id];
      self.postMessage({ id, ...said });
    });
};
