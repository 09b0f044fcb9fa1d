// A page around the app in an iframe, which speaks the messages of docs/embedder-message.schema.json with it: it draws the
// bar and the title, has the way back, and knows who is there.

// The one address of the app. It stands here and nowhere else: whoever could choose it, by a link to this page for example,
// would get the code that signs somebody in.
const APP = new URL('https://center.example.gov/');

const frame = document.getElementById('center');

/** To the app, and to nobody else who may have got into the frame. */
function say(message) {
  frame.contentWindow.postMessage(Object.assign({ 'citizen-center': 1 }, message), APP.origin);
}

/** A code of one use, bound to the nonce. Here one that no backend knows; yours comes from your server. */
function code(nonce) {
  return Promise.resolve('hc-of-' + nonce.slice(0, 8));
}

window.addEventListener('message', (event) => {
  const message = event.data;
  if (event.source !== frame.contentWindow || event.origin !== APP.origin || !message || message['citizen-center'] !== 1) {
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
frame.src = APP.href;
