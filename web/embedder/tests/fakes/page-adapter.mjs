// A page that holds the app and hands in an adapter of its own.

export const OWN = {
  name: 'own',
  delivery: 'live',
  userAgent: 'Mozilla/5.0',
  get named() {
    return this.adapter;
  },
  open({ throws = false, silent = false } = {}) {
    const [told, titles, opened] = [[], [], []];
    let left = false;
    let heard;
    const refused = () => {
      throw new Error('no');
    };
    this.adapter = {
      bar: 'none',
      begin: (hears) => { heard = hears; },
      tell: throws ? refused : (message) => told.push(message),
      title: throws ? refused : (text) => titles.push(text),
      close: throws ? refused : () => { left = true; },
      open: throws ? refused : (path) => opened.push(path),
      ask: throws ? refused : (what) => (silent ? new Promise(() => {}) : `own-${what}`)
    };
    return {
      heard: () => told,
      titles: () => titles,
      opened: () => opened,
      left: () => left,
      says: (message) => {
        heard(message);
        return true;
      }
    };
  }
};
