/** The report's own style sheet: the window's colours (`ui/tokens.css`), set for reading and for paper. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --accent: light-dark(#2461c4, #78a9ff);
  --window: light-dark(#f4f4f5, #1c1c1e);
  --surface: light-dark(#ffffff, #252527);
  --sunken: light-dark(#e7e7ea, #161617);
  --line: light-dark(#dadade, #38383b);
  --ink: light-dark(#1b1b1e, #ededf0);
  --soft: light-dark(#5c5c64, #a4a4ad);
  --picture: light-dark(#cbcbcf, #3a3a3d);
  --warning: light-dark(#a33315, #ff9d80);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--window); color: var(--ink); font: 13px/1.45 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1120px; margin: 0 auto; padding: 32px 24px 64px; }
h1, h2, p, dl, dd, ol, ul { margin: 0; padding: 0; }
h1 { font-size: 20px; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 15px; font-weight: 600; }
ol, ul { list-style: none; }
.soft { color: var(--soft); }
.totals { display: grid; grid-template-columns: repeat(auto-fill, minmax(168px, 1fr)); gap: 1px; margin: 24px 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; background: var(--line); }
.totals > div { padding: 12px 16px; background: var(--surface); }
.totals dt { color: var(--soft); }
.totals dd { font-size: 20px; font-weight: 600; }
.settings { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin-top: 12px; }
.settings dt { color: var(--soft); }
.settings dd { overflow-wrap: anywhere; }
.note { margin: 0 0 24px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
.group { margin-top: 16px; padding: 12px 16px 16px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); content-visibility: auto; contain-intrinsic-size: auto 220px; }
.group header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.group header .soft:last-child { margin-left: auto; }
.files { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 16px; margin-top: 12px; }
.files li { display: flex; gap: 12px; min-width: 0; }
.files .text { min-width: 0; flex: 1; }
.picture { flex: none; width: 128px; height: 128px; border-radius: 4px; background: var(--picture); object-fit: contain; }
p.picture { display: grid; place-items: center; color: var(--soft); font-size: 11px; }
.state { display: inline-block; padding: 0 6px; border: 1px solid var(--line); border-radius: 9px; color: var(--soft); font-size: 11px; font-weight: 600; }
.keep, .kept, .protected { border-color: var(--accent); color: var(--accent); }
.marked { border-color: var(--warning); color: var(--warning); }
.name { font-weight: 600; overflow-wrap: anywhere; }
.folder { color: var(--soft); font-size: 11px; overflow-wrap: anywhere; }
.list { margin-top: 32px; }
.list li { margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
@media print {
  :root { color-scheme: light; }
  body { background: none; font-size: 9pt; }
  main { max-width: none; padding: 0; }
  .group { content-visibility: visible; padding: 8px; }
  .group header { break-after: avoid; }
  .files { grid-template-columns: 1fr 1fr; }
  .files li, .list li { break-inside: avoid; }
  .picture { width: 96px; height: 96px; print-color-adjust: exact; }
}
`;
