import { byteNumber } from '../core/decode/byte-number';
import { decode } from '../core/decode/decode';
import { fingerprint } from '../core/fingerprint';
import { createViewer, type Viewer } from '../core/matching/view';
import { serve } from './serve';

let viewer: Viewer | null = null;

/** The script of every worker thread. What only some runs need is loaded, or made, when first asked for. */
serve({
  decode,
  fingerprint,
  look: (grid) => (viewer ??= createViewer()).look(grid),
  number: byteNumber,
  group: async (step) => (await import('../core/grouping/group')).performStep(step),
  preview: async ({ path, size, format }, reach) => (await import('../core/preview')).renderPreview(path, size, format, reach),
  facts: async ({ path, format }, reach) => (await import('../core/facts/facts')).readFacts(path, format, reach),
  draw: async (task) => (await import('../core/samples')).drawSample(task),
});
