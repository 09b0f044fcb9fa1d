// Scripts that a host wants to be loaded: after the first paint, and never for longer than a while.

/** How long a script may take, in milliseconds. Nobody waits for it, but what comes later than that is not wanted. */
export const SDK_MS = 10000;

/** Where the engine does not say when it has painted, so long after a frame was begun, in milliseconds. */
const FRAME_MS = 3000;

/** Runs once something of the page has been painted. A page that nobody sees is not painted, and waits. */
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

/** Loads a script; `loaded` or `failed` is called, once. */
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
  element.src = url;
  window.document.head.appendChild(element);
}
