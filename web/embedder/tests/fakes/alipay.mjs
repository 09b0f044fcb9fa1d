// Alipay. A mini-program answers live, but only when the page has spoken, and once for each of its messages. The
// container of H5 pages has a bridge that comes late, notifications, and a `back` event that can be prevented.

import { SDKS } from '../../sdk-urls.mjs';
import { one } from '../user-agents.mjs';

export const ALIPAY_MINI = {
  name: 'alipay-mini',
  delivery: 'live',
  sdk: SDKS['alipay-mini'],
  userAgent: one('alipay-mini'),
  open: ({ inside = true, throws = false, silent = false } = {}) => {
    let turns = 0;
    let page;
    const answers = { code: 'alipay-code' };
    const embedder = {
      heard: [],
      opened: [],
      left: false,
      /** `webViewContext.postMessage`: lost unless the page has spoken since. */
      says: (message) => {
        if (turns === 0) return false;
        turns -= 1;
        page.my.onMessage(structuredClone(message));
        return true;
      },
      load: (window) => {
        page = window;
        const refuse = () => {
          throw new Error('no permission');
        };
        window.my = {
          postMessage: throws ? refuse : (message) => {
            const data = structuredClone(message);
            turns = 1;
            embedder.heard.push(data);
            if (data.ask && !silent) embedder.says({ 'citizen-center': 1, answer: answers[data.ask], number: data.number });
          },
          onMessage: undefined,
          navigateBack: throws ? refuse : () => { embedder.left = true; },
          navigateTo: throws ? refuse : ({ url }) => embedder.opened.push(url),
          getEnv: (tell) => tell({ miniprogram: inside })
        };
      }
    };
    return embedder;
  }
};

export const ALIPAY_H5 = {
  name: 'alipay-h5',
  delivery: 'live',
  userAgent: one('alipay-h5'),
  // The bridge is put in when the page is already running.
  late: true,
  open: ({ throws = false } = {}) => {
    let page;
    const calls = {
      postNotification: ({ name, data }) => { if (name === 'CITIZEN_CENTER') embedder.heard.push(structuredClone(data)); },
      setTitle: ({ title }) => embedder.titles.push(title),
      popWindow: () => { embedder.left = true; }
    };
    const embedder = {
      heard: [],
      titles: [],
      left: false,
      /** The button in the title bar, or the phone's: the window goes unless the page objects. */
      back: () => {
        const event = new Event('back', { cancelable: true });
        if (page.document.dispatchEvent(event)) embedder.left = true;
      },
      attach: (window) => { page = window; },
      load: (window) => {
        window.AlipayJSBridge = {
          call: (name, values) => {
            if (throws) throw new Error('no permission');
            if (!calls[name]) throw new Error(`no ${name}`);
            calls[name](values);
          }
        };
        window.document.dispatchEvent(new Event('AlipayJSBridgeReady'));
      }
    };
    return embedder;
  }
};
