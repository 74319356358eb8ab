let next: Set<() => void> | null = null;

/**
 * Runs something once the next frame is on screen, with all else that waits for that; answers how to take it back. Not in a page that
 * nobody sees.
 */
export function afterPaint(run: () => void): () => void {
  const frame = (next ??= ask());
  frame.add(run);
  return () => frame.delete(run);
}

function ask(): Set<() => void> {
  const all = new Set<() => void>();
  // Callbacks of a frame come before it is drawn. With those of the one behind it the first is out of the other threads' hands, too.
  requestAnimationFrame(() => {
    next = null;
    requestAnimationFrame(() =>
      setTimeout(() => {
        for (const run of all) run();
      }),
    );
  });
  return all;
}
