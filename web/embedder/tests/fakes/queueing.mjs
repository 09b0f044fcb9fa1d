// Mini-programs that keep messages: what a page says reaches the mini-program when the web-view is left, destroyed or
// shared, as one array, and nothing ever comes back. Sources: the platforms' documents on their web-view component.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { SDKS } from '../../sdk-urls.mjs';
import { one } from '../user-agents.mjs';

/** The mini-program's side of a web-view. */
class MiniProgram {
  kept = [];
  heard = [];
  opened = [];
  left = false;

  keep(message) {
    // What crosses the border is data.
    this.kept.push(structuredClone(message));
  }

  /** `bindmessage`: all that was kept, at once. */
  share() {
    if (this.kept.length > 0) this.heard.push(...this.kept.splice(0));
  }

  leave() {
    this.share();
    this.left = true;
  }
}

/** The page's side, as Douyin, Baidu and QQ give it; `answers` is what `getEnv` is asked for. */
function api(program, answers, inside) {
  return {
    postMessage: ({ data }) => program.keep(data),
    navigateBack: () => program.leave(),
    navigateTo: ({ url }) => {
      // Douyin takes no other path.
      if (!url.startsWith('/')) throw new Error(`navigateTo: ${url}`);
      program.opened.push(url);
    },
    getEnv: (tell) => tell({ [answers]: inside })
  };
}

/** WeChat's own script, as npm carries it, over a bridge. */
const wechatScript = readFileSync(createRequire(import.meta.url).resolve('weixin-js-sdk'), 'utf8');

function wechatBridge(program, window) {
  window.WeixinJSBridge = {
    invoke: (what, { name, arg, data, ...rest }, done) => {
      if (what !== 'invokeMiniProgramAPI') return;
      if (name === 'postMessage') program.keep(arg);
      else if (name === 'navigateBack') program.leave();
      else if (name === 'navigateTo') program.opened.push(arg.url);
      else throw new Error(`${name} ${JSON.stringify([data, rest])}`);
      done({ err_msg: `${what}:ok` });
    },
    on: () => {}
  };
  window.document.dispatchEvent(new Event('WeixinJSBridgeReady'));
}

function loadWechat(window) {
  const module = {};
  const bridge = { invoke: (...all) => window.WeixinJSBridge.invoke(...all), on: (...all) => window.WeixinJSBridge.on(...all) };
  new Function('window', 'document', 'navigator', 'location', 'WeixinJSBridge', 'module', wechatScript)(
    window, window.document, window.navigator, window.location, bridge, module
  );
  window.wx = module.exports;
}

function fake(name, put) {
  return {
    name,
    delivery: 'queued',
    sdk: SDKS[name],
    userAgent: one(name),
    open: ({ inside = true, throws = false } = {}) => {
      const program = new MiniProgram();
      program.load = (window) => {
        put(window, program, inside);
        if (throws) throwing(window, name);
      };
      return program;
    }
  };
}

/** An embedder whose calls all fail. */
function throwing(window, name) {
  const of = { 'wechat-mini': () => window.wx.miniProgram, douyin: () => window.tt.miniProgram, baidu: () => window.swan.webView, qq: () => window.qq.miniProgram }[name]();
  for (const call of ['postMessage', 'navigateBack', 'navigateTo']) {
    of[call] = () => {
      throw new Error('no permission');
    };
  }
}

export const QUEUEING = [
  fake('wechat-mini', (window, program, inside) => {
    if (inside) window.__wxjs_environment = 'miniprogram';
    loadWechat(window);
    wechatBridge(program, window);
  }),
  fake('douyin', (window, program, inside) => { window.tt = { miniProgram: api(program, 'miniprogram', inside) }; }),
  // The one that calls itself otherwise.
  fake('baidu', (window, program, inside) => { window.swan = { webView: api(program, 'smartprogram', inside) }; }),
  fake('qq', (window, program, inside) => { window.qq = { miniProgram: api(program, 'miniprogram', inside) }; })
];
