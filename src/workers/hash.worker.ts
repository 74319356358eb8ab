import { decode } from '../core/decode/decode';
import { fingerprint } from '../core/fingerprint';
import { serve } from './serve';

/** The script of every worker thread. What only some runs need is loaded when first asked for. */
serve({
  decode,
  fingerprint,
  group: async (input) => (await import('../core/grouping/group')).groupImages(input),
  preview: async ({ path, size, format }) => (await import('../core/preview')).renderPreview(path, size, format),
  draw: async (task) => (await import('../core/samples')).drawSample(task),
});
