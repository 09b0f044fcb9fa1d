// Apps that show web pages and hear little of them: the browser inside WeChat, and DingTalk.

import { SDKS } from './sdks.mjs';

export function wechat(window) {
  return {
    name: 'wechat',
    // The cross in its bar closes the page: the way back is ours.
    bar: 'title',
    delivery: 'none',
    can: { title: true, close: true },
    begin: (heard, usable) => {
      if (window.WeixinJSBridge) {
        usable();
      } else {
        window.document.addEventListener('WeixinJSBridgeReady', usable);
      }
    },
    title: () => {},
    close: () => { window.WeixinJSBridge.call('closeWindow'); }
  };
}

export function dingtalk(window) {
  const navigation = () => window.dd.biz.navigation;
  const quiet = () => {};
  /** A promise of theirs that nobody waits for must not count as unhandled. */
  const left = (promise) => {
    if (promise && promise.catch) {
      promise.catch(quiet);
    }
  };
  return {
    name: 'dingtalk',
    sdk: SDKS.dingtalk,
    bar: 'all',
    delivery: 'none',
    can: { ask: true, title: true, close: true, back: true, code: true },
    there: () => Boolean(window.dd && window.dd.biz),
    // Each call waits for the bridge by itself.
    begin: (heard, usable) => usable(),
    title: (text) => left(navigation().setTitle({ title: text, onSuccess: quiet, onFail: quiet })),
    close: () => left(navigation().close({ onSuccess: quiet, onFail: quiet })),
    ask: (what) =>
      new Promise((resolve, reject) => {
        // Which organisation the page was opened in stands in its address ($CORPID$).
        const corp = new window.URLSearchParams(window.location.search).get('corpid');
        if (what !== 'code' || !corp) {
          reject(new Error('host: dingtalk has no answer'));
          return;
        }
        left(window.dd.runtime.permission.requestAuthCode({
          corpId: corp,
          onSuccess: (answer) => resolve(answer.code),
          onFail: () => reject(new Error('host: dingtalk refused'))
        }));
      })
  };
}
