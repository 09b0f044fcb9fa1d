// Which language the app begins with: for the first answer, which is painted by the script in the page, and for the loader.

/** A text kept on the device. */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch (_) {
    // Storage is barred: nothing was kept.
  }
}

/** The one of these tags to begin with: asked for in the address, chosen before, preferred by the browser, or the first. */
export function pick(tags) {
  const asked = new URLSearchParams(location.search).get('lang');
  const wishes = [asked, kept('citizen.lang')].concat(navigator.languages || [navigator.language]);
  for (const wish of wishes) {
    const tag = String(wish || '').toLowerCase();
    const same = tags.find((one) => one.toLowerCase() === tag);
    const near = tags.find((one) => one.split('-')[0].toLowerCase() === tag.split('-')[0]);
    if (same || near) {
      return same || near;
    }
  }
  return tags[0];
}
