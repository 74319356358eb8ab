import { byteNumber } from '../core/decode/byte-number';
import { decode } from '../core/decode/decode';
import { traitsOf } from '../core/decode/traits';
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
  traits: traitsOf,
  group: async (step) => (await import('../core/grouping/group')).performStep(step),
  preview: async ({ path, size, format }) => (await import('../core/preview')).renderPreview(path, size, format),
  facts: async ({ path, format }) => (await import('../core/facts/facts')).readFacts(path, format),
  draw: async (task) => (await import('../core/samples')).drawSample(task),
});
