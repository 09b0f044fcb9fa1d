const { center } = getApp().globalData;

// Screens that the sign-in may lead back to: what comes with an address is a key, and never an address itself.
const SCREENS = ['/card', '/record', '/card/services', '/apply', '/applications', '/me'];

Page({
  data: { src: center },

  /** `code` is there when the sign-in page leads back: a code of one use, in the fragment, which no server is sent. */
  onShow() {
    const { code, screen } = getApp().handed || {};
    getApp().handed = undefined;
    if (code) {
      const to = SCREENS.includes(screen) ? screen : '/me';
      // Another query: a page of the same address but its fragment is not loaded anew.
      this.setData({ src: center + '?t=' + Date.now() + '#' + to + '?code=' + encodeURIComponent(code) });
    }
  },

  /** WeChat gives all messages at once, when the page is left or shared: never wait for one. */
  heard(event) {
    event.detail.data.forEach((message) => {
      if (message['citizen-center'] === 1 && message.event === 'submitted') {
        wx.setStorageSync('applied', true);
      }
    });
  }
});
