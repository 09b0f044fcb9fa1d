// WeChat's browser, and DingTalk over its own script as npm carries it.

import { createRequire } from 'node:module';
import { SDKS } from '../../sdk-urls.mjs';
import { one } from '../user-agents.mjs';

const require = createRequire(import.meta.url);

export const WECHAT = {
  name: 'wechat',
  delivery: 'none',
  userAgent: one('wechat'),
  late: true,
  open: ({ throws = false } = {}) => {
    const embedder = {
      heard: [],
      left: false,
      load: (window) => {
        window.WeixinJSBridge = {
          call: (name) => {
            if (throws) throw new Error('no permission');
            embedder.left ||= name === 'closeWindow';
          },
          invoke: () => {},
          on: () => {}
        };
        window.document.dispatchEvent(new Event('WeixinJSBridgeReady'));
      }
    };
    return embedder;
  }
};

let script;
let bridge;

/** Their script looks at the globals, once for a process: it is loaded once, and its bridge is another each time. */
function dingtalkScript(window) {
  if (!script) {
    const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    put('window', globalThis);
    put('navigator', { userAgent: window.navigator.userAgent });
    put('document', Object.assign(new EventTarget(), { createElement: () => ({}) }));
    put('WebViewJavascriptBridge', { init() {}, registerHandler() {}, callHandler: (...all) => bridge(...all) });
    script = require('dingtalk-jsapi');
  }
  return script;
}

export const DINGTALK = {
  name: 'dingtalk',
  delivery: 'none',
  sdk: SDKS.dingtalk,
  userAgent: one('dingtalk'),
  search: '?corpid=ding1',
  open: ({ throws = false, silent = false } = {}) => {
    const calls = {
      'biz.navigation.setTitle': ({ title }) => { embedder.titles.push(title); },
      'biz.navigation.close': () => { embedder.left = true; },
      'runtime.permission.requestAuthCode': ({ corpId }) => ({ code: `dingtalk-code-${corpId}` })
    };
    const embedder = {
      heard: [],
      titles: [],
      left: false,
      load: (window) => {
        bridge = (name, values, done) => {
          if (silent) return;
          if (throws) done({ errorCode: '3', errorMessage: 'no permission' });
          else done({ errorCode: '0', result: calls[name](values) });
        };
        window.dd = dingtalkScript(window);
      }
    };
    return embedder;
  }
};
