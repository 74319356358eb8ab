import { createHash } from 'node:crypto';

/** The pages before the window look like its first screen; the colours are those of the renderer's tokens.css. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --accent: light-dark(#2461c4, #78a9ff);
  --accent-hover: light-dark(#1d52a8, #93bbff);
  --on-accent: light-dark(#ffffff, #0d1a30);
  --window: light-dark(#f4f4f5, #1c1c1e);
  --surface: light-dark(#ffffff, #252527);
  --control-fill: light-dark(#ffffff, #343437);
  --line: light-dark(#dadade, #38383b);
  --line-strong: light-dark(#b9b9c0, #57575c);
  --ink: light-dark(#1b1b1e, #ededf0);
  --ink-soft: light-dark(#5c5c64, #a4a4ad);
  --warning: light-dark(#a33315, #ff9d80);
}
@media (prefers-contrast: more) {
  :root {
    --accent: light-dark(#0b3d91, #a9c8ff);
    --window: light-dark(#ffffff, #000000);
    --line: light-dark(#6e6e76, #8e8e96);
    --line-strong: light-dark(#303036, #d2d2d8);
    --ink: light-dark(#000000, #ffffff);
    --ink-soft: light-dark(#303036, #dcdce0);
    --warning: light-dark(#8a1f00, #ffc2b0);
  }
}
* { box-sizing: border-box; }
body {
  display: flex;
  min-height: 100vh;
  min-height: 100dvh;
  margin: 0;
  padding: 24px;
  background: var(--window);
  color: var(--ink);
  font: 400 13px / 1.4 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif;
}
main {
  display: flex;
  flex-direction: column;
  gap: 12px;
  width: min(440px, 100%);
  margin: auto;
  padding: 32px;
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--surface);
}
h1, p { margin: 0; }
h1 { font-size: 20px; font-weight: 600; line-height: 1.25; text-wrap: balance; }
p { color: var(--ink-soft); text-wrap: pretty; }
a { color: var(--accent); }
form { display: flex; flex-direction: column; gap: 4px; }
label { font-weight: 600; }
.row { display: flex; gap: 8px; }
input, button {
  height: 34px;
  border: 1px solid var(--line-strong);
  border-radius: 6px;
  background: var(--control-fill);
  color: var(--ink);
  font: inherit;
}
input { flex: 1; min-width: 0; padding: 0 10px; }
button {
  padding: 0 16px;
  border-color: transparent;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
}
button:hover { background: var(--accent-hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
p.wrong { color: var(--warning); }
p.wrong::before { content: '! '; font-weight: 600; }
.notes { display: flex; flex-direction: column; gap: 8px; padding-top: 12px; border-top: 1px solid var(--line); }
@media (forced-colors: active) {
  button { border-color: ButtonBorder; }
}
`;

/** For pages of this style, with forms to ourselves and nothing else: no script, no picture. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
