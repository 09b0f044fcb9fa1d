// Loads the script that an embedder gives to pages inside it: after the first paint, and with a time limit.

/** How long the script may take, in milliseconds. Nothing waits for it; a later one is not used. */
export const SDK_MS = 10000;

/** Where the engine does not report paints, the page counts as painted so many milliseconds after a frame. */
const FRAME_MS = 3000;

/** Calls `run` once the page has been painted. A page that is not visible is not painted, and waits. */
export function painted(window, run) {
  let done = false;
  const once = () => {
    if (!done) {
      done = true;
      run();
    }
  };
  const Observer = window.PerformanceObserver;
  if (Observer && (Observer.supportedEntryTypes || []).indexOf('paint') >= 0) {
    new Observer((list, observer) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) {
        observer.disconnect();
        once();
      }
    }).observe({ type: 'paint', buffered: true });
  }
  window.requestAnimationFrame(() => window.setTimeout(once, FRAME_MS));
}

/** Loads a script, and calls `loaded` or `failed` once. */
export function script(window, url, loaded, failed) {
  const element = window.document.createElement('script');
  let settled = false;
  const settle = (how) => () => {
    if (!settled) {
      settled = true;
      window.clearTimeout(late);
      how();
    }
  };
  const late = window.setTimeout(settle(() => {
    element.remove();
    failed();
  }), SDK_MS);
  element.onload = settle(loaded);
  element.onerror = settle(failed);
  try {
    element.src = url;
    window.document.head.appendChild(element);
  } catch (_) {
    // The policy does not name the script, and so lets no text be its address (Trusted Types).
    settle(failed)();
  }
}
