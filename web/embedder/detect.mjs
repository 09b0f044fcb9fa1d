// Who embeds the page, from what can be seen of it. Pure: a table of real user agents tries it
// (web/embedder/tests/detect.test.mjs), and the same facts give the same host.

/** The names there are; `host` in config.json takes them too. */
export const HOSTS = [
  'browser',
  'iframe',
  'alipay-mini',
  'alipay-h5',
  'wechat-mini',
  'wechat',
  'douyin',
  'baidu',
  'qq',
  'dingtalk',
  'wkwebview',
  'android',
  'arkweb'
];

/** What an app says of itself. No two of them are ever said by one app. */
const FAMILIES = {
  alipay: /\bAlipayClient\//i,
  wechat: /\bMicroMessenger\//i,
  // Not `toutiao` or `aweme`: those are the apps' own browsers.
  douyin: /\bToutiaoMicroApp\//i,
  baidu: /(^|[\s;])swan(-baiduboxapp)?\/\d/i,
  // `MQQBrowser/` is a browser, and the engine of others. `QQ/1.2` alone is the app's own browser.
  qq: /(^|\s)QQ\/MiniApp\b|(^|\s)QQ\/\d.*\bminiProgram\b|\bminiProgram\b.*\sQQ\/\d/i,
  dingtalk: /\bDingTalk[/(]/i
};

/**
 * The host's name. Facts:
 *
 *   userAgent   as the browser says it
 *   framed      the page is in a frame
 *   wxjs, qqjs  `window.__wxjs_environment`, `window.__qqjs_environment`
 *   channel     how an app's own web-view can be spoken to: 'webkit', 'object', 'react-native'
 *   standalone  the page was put on the home screen (iOS: then `Safari` is missing as in a web-view)
 *
 * What is unknown or contradicts itself is a plain browser: nothing is hidden and nobody is told.
 */
export function detect(facts) {
  const known = facts || {};
  const ua = typeof known.userAgent === 'string' ? known.userAgent : '';
  if (known.framed === true) {
    // Whatever app is around the frame: only its parent embeds the page.
    return 'iframe';
  }
  const families = Object.keys(FAMILIES).filter((name) => FAMILIES[name].test(ua));
  const wx = known.wxjs === 'miniprogram';
  const qq = known.qqjs === 'miniprogram';
  if (families.length > 1 || (wx && qq)) {
    return 'browser';
  }
  if (qq) {
    return families.length === 0 || families[0] === 'qq' ? 'qq' : 'browser';
  }
  if (wx && families[0] !== 'wechat') {
    return 'browser';
  }
  switch (families[0]) {
    case 'alipay':
      // With a capital M on every real device.
      return /\bMiniProgram\b/.test(ua) ? 'alipay-mini' : 'alipay-h5';
    case 'wechat':
      return wx || /\bminiProgram(Env)?\b/i.test(ua) ? 'wechat-mini' : 'wechat';
    case undefined:
      return webView(ua, known);
    default:
      return families[0];
  }
}

/** An app's web-view that says nothing of the app. */
function webView(ua, known) {
  const channel = known.channel;
  const fits = (kinds) => channel === undefined || kinds.indexOf(channel) >= 0;
  if (/\bArkWeb\//.test(ua)) {
    const browser = /Browser\//.test(ua);
    return fits(['object']) && (channel || !browser) ? 'arkweb' : 'browser';
  }
  if (/\bAndroid\b/.test(ua)) {
    const marked = /;\s*wv\)/.test(ua);
    return fits(['object', 'react-native']) && (channel || marked) ? 'android' : 'browser';
  }
  if (/\b(iPhone|iPad|iPod|Macintosh)\b/.test(ua)) {
    const mobile = !/\bMacintosh\b/.test(ua);
    const bare = mobile && /AppleWebKit\//.test(ua) && !/\bSafari\//.test(ua) && known.standalone !== true;
    return fits(['webkit', 'react-native']) && (channel || bare) ? 'wkwebview' : 'browser';
  }
  return 'browser';
}

/** The facts of a window. Reads, and changes nothing. */
export function facts(window) {
  const handlers = (window.webkit && window.webkit.messageHandlers) || {};
  const object = window.CitizenHost;
  let channel;
  if (handlers.CitizenHost) {
    channel = 'webkit';
  } else if (object && typeof object.postMessage === 'function') {
    channel = 'object';
  } else if (window.ReactNativeWebView) {
    channel = 'react-native';
  }
  return {
    userAgent: window.navigator.userAgent,
    framed: window.parent !== window,
    wxjs: window.__wxjs_environment,
    qqjs: window.__qqjs_environment,
    channel: channel,
    standalone: window.navigator.standalone
  };
}
