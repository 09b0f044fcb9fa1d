// Alipay: its mini-programs, which answer, and its container of H5 pages (mPaaS has the same), which tells of its back
// button.

import { understood } from './message.mjs';
import { questions } from './questions.mjs';
import { SDKS } from './sdk-urls.mjs';

/** Alipay's mini-program. It may send one message for each that it gets; the first that it gets is `ready`. */
export function alipayMini(window) {
  const asked = questions((message) => { window.my.postMessage(message); });
  return {
    name: 'alipay-mini',
    sdk: SDKS['alipay-mini'],
    // On the mini-program's first page Alipay draws a title and no way back, so the app's own way back stays.
    bar: 'title',
    delivery: 'live',
    can: { ask: true, tell: true, title: true, close: true, back: true, open: true, scale: true, code: true },
    there: () => Boolean(window.my && window.my.postMessage),
    begin: (heard, usable, gone) => {
      window.my.onMessage = (said) => {
        const message = understood(said);
        if (message) {
          asked.heard(message);
          heard(message);
        }
      };
      usable();
      window.my.getEnv((env) => {
        if (!env || env.miniprogram !== true) {
          gone();
        }
      });
    },
    tell: (message) => { window.my.postMessage(message); },
    title: () => {},
    close: () => { window.my.navigateBack(); },
    open: (path) => { window.my.navigateTo({ url: path }); },
    ask: asked.ask
  };
}

/** The name of the notification that native code listens for, as `NEBULANOTIFY_CITIZEN_CENTER`. */
export const NOTIFICATION = 'CITIZEN_CENTER';

/** Alipay's and mPaaS's container of H5 pages. */
export function alipayH5(window) {
  const call = (name, values) => { window.AlipayJSBridge.call(name, values || {}); };
  return {
    name: 'alipay-h5',
    bar: 'all',
    delivery: 'live',
    can: { tell: true, title: true, close: true, back: true },
    begin: (heard, usable) => {
      // The button in the title bar, and the phone's own. The gesture of iOS is the browser's back anyway.
      window.document.addEventListener('back', (event) => heard({ do: 'back', event: event }));
      if (window.AlipayJSBridge) {
        usable();
      } else {
        window.document.addEventListener('AlipayJSBridgeReady', usable);
      }
    },
    tell: (message) => call('postNotification', { name: NOTIFICATION, data: message }),
    title: (text) => call('setTitle', { title: text }),
    close: () => call('popWindow')
  };
}
