// Makes the policy stricter than a page can state it. boot.mjs imports this module first, so that it runs before anything else.
//
// The policy in index.html has 'unsafe-eval', as engines before Chrome 97 and iOS 16 refuse wasm without it. A script
// cannot ask an engine whether it knows 'wasm-unsafe-eval'. Engines with container queries (Chrome 105, iOS 16) do, and
// there a second, stricter policy is added.

/** Whether the engine's CSS knows a property with this value. */
export const supports = (property, value) => window.CSS && CSS.supports(property, value);

if (supports('container-type', 'size')) {
  const policy = document.querySelector('meta[http-equiv]').cloneNode();
  policy.content = /script-src [^;]*/.exec(policy.content)[0].replace("'unsafe-eval' ", '');
  document.head.appendChild(policy);
}

// No text becomes markup or script (Trusted Types). Only workers are named by a text: the name of a script beside the page passes
// this one policy, and no other can be made afterwards.
try {
  window.trustedTypes.createPolicy('default', {
    createScriptURL: (text) => (/^[\w-]+\.js([?#]|$)/.test(text.replace(new URL('./', document.baseURI), '')) ? text : null)
  });
} catch (_) {
  // An engine without them, or a page of somebody else's with a policy of its own.
}
