/** What the page has seen of itself: installed before any of its own scripts, read by the measurement. */
export interface Probe {
  /** `performance.now()` when the scan's end was told; null before. */
  ended: number | null;
  /** When the first row of a group was painted, and when the last list, as long as `groups`, was. */
  firstRow: number | null;
  begun: number | null;
  groups: number;
  /** Whether all that is counted behind the scan is known. */
  counted: boolean;
  /** Characters of the longest message, and of which event or answer it was. */
  longest: number;
  longestName: string;
  messages: number;
  /** Milliseconds from asking for a page of groups to having it. */
  readonly pages: number[];
  /** Starts recording frames, and what there is to see in each if `looking`: that costs some of each frame. */
  record(looking: boolean): void;
  recorded(): Recording;
  /** Resolves with the milliseconds until the page has painted the frame that shows what `change` changes in the list: it is on screen a frame later at most. */
  until(change: () => boolean, began: () => number): Promise<number>;
  /** When a key was pressed last. */
  pressed: number;
  /** The text of the first row that is drawn; empty where there is none. */
  firstText(): string;
}

export interface Recording {
  /** Milliseconds from each frame to the next. */
  readonly frames: readonly number[];
  /** Rows in view over all frames; of these, those not drawn at all, and those drawn without their group. */
  readonly rows: number;
  readonly missing: number;
  readonly empty: number;
  /** Pictures in view over all frames; of these, those not there yet. */
  readonly pictures: number;
  readonly pending: number;
  /** Rows that scrolling had brought into view before the page had heard of it. */
  readonly late: number;
  readonly mostNodes: number;
}

declare global {
  var lookalikeProbe: Probe;
}

/** Runs in the page, so it refers to nothing outside itself. */
export function installProbe(): void {
  interface Frame { rows: number; missing: number; empty: number; pictures: number; pending: number }
  let recording: { at: number; looking: boolean; frames: number[]; seen: Frame; late: number; mostNodes: number } | null = null;
  const none = (): Frame => ({ rows: 0, missing: 0, empty: 0, pictures: 0, pending: 0 });
  const listOf = (): HTMLElement | null => document.querySelector('[role="listbox"][aria-label="Groups"]');

  function look(): Frame {
    const list = listOf();
    const seen = none();
    if (!list) return seen;
    const view = list.getBoundingClientRect();
    let covered = 0;
    let height = 0;
    for (const option of list.querySelectorAll('[role="option"]')) {
      const box = option.getBoundingClientRect();
      const inside = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
      if (inside <= 0) continue;
      height = box.height;
      covered += inside;
      seen.rows++;
      if (option.querySelector('[aria-label="Loading"]')) seen.empty++;
      for (const image of option.querySelectorAll('img')) {
        seen.pictures++;
        if (!image.complete || image.naturalWidth === 0) seen.pending++;
      }
    }
    const shown = Math.min(view.height, list.scrollHeight - list.scrollTop);
    const gap = Math.round((shown - covered) / (height || 84));
    if (gap > 0) {
      seen.missing += gap;
      seen.rows += gap;
    }
    return seen;
  }

  function frame(now: number): void {
    if (!recording) return;
    recording.frames.push(now - recording.at);
    recording.at = now;
    requestAnimationFrame(frame);
    if (!recording.looking) return;
    const seen = look();
    for (const key of ['rows', 'missing', 'empty', 'pictures', 'pending'] as const) recording.seen[key] += seen[key];
    recording.mostNodes = Math.max(recording.mostNodes, document.getElementsByTagName('*').length);
  }

  // Before the page's own listeners: what the compositor has shown by then was drawn for an earlier place.
  document.addEventListener('scroll', () => { if (recording?.looking) recording.late += look().missing; }, { capture: true, passive: true });

  /** To be called in a callback of a frame, which comes before the frame is painted; a message that is posted there comes after it (HTML, update the rendering). */
  const painted = (done: (at: number) => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  };

  const probe: Probe = {
    ended: null, firstRow: null, begun: null, groups: 0, counted: false, longest: 0, longestName: '', messages: 0, pages: [], pressed: 0,
    firstText: () => listOf()?.querySelector('[role="option"]')?.textContent ?? '',
    record: (looking) => {
      recording = { at: performance.now(), looking, frames: [], seen: none(), late: 0, mostNodes: 0 };
      requestAnimationFrame((now) => {
        if (recording) recording.at = now;
        requestAnimationFrame(frame);
      });
    },
    recorded: () => {
      if (!recording) throw new Error('nothing was recorded');
      const { frames, seen, late, mostNodes } = recording;
      recording = null;
      return { frames, ...seen, late, mostNodes };
    },
    until: (change, began) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (change()) painted((at) => resolve(at - began()));
          else requestAnimationFrame(check);
        };
        requestAnimationFrame(check);
      }),
  };
  globalThis.lookalikeProbe = probe;

  document.addEventListener('keydown', ({ timeStamp }) => (probe.pressed = timeStamp), { capture: true });

  const waitForRow = (): void => {
    if (listOf()?.querySelector('[role="option"] strong:not(:empty)')) painted((at) => (probe.firstRow = at));
    else requestAnimationFrame(waitForRow);
  };
  document.addEventListener('DOMContentLoaded', () => requestAnimationFrame(waitForRow));

  const Plain = WebSocket;
  const asked = new Map<string, number>();
  globalThis.WebSocket = class extends Plain {
    constructor(address: string | URL) {
      super(address);
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        probe.messages++;
        const answered = asked.get(/^\{"id":(\d+)/.exec(data)?.[1] ?? '');
        if (answered !== undefined) probe.pages.push(performance.now() - answered);
        const name = /^\{"event":\{"name":"([a-z.]+)"/.exec(data)?.[1] ?? 'answer';
        if (data.length > probe.longest) [probe.longest, probe.longestName] = [data.length, name];
        if (name !== 'scan.state') return;
        const { event } = JSON.parse(data) as { event: { payload: { phase: string; groups: { groups: number; groupsByRadius: (number | null)[] } } } };
        probe.begun ??= performance.now();
        probe.counted = event.payload.phase === 'done' && !event.payload.groups.groupsByRadius.includes(null);
        if (event.payload.phase !== 'done' || probe.ended !== null) return;
        probe.ended = performance.now();
        probe.groups = event.payload.groups.groups;
      });
    }

    override send(data: string): void {
      const id = /^\{"id":(\d+),"name":"groups.page"/.exec(data)?.[1];
      if (id !== undefined) asked.set(id, performance.now());
      super.send(data);
    }
  };
}
