// Browsers inside apps, which cannot be told what happens: WeChat's, and DingTalk's.

import { SDKS } from './sdk-urls.mjs';

/** WeChat's browser. */
export function wechat(window) {
  return {
    name: 'wechat',
    // Its bar has a title and a button that closes the page, so the app's own way back stays.
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

/** DingTalk's browser. */
export function dingtalk(window) {
  const navigation = () => window.dd.biz.navigation;
  const quiet = () => {};
  /** Keeps a rejected promise of DingTalk's, which nobody waits for, from counting as unhandled. */
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
    // DingTalk's script lets each call wait for the bridge.
    begin: (heard, usable) => usable(),
    title: (text) => left(navigation().setTitle({ title: text, onSuccess: quiet, onFail: quiet })),
    close: () => left(navigation().close({ onSuccess: quiet, onFail: quiet })),
    ask: (what) =>
      new Promise((resolve, reject) => {
        // DingTalk puts the organisation into the address, in place of $CORPID$.
        const corp = new window.URLSearchParams(window.location.search).get('corpid');
        if (what !== 'code' || !corp) {
          reject(new Error('embedder: dingtalk has no answer'));
          return;
        }
        left(window.dd.runtime.permission.requestAuthCode({
          corpId: corp,
          onSuccess: (answer) => resolve(answer.code),
          onFail: () => reject(new Error('embedder: dingtalk refused'))
        }));
      })
  };
}
