// A page around the app in an iframe, which speaks the messages of docs/embedder-message.schema.json with it: it draws the
// bar and the title, has the way back, and knows who is there.

const frame = document.getElementById('center');
const address = new URL(new URLSearchParams(location.search).get('app') || frame.dataset.src, location.href);

/** To the app, and to nobody else who may have got into the frame. */
function say(message) {
  frame.contentWindow.postMessage(Object.assign({ 'citizen-center': 1 }, message), address.origin);
}

/** A code of one use, bound to the nonce. Here one that no backend knows; yours comes from your server. */
function code(nonce) {
  return Promise.resolve('hc-of-' + nonce.slice(0, 8));
}

window.addEventListener('message', (event) => {
  const message = event.data;
  if (event.source !== frame.contentWindow || event.origin !== address.origin || message['citizen-center'] !== 1) {
    return;
  }
  if (message.event) {
    document.getElementById('heard').textContent = message.event;
  }
  if (message.event === 'ready') {
    say({ do: 'bar', value: 'all' });
  } else if (message.do === 'title') {
    document.getElementById('title').textContent = message.value;
  } else if (message.ask === 'code') {
    code(message.nonce).then((answer) => say({ number: message.number, answer }));
  }
});
document.getElementById('back').addEventListener('click', () => say({ do: 'back' }));
frame.src = address.href;
