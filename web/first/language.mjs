// Which language the app begins with: for the first answer, which is painted by the script in the page, and for the loader.

/** A text kept on the device. */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch (_) {
    // Storage is barred: nothing was kept.
  }
}

/** The languages that run from right to left, there or everywhere, and the scripts: a script in the tag counts. */
const RTL = /^(ar|ckb|dv|fa|he|iw|ks|mzn|nqo|ps|sd|syr|ug|ur|yi)(-|$)(?!cyrl|deva|latn|hans)|-(adlm|arab|hebr|nkoo|syrc|thaa)(-|$)|^(kk-cn|pa-pk|uz-af)$/i;

/** Says on the document's root which language it is in, and which way it runs. */
export function mark(tag) {
  const root = document.documentElement;
  root.lang = tag;
  root.dir = RTL.test(tag) ? 'rtl' : 'ltr';
}

/** The language of a tag. */
const primary = (tag) => tag.split('-')[0];

/**
 * The one of these tags to begin with: asked for in the address, chosen before, preferred by the browser, the first of
 * `fallback` (tags with blanks between), or the first. Each wish finds by lookup (RFC 4647, 3.4: `en-GB` finds `en`) before it
 * finds another of the same language, of which those in `fallback` come first.
 */
export function pick(tags, fallback) {
  const lower = (tag) => String(tag || '').toLowerCase();
  const find = (one) => tags.find((tag) => lower(tag) === one);
  const last = lower(fallback).split(' ');
  const order = last.map(find).filter(Boolean).concat(tags);
  const asked = new URLSearchParams(location.search).get('lang');
  const wishes = [asked, kept('citizen.lang')].concat(navigator.languages || [navigator.language], last);
  for (const wish of wishes.map(lower)) {
    // A singleton goes with what it introduces.
    for (let range = wish; range; range = range.replace(/(-.)?-?[^-]*$/, '')) {
      const same = find(range);
      if (same) {
        return same;
      }
    }
    const near = wish && order.find((tag) => primary(lower(tag)) === primary(wish));
    if (near) {
      return near;
    }
  }
  return tags[0];
}
