// The scripts that embedders give to pages inside them. Each is loaded inside its embedder only. `cargo xtask embedders`
// reads this list to name them in a policy, so each has a line of its own.
export const SDKS = {
  'alipay-mini': 'https://appx/web-view.min.js',
  'wechat-mini': 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js',
  'douyin': 'https://lf3-cdn-tos.bytegoofy.com/obj/goofy/developer/jssdk/jssdk-1.2.1.js',
  'baidu': 'https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.22.js',
  'qq': 'https://qqq.gtimg.cn/miniprogram/webview_jssdk/qqjssdk-1.0.0.js',
  'dingtalk': 'https://g.alicdn.com/dingding/dingtalk-jsapi/3.0.25/dingtalk.open.js'
};
