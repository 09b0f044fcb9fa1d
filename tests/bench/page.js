// In the page that is measured, before any script of its own. It looks once a frame, and does nothing else until it is asked.
// Times are in milliseconds, of the page's own clock; a moment is that after the frame in which something was found.

(() => {
  const seen = { lcp: 0, shift: 0, longest: 0, tasks: 0 };
  const observe = (type, each) => {
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  };
  let from = 0;
  observe('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime;
  });
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  observe('longtask', (entry) => {
    if (entry.startTime < from) return;
    seen.tasks += 1;
    seen.longest = Math.max(seen.longest, entry.duration);
  });

  /** Calls it back after each frame that is painted, until it gives something, and gives that with the moment. */
  const after = (look) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      let found;
      port1.onmessage = () => {
        resolve([performance.now(), found]);
        port1.close();
      };
      const frame = () => {
        found = look();
        if (found) port2.postMessage(0);
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';

  const titled = (title) => [...document.querySelectorAll('h1')].some((one) => one.textContent.trim() === title && shown(one));

  /** What bears exactly this text, is no title, and would be touched by a finger at its middle. */
  const find = (text, scrolled) => {
    if (!document.body) return undefined;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (texts.currentNode.nodeValue.trim() !== text || element.closest('h1, script, template')) continue;
      if (scrolled) element.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = element.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      if (hit && (hit === element || hit.contains(element) || element.contains(hit))) {
        return { hit, x: x + width / 2, y: y + height / 2 };
      }
    }
    return undefined;
  };

  const complete = ({ title, texts, picture = 0 }) => {
    if (!titled(title)) return false;
    const all = document.body.textContent;
    if (!texts.every((text) => all.includes(text))) return false;
    if (!picture) return true;
    return [...document.querySelectorAll('svg, canvas, img')].some((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width >= picture && height >= picture && (one.tagName !== 'svg' || one.querySelector('path, rect'));
    });
  };

  /** How something looks, with what it is in and what is in it: what a pressed state changes. */
  const look = (hit) => {
    const all = [];
    for (let one = hit; one && one !== document.body && all.length < 6; one = one.parentElement) all.push(one);
    all.push(...hit.children);
    const values = all.flatMap((one) =>
      [null, '::before', '::after'].map((part) => {
        const { backgroundColor, opacity, transform, filter, boxShadow, color, scale } = getComputedStyle(one, part);
        return [backgroundColor, opacity, transform, filter, boxShadow, color, scale].join();
      }),
    );
    return values.join(';');
  };

  window.bench = {
    find: (text) => {
      const found = find(text, true);
      return found && { x: found.x, y: found.y };
    },

    complete: (screen) => complete(screen),

    /** Begins to count long tasks anew. */
    restart: () => {
      from = performance.now();
      Object.assign(seen, { longest: 0, tasks: 0 });
    },

    /** Says when a screen is complete. */
    drawn: (screen) => after(() => complete(screen)).then(([at]) => at),

    /**
     * Taps a tile from the first frame on in which a finger would hit it, and again each 50 ms until the address has changed
     * (another tap then would only break off what the first has begun) or, should that lead nowhere, each second; until the
     * next screen's title is there. Says when that is.
     */
    tapped: (tile, title) => {
      let [last, address] = [-Infinity, ''];
      const taps = () => {
        if (titled(title)) return true;
        const found = performance.now() - last >= (location.href === address ? 50 : 1000) && find(tile, false);
        if (found) {
          [last, address] = [performance.now(), location.href];
          found.hit.click();
        }
        return false;
      };
      return after(taps).then(([at]) => at);
    },

    /** Gets ready for a tap at a place, and says how long after it what was there: see `taps.mjs`. */
    tap: ({ x, y }, screen) => {
      const hit = document.elementFromPoint(x, y);
      const before = look(hit);
      const event = (type) => new Promise((resolve) => addEventListener(type, resolve, { capture: true, once: true }));
      const pressed = event('pointerdown').then(({ timeStamp }) =>
        after(() => !hit.isConnected || look(hit) !== before).then(([at]) => at - timeStamp),
      );
      const title = after(() => titled(screen.title));
      const whole = after(() => complete(screen));
      window.bench.tap.done = Promise.all([event('click'), title, whole]).then(async ([{ timeStamp }, [titleAt], [wholeAt]]) => ({
        pressed: await pressed,
        title: titleAt - timeStamp,
        complete: wholeAt - timeStamp,
      }));
    },

    /** Everything that was seen so far. */
    seen: () => {
      const paint = (name) => (performance.getEntriesByName(name)[0] || {}).startTime;
      return { ...seen, fp: paint('first-paint'), fcp: paint('first-contentful-paint') };
    },
  };
})();
