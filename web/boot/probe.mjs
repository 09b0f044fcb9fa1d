// Whether somebody may embed the page.

/**
 * Whether somebody may embed this window. Errs on the side of yes: only then boot.js loads embedder.js, which decides
 * (web/embedder/detect.mjs). A plain browser loads nothing.
 */
export function mayBeEmbedded(window) {
  const handlers = (window.webkit || {}).messageHandlers || {};
  return window.parent !== window || handlers.CitizenHost || window.CitizenHost || window.ReactNativeWebView ||
    window.__qqjs_environment ||
    /AlipayClient|MicroMessenger|ToutiaoMicroApp|swan|\bQQ\/|DingTalk/i.test(window.navigator.userAgent);
}
