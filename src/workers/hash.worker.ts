import { byteNumber } from '../core/decode/byte-number';
import { decode } from '../core/decode/decode';
import { fingerprint } from '../core/fingerprint';
import type * as Grouping from '../core/grouping/group';
import { createViewer, type Viewer } from '../core/matching/view';
import { serve } from './serve';

let viewer: Viewer | null = null;
let grouping: Promise<typeof Grouping> | null = null;

/** The script of every worker thread. What only some runs need is loaded, or made, when first asked for. */
serve({
  decode,
  fingerprint,
  look: (grid) => (viewer ??= beginToLook()).look(grid),
  number: byteNumber,
  group: async (step, _, beat) => (await loadGrouping()).performStep(step, beat),
  preview: async ({ path, size, format }, reach) => (await import('../core/preview')).renderPreview(path, size, format, reach),
  facts: async ({ path, format }, reach) => (await import('../core/facts/facts')).readFacts(path, format, reach),
  draw: async (task) => (await import('../core/samples')).drawSample(task),
});

/** Where looks are asked for they will be compared: what that takes is loaded between batches, not when all threads wait for it. */
function beginToLook(): Viewer {
  // If it can't be, whoever asks for a group hears of it.
  loadGrouping().then(({ prepare }) => prepare()).catch(() => undefined);
  return createViewer();
}

function loadGrouping(): Promise<typeof Grouping> {
  return (grouping ??= import('../core/grouping/group'));
}
