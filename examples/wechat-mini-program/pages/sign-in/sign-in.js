const { api } = getApp().globalData;

// The app asks for this page with a nonce of its own and the screen it is on. Whoever wx.login says it is, the
// mini-program's server finds out; it asks the city's backend for a code bound to that nonce. The session key stays
// there: nothing secret reaches a page.
Page({
  data: { failed: false },

  onLoad({ nonce, screen }) {
    const failed = () => this.setData({ failed: true });
    wx.login({
      success: ({ code }) =>
        wx.request({
          url: api + 'hand-off',
          method: 'POST',
          data: { code, nonce: decodeURIComponent(nonce) },
          success: ({ statusCode, data }) => {
            if (statusCode !== 200) {
              return failed();
            }
            getApp().handed = { code: /** @type {{ code: string }} */ (data).code, screen: decodeURIComponent(screen) };
            wx.navigateBack();
          },
          fail: failed
        }),
      fail: failed
    });
  }
});
