// A page that holds the app and hands in an adapter of its own.

export const OWN = {
  name: 'own',
  delivery: 'live',
  userAgent: 'Mozilla/5.0',
  get named() {
    return this.adapter;
  },
  open({ throws = false, silent = false } = {}) {
    let heard;
    const embedder = {
      heard: [],
      titles: [],
      opened: [],
      left: false,
      says: (message) => {
        heard(message);
        return true;
      }
    };
    const refused = () => {
      throw new Error('no');
    };
    this.adapter = {
      bar: 'none',
      begin: (hears) => { heard = hears; },
      tell: throws ? refused : (message) => embedder.heard.push(message),
      title: throws ? refused : (text) => embedder.titles.push(text),
      close: throws ? refused : () => { embedder.left = true; },
      open: throws ? refused : (path) => embedder.opened.push(path),
      ask: throws ? refused : (what) => (silent ? new Promise(() => {}) : `own-${what}`)
    };
    return embedder;
  }
};
