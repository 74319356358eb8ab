import open from 'open';

/**
 * Shows an address in the person's browser, where there is one; whoever has none has the printed address.
 * A browser refuses to run as root, and without a display there is nothing to show it on.
 */
export async function openBrowser(address: string): Promise<void> {
  if (process.platform === 'linux' && !hasDesktop()) return;
  try {
    const opener = await open(address);
    // The same holds for an opener that can't be started.
    opener.on('error', () => undefined);
    opener.unref();
  } catch {
    return;
  }
}

function hasDesktop(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return Boolean(DISPLAY ?? WAYLAND_DISPLAY) && process.getuid?.() !== 0;
}
