// The hosts that may embed the app, and which of them does. `boot.js` loads this file only where there may be one; what
// it gives has `tell(event, detail)`. docs/hosts.md says what each host can.

import { alipayH5, alipayMini } from './alipay.mjs';
import { dingtalk, wechat } from './apps.mjs';
import { detect, facts } from './detect.mjs';
import { own } from './own.mjs';
import { port } from './port.mjs';
import { baidu, douyin, qq, wechatMini } from './queueing.mjs';
import { iframe, shell } from './talking.mjs';

/** By name: a window and the origins that may embed in, an adapter out. */
export const ADAPTERS = {
  'iframe': iframe,
  'alipay-mini': alipayMini,
  'alipay-h5': alipayH5,
  'wechat-mini': wechatMini,
  'wechat': wechat,
  'douyin': douyin,
  'baidu': baidu,
  'qq': qq,
  'dingtalk': dingtalk,
  'wkwebview': shell('wkwebview'),
  'android': shell('android'),
  'arkweb': shell('arkweb')
};

/** Says on the root element what the host draws: the style sheet leaves it out. */
function draw(window) {
  const root = window.document.documentElement;
  return (bar) => (bar === 'none' ? root.removeAttribute('data-bar') : root.setAttribute('data-bar', bar));
}

/** Hands on the document's title each time it changes, for hosts that do not look at it. */
function follow(window, title) {
  const element = window.document.querySelector('title');
  let last;
  if (element && window.MutationObserver) {
    new window.MutationObserver(() => {
      if (window.document.title !== last) {
        last = window.document.title;
        title(last);
      }
    }).observe(element, { childList: true });
  }
}

/**
 * Begins. `named` is what the config or the page around the app says: a name, 'auto', or an adapter; `origins` are those
 * that may embed the app in a frame. Gives the port, or nothing if this is a plain browser.
 */
export function start(named, origins, window = self) {
  const frames = typeof origins === 'string' && origins !== '' ? origins.split(' ') : [];
  const opened = (adapter) => port(window, adapter, draw(window));
  if (typeof named === 'object') {
    const given = opened(own(named));
    follow(window, given.title);
    return given;
  }
  const look = () => (named === 'auto' ? detect(facts(window)) : named);
  const make = (name) => (ADAPTERS[name] ? opened(ADAPTERS[name](window, frames)) : undefined);
  const name = look();
  let now = make(name);
  if (!now) {
    return undefined;
  }
  follow(window, (text) => now.title(text));
  if (name !== 'wechat' || named !== 'auto') {
    return now;
  }
  // On iOS WeChat may say only later that the page is in a mini-program: then that one is told all over again.
  let told = [];
  window.document.addEventListener('WeixinJSBridgeReady', () => {
    const again = told;
    told = undefined;
    if (again && look() === 'wechat-mini') {
      now.shut();
      now = make('wechat-mini');
      again.forEach((one) => now.tell(one[0], one[1]));
    }
  });
  const door = {
    tell: (event, detail) => {
      if (told) {
        told.push([event, detail]);
      }
      now.tell(event, detail);
    }
  };
  ['name', 'can', 'title', 'back', 'close', 'open', 'ask', 'code'].forEach((name) => {
    Object.defineProperty(door, name, { get: () => now[name] });
  });
  return door;
}
