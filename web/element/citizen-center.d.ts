/** What `config.json` may hold: docs/config.schema.json. */
export type Config = Record<string, unknown>;

/** What has happened in the app, without anything about the person: docs/embedder-message.schema.json. */
export interface EmbedderEvent {
  'citizen-center': 1;
  event: 'ready' | 'route' | 'submitted' | 'withdrawn' | 'finished' | 'error';
  [member: string]: unknown;
}

/** @deprecated The old name of `EmbedderEvent`. */
export type HostEvent = EmbedderEvent;

export interface Options {
  /** Where `dist/` is served, on the page's own origin, with a slash at its end; `app/` beside this file by default. */
  src?: string;
  /** In place of config.json. */
  config?: Config;
  /** In place of the web's `fetch`, for the backend of the kind "embedder". */
  fetch?: (request: Request) => Promise<Response>;
  /** Who embeds the app: a name, or an adapter (docs/embedders.md). The app finds it out by itself by default. */
  embedder?: string | object;
  /** @deprecated The old name of `embedder`. */
  host?: string | object;
  /** Is called with what happens. Not called where `embedder` is an adapter, which has its own `tell`. */
  on?: (event: EmbedderEvent) => void;
  /** The language, a BCP 47 tag. */
  lang?: string;
  /** The screen to begin with, such as `/card`. */
  route?: string;
  /** The frame's title, which screen readers read out. */
  title?: string;
}

export interface Mounted {
  /** The frame with the app. */
  readonly frame: HTMLIFrameElement;
  /** Removes the app, and aborts the requests under way. */
  unmount(): void;
}

/** Puts the app into an element, which should have a height. */
export function mount(element: Element | ShadowRoot, options?: Options): Mounted;

/** `<citizen-center>`: the app, mounted while the element is in the page. */
export interface CitizenCenterElement extends HTMLElement {
  config?: Config;
  fetch?: (request: Request) => Promise<Response>;
  embedder?: string | object;
  /** @deprecated The old name of `embedder`. */
  host?: string | object;
}

declare global {
  interface HTMLElementTagNameMap {
    'citizen-center': CitizenCenterElement;
  }
  interface HTMLElementEventMap {
    citizencenter: CustomEvent<EmbedderEvent>;
  }
}
