// What an integrator may write with the package, and what the types refuse.

import { mount } from 'citizen-center';
import type { Config, EmbedderEvent, HostEvent, Mounted } from 'citizen-center';

const config: Config = { backend: { kind: 'embedder' } };
const mounted: Mounted = mount(document.body, {
  config,
  fetch: (request) => Promise.resolve(new Response(request.url)),
  embedder: 'browser',
  on: (event: EmbedderEvent) => event.event === 'submitted' && event['citizen-center'] === 1,
  lang: 'zh-CN',
  route: '/card',
  src: '/app/',
  title: 'Citizen Center',
});
mounted.frame.focus();
mounted.unmount();
mount(document.body.attachShadow({ mode: 'open' })).unmount();
mount(document.body, { fetch, embedder: { tell: () => {} } });

const element = document.createElement('citizen-center');
element.config = config;
element.fetch = fetch;
element.embedder = 'iframe';
element.addEventListener('citizencenter', ({ detail }) => detail.event.toUpperCase());

// The old names.
mount(document.body, { host: 'browser', on: (event: HostEvent): EmbedderEvent => event });
element.host = 'iframe';

// @ts-expect-error: nothing to put it into
mount(null);
// @ts-expect-error: no such option
mount(document.body, { languge: 'en' });
// @ts-expect-error: a function that gives no answer
mount(document.body, { fetch: () => undefined });
// @ts-expect-error: nothing of that name happens
mount(document.body, { on: ({ event }) => event === 'done' });
// @ts-expect-error: the frame is the package's
mounted.frame = document.createElement('iframe');
// @ts-expect-error: no function
element.fetch = 'https://example.gov/';
