import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../app/App';
import { AppProvider } from '../app/app-context';
import { createAppState, type AppState } from '../state/app-state';
import { afterPaint } from '../ui/after-paint';
import type { MockHost } from './mock-client';

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

export interface Rendered {
  readonly app: AppState;
  /** The elements of a role whose name holds `name`, in the whole document: dialogs are outside the root. */
  readonly all: (role: string, name: string | RegExp) => readonly HTMLElement[];
  /** The only such element; throws when there is none or more than one. */
  readonly get: (role: string, name: string | RegExp) => HTMLElement;
  readonly click: (role: string, name: string | RegExp) => Promise<void>;
  readonly press: (target: HTMLElement, key: string, init?: KeyboardEventInit) => Promise<void>;
  /** Puts text into an input, as if typed there. */
  readonly type: (target: HTMLInputElement, text: string) => Promise<void>;
  /** Lets what was started come to its end. */
  readonly settle: (work?: () => void) => Promise<void>;
  readonly unmount: () => Promise<void>;
}

const nativeRoles: Readonly<Record<string, string>> = { button: 'button', region: 'section', dialog: '[role="dialog"]' };

/** Renders the whole window over a mock engine. */
export async function renderApp(host: MockHost): Promise<Rendered> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  // Without layout every list would be of no height and draw no row.
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 600 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 812 });
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const app = createAppState(host.connection);

  const settle: Rendered['settle'] = (work = () => undefined) =>
    act(async () => {
      work();
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      await new Promise<void>((painted) => afterPaint(painted));
    });
  await settle(() => {
    void app.begin();
    root.render(
      <AppProvider app={app}>
        <App />
      </AppProvider>,
    );
  });

  const all: Rendered['all'] = (role, name) => {
    const native = nativeRoles[role];
    const found = document.querySelectorAll<HTMLElement>(`[role="${role}"]${native ? `, ${native}` : ''}`);
    return [...found].filter((element) => nameOf(element).match(name) !== null);
  };
  const get: Rendered['get'] = (role, name) => {
    const found = all(role, name);
    if (found.length !== 1) throw new Error(`${found.length} elements are a ${role} named ${String(name)}`);
    return found[0]!;
  };
  return {
    app,
    all,
    get,
    settle,
    click: (role, name) => settle(() => get(role, name).click()),
    press: (target, key, init = {}) =>
      settle(() => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))),
    type: (target, text) =>
      settle(() => {
        // React hears of a change only when the value was set behind its back.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(target, text);
        target.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    unmount: async () => {
      await act(() => {
        root.unmount();
        return Promise.resolve();
      });
      place.remove();
    },
  };
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const labelledBy = element.getAttribute('aria-labelledby');
  return (labelledBy === null ? element : document.getElementById(labelledBy))?.textContent ?? '';
}
