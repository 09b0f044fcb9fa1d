// Embedders in a real browser: what each puts into a page, run before any script of the page, and a build that may load their
// scripts and be held in a frame. `window.embedderHeard` is what the embedder has got so far.

import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';
import { SDKS } from '../../../web/embedder/sdk-urls.mjs';
import { folder } from './folder.mjs';
import { listening } from './ports.mjs';
import { dist, serve, xtask } from './server.mjs';

const require = createRequire(import.meta.url);
/** The address of a build that may load every script there is, and be held by pages of these origins. */
export async function embeddableUrl(...origins) {
  const path = folder();
  cpSync(dist(), path, { recursive: true });
  xtask('embedders', path, ...Object.keys(SDKS), ...origins);
  return serve(path);
}

/** The address of a page that holds the app in a frame and keeps what it is told in `window.embedderHeard`. */
export async function portalUrl() {
  const script = `window.embedderHeard = [];
    addEventListener('message', (event) => { window.embedderHeard.push([event.origin, event.data]); });`;
  let framed = 'about:blank';
  const server = createServer((request, response) => {
    const page = `<!DOCTYPE html><title>Portal</title><link rel="icon" href="data:,"><script src="portal.js"></script>
      <iframe src="${framed}" width="360" height="700"></iframe>`;
    const [kind, text] = request.url === '/portal.js' ? ['text/javascript', script] : ['text/html; charset=utf-8', page];
    const policy = "default-src 'self'; img-src data:; frame-src http://127.0.0.1:*";
    response.writeHead(200, { 'Content-Type': kind, 'Content-Security-Policy': policy }).end(text);
  });
  const origin = `http://127.0.0.1:${await listening(server)}`;
  server.unref();
  const hold = (src) => {
    framed = src;
  };
  return { url: `${origin}/`, origin, hold };
}

/** An embedder's own script, as npm carries it: what it exports is a global. */
function packaged(name, globalName) {
  const entryPoints = [require.resolve(name)];
  return buildSync({ entryPoints, bundle: true, format: 'iife', globalName, write: false }).outputFiles[0].text;
}

/** Keeps messages until the page is left; \`embedderLeaves()\` is that. */
const QUEUE = 'const kept = []; const keep = (m) => kept.push(m); window.embedderLeaves = () => { window.embedderHeard.push(...kept.splice(0)); };';
const mini = (object, part, answers) => `${QUEUE}
  window.${object} = { ${part}: { postMessage: ({ data }) => keep(data), navigateBack: window.embedderLeaves, navigateTo() {}, getEnv: (tell) => tell({ ${answers}: true }) } };`;

/** By embedder: its script (real or not), and what is there before any script. */
export const EMBEDDERS = {
  'wechat-mini': {
    init: `window.embedderHeard = []; ${QUEUE} window.__wxjs_environment = 'miniprogram';
      window.WeixinJSBridge = { on() {}, invoke: (what, { name, arg }) => { if (name === 'postMessage') keep(arg); if (name === 'navigateBack') window.embedderLeaves(); } };`,
    script: packaged('weixin-js-sdk', 'wx'),
    queued: true
  },
  douyin: { init: 'window.embedderHeard = [];', script: mini('tt', 'miniProgram', 'miniprogram'), queued: true },
  baidu: { init: 'window.embedderHeard = [];', script: mini('swan', 'webView', 'smartprogram'), queued: true },
  qq: { init: 'window.embedderHeard = [];', script: mini('qq', 'miniProgram', 'miniprogram'), queued: true },
  'alipay-mini': {
    init: 'window.embedderHeard = [];',
    script: 'window.my = { postMessage: (m) => { window.embedderHeard.push(m); }, navigateBack() {}, navigateTo() {}, getEnv: (tell) => tell({ miniprogram: true }) };'
  },
  'alipay-h5': {
    init: `window.embedderHeard = []; window.embedderTitles = [];
      window.AlipayJSBridge = { call: (name, values) => { if (name === 'postNotification') window.embedderHeard.push(values.data); if (name === 'setTitle') window.embedderTitles.push(values.title); } };`
  },
  dingtalk: {
    init: `window.embedderHeard = []; window.embedderTitles = [];
      window.WebViewJavascriptBridge = { init() {}, registerHandler() {}, callHandler: (name, values, done) => { if (/setTitle$/.test(name)) window.embedderTitles.push(values.title); done({ errorCode: '0', result: {} }); } };`,
    script: packaged('dingtalk-jsapi', 'dd'),
    deaf: true
  },
  wechat: { init: 'window.embedderHeard = []; window.WeixinJSBridge = { on() {}, invoke() {}, call() {} };', deaf: true },
  android: { init: 'window.embedderHeard = []; window.CitizenHost = { postMessage: (text) => window.embedderHeard.push(JSON.parse(text)) };' },
  arkweb: { init: 'window.embedderHeard = []; window.CitizenHost = { postMessage: (text) => window.embedderHeard.push(JSON.parse(text)) };' },
  wkwebview: { init: 'window.embedderHeard = []; window.webkit = { messageHandlers: { CitizenHost: { postMessage: (text) => window.embedderHeard.push(JSON.parse(text)) } } };' }
};
