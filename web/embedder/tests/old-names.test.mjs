// The names of before are still taken: `host` of `window.citizenCenter`, of `mount` and of `<citizen-center>`. Those of
// config.json are tested in src/fetch/config/tests.rs and tests/e2e.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const frame = () => ({ style: {}, setAttribute() {} });
const defined = {};
Object.assign(globalThis, {
  window: globalThis,
  origin: 'https://page.example',
  document: { baseURI: 'https://page.example/', querySelector: () => ({ dataset: {} }), createElement: frame },
  HTMLElement: class {},
  customElements: { get: () => undefined, define: (name, type) => { defined[name] = type; } }
});
const { handedIn } = await import('../../boot/config.mjs');
const { mount } = await import('../../element/citizen-center.js');

const adapter = { tell() {} };

test('window.citizenCenter: `host` counts where there is no `embedder`', () => {
  for (const [center, embedder] of [
    [{ host: 'browser' }, 'browser'],
    [{ host: adapter }, adapter],
    [{ embedder: adapter }, adapter],
    [{ embedder: 'iframe', host: 'browser' }, 'iframe'],
    [{}, undefined]
  ]) {
    window.citizenCenter = center;
    assert.equal(handedIn().embedder, embedder);
  }
  for (const wrong of [7, null, '', true]) {
    for (const name of ['embedder', 'host']) {
      window.citizenCenter = { [name]: wrong };
      assert.throws(handedIn, (error) => error.code === 'config' && /neither a name nor an adapter/.test(error.message));
    }
  }
});

test('mount and <citizen-center>: the same', () => {
  const page = { appendChild() {}, src: '/app/' };
  const mounted = (options) => mount(page, { src: '/app/', ...options }).frame.citizenCenter.embedder;
  assert.equal(mounted({ host: 'browser' }), 'browser');
  assert.equal(mounted({ embedder: 'iframe', host: 'browser' }), 'iframe');
  assert.equal(mounted({ host: adapter, on() {} }), adapter);
  assert.equal(mounted({}), undefined);
  const on = () => {};
  assert.equal(mounted({ on }).tell, on);

  const element = new defined['citizen-center']();
  Object.assign(element, { host: adapter, style: {}, hasAttribute: (name) => name === 'src', getAttribute: () => '/app/', appendChild() {} });
  element.connectedCallback();
  assert.equal(element.mounted.frame.citizenCenter.embedder, adapter);
});
