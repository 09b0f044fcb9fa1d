// The mini-programs that keep messages until the page is left, destroyed or shared: WeChat, Douyin, Baidu, QQ. They never
// answer, so nothing here may wait.

import { SDKS } from './sdk-urls.mjs';

function queueing(name, api, inside) {
  return (window) => ({
    name: name,
    sdk: SDKS[name],
    bar: 'all',
    delivery: 'queued',
    can: { tell: true, title: true, close: true, back: true, open: true },
    there: () => Boolean(api(window)),
    begin: (heard, usable, gone) => {
      usable();
      // The script knows whether it runs in a mini-program. If not, nobody will ever listen.
      api(window).getEnv((env) => {
        if (!env || env[inside] !== true) {
          gone();
        }
      });
    },
    tell: (message) => { api(window).postMessage({ data: message }); },
    // The mini-program shows the document's title by itself.
    title: () => {},
    close: () => { api(window).navigateBack({ delta: 1 }); },
    open: (path) => { api(window).navigateTo({ url: path }); }
  });
}

const part = (object, name) => (object ? object[name] : undefined);

export const wechatMini = queueing('wechat-mini', (window) => part(window.wx, 'miniProgram'), 'miniprogram');
export const douyin = queueing('douyin', (window) => part(window.tt, 'miniProgram'), 'miniprogram');
export const baidu = queueing('baidu', (window) => part(window.swan, 'webView'), 'smartprogram');
export const qq = queueing('qq', (window) => part(window.qq, 'miniProgram'), 'miniprogram');
