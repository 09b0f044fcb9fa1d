// Finds out who embeds the page from the user agent and a few globals. A pure function: the same facts give the same
// embedder. web/embedder/tests/detect.test.mjs tests it with a table of real user agents.

/** All names of embedders. `embedder` in config.json takes them too. */
export const EMBEDDERS = [
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

/** What an app's user agent contains. No app's contains two of them. */
const FAMILIES = {
  alipay: /\bAlipayClient\//i,
  wechat: /\bMicroMessenger\//i,
  // Not `toutiao` or `aweme`: those are the browsers inside the apps.
  douyin: /\bToutiaoMicroApp\//i,
  baidu: /(^|[\s;])swan(-baiduboxapp)?\/\d/i,
  // `MQQBrowser/` is a browser, and the engine of others. `QQ/1.2` alone is the browser inside the app.
  qq: /(^|\s)QQ\/MiniApp\b|(^|\s)QQ\/\d.*\bminiProgram\b|\bminiProgram\b.*\sQQ\/\d/i,
  dingtalk: /\bDingTalk[/(]/i
};

/**
 * The embedder's name. Facts:
 *
 *   userAgent   the user agent
 *   framed      whether the page is in a frame
 *   wxjs, qqjs  `window.__wxjs_environment`, `window.__qqjs_environment`
 *   channel     how the native code around a web-view takes messages: 'webkit', 'object', 'react-native'
 *   standalone  whether the page runs from the home screen (on iOS `Safari` is missing then, as in a web-view)
 *
 * Unknown or contradictory facts give 'browser', a plain browser: the app hides nothing and tells nobody.
 */
export function detect(facts) {
  const known = facts || {};
  const ua = typeof known.userAgent === 'string' ? known.userAgent : '';
  if (known.framed === true) {
    // The parent window embeds the page, whatever app is around it.
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
      // Every real device writes it with a capital M.
      return /\bMiniProgram\b/.test(ua) ? 'alipay-mini' : 'alipay-h5';
    case 'wechat':
      return wx || /\bminiProgram(Env)?\b/i.test(ua) ? 'wechat-mini' : 'wechat';
    case undefined:
      return webView(ua, known);
    default:
      return families[0];
  }
}

/** The web-view of an app that its user agent does not name. */
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

/** The facts of a window. */
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
