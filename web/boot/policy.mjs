// Makes the policy stricter than a page can state it. boot.mjs imports this module first, so that it runs before anything else.
//
// No text becomes markup or script (Trusted Types). Only workers are named by a text, and this is the one policy by which that
// can be done: a file of the app, beside its page. No other can be made afterwards.
//
// The policy in index.html has 'unsafe-eval', as engines before Chrome 97 and iOS 16 refuse wasm without it. A script
// cannot ask an engine whether it knows 'wasm-unsafe-eval'. Engines with container queries (Chrome 105, iOS 16) do, and
// there a second, stricter policy is added.

/** Whether the engine's CSS knows a property with this value. */
export const supports = (property, value) => window.CSS && CSS.supports(property, value);

/** The text, if it is the address of a script beside the page. */
function own(text) {
  const folder = new URL('./', document.baseURI).href;
  const address = new URL(text, folder).href;
  return address.startsWith(folder) && /^[\w-]+\.js([?#]|$)/.test(address.slice(folder.length)) ? text : null;
}

try {
  window.trustedTypes.createPolicy('default', { createScriptURL: own });
} catch (_) {
  // An engine without them, or a page of somebody else's with a policy of its own.
}

if (supports('container-type', 'size')) {
  const policy = document.querySelector('meta[http-equiv]').cloneNode();
  policy.content = /script-src [^;]*/.exec(policy.content)[0].replace("'unsafe-eval' ", '');
  document.head.appendChild(policy);
}
