/** @type {{ globalData: { center: string, api: string } }} */
const app = getApp();
const { center, api } = app.globalData;

Page({
  data: { src: center },
  /** What speaks with the page. */
  view: undefined,

  onLoad() {
    this.view = my.createWebViewContext('center');
  },

  /** Messages come at once, and each may be answered. */
  heard({ detail }) {
    if (detail['citizen-center'] !== 1) {
      return;
    }
    if (detail.ask === 'code') {
      this.signIn(detail);
    } else if (detail.event === 'submitted') {
      my.setStorage({ key: 'applied', data: true });
    }
  },

  /**
   * Whoever getAuthCode says it is, the mini-program's server finds out; it asks the city's backend for a code bound to the
   * nonce, good once. Nothing secret reaches the page.
   */
  signIn({ number, nonce }) {
    // An empty answer: nobody was signed in.
    const answer = (code) => this.view.postMessage({ 'citizen-center': 1, number, answer: code || '' });
    my.getAuthCode({
      scopes: 'auth_base',
      success: ({ authCode }) =>
        my.request({
          url: api + 'hand-off',
          method: 'POST',
          data: { code: authCode, nonce },
          success: ({ data }) => answer(/** @type {{ code: string }} */ (data).code),
          fail: () => answer()
        }),
      fail: () => answer()
    });
  }
});
