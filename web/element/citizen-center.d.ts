/** What `config.json` may hold: docs/config.schema.json. */
export type Config = Record<string, unknown>;

/** Something that has happened in the app, with nothing about the person in it: docs/host-message.schema.json. */
export interface HostEvent {
  'citizen-center': 1;
  event: 'ready' | 'route' | 'submitted' | 'withdrawn' | 'finished' | 'error';
  [member: string]: unknown;
}

export interface Options {
  /** Where `dist/` is served, on the page's own origin, with a slash at its end; `app/` beside this file by default. */
  src?: string;
  /** In place of config.json. */
  config?: Config;
  /** In place of the web's `fetch`, for the backend of the kind "host". */
  fetch?: (request: Request) => Promise<Response>;
  /** A host's name, or an adapter: docs/hosts.md. */
  host?: string | object;
  /** Hears what happens. Not besides an adapter, which has its own `tell`. */
  on?: (event: HostEvent) => void;
  /** The language, a BCP 47 tag. */
  lang?: string;
  /** The screen to begin with, such as `/card`. */
  route?: string;
  /** What a screen reader calls the frame. */
  title?: string;
}

export interface Mounted {
  /** The frame that the app is in. */
  readonly frame: HTMLIFrameElement;
  /** Takes the app out, and stops what it has under way. */
  unmount(): void;
}

/** Puts the app into an element, which should have a height. */
export function mount(element: Element | ShadowRoot, options?: Options): Mounted;

/** `<citizen-center>`: the app as long as the element is in the page. */
export interface CitizenCenterElement extends HTMLElement {
  config?: Config;
  fetch?: (request: Request) => Promise<Response>;
  host?: string | object;
}

declare global {
  interface HTMLElementTagNameMap {
    'citizen-center': CitizenCenterElement;
  }
  interface HTMLElementEventMap {
    citizencenter: CustomEvent<HostEvent>;
  }
}
