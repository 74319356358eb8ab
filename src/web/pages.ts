import type { ServerResponse } from 'node:http';

export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`);
}

/** What a browser without a session sees. */
export function sendLocked(response: ServerResponse): void {
  const title = 'This address has been used already';
  sendHtml(
    response,
    401,
    title,
    `<h1>${title}</h1>
<p>Lookalike can move files to the trash, so its address works once, in one browser.
Nobody else on this machine can use it.</p>
<p>To open it here, go to the terminal where Lookalike runs, press Enter, and open the new address that it prints.
If it no longer runs, start it again.</p>`,
  );
}

/**
 * Brings a visitor with a new session to the window. A link on another site's page (a terminal in a browser)
 * leads to a request that browsers count as that site's, redirects included, and strict cookies stay out of
 * it; a page of ours that moves on by itself starts afresh.
 */
export function sendOnwards(response: ServerResponse): void {
  sendHtml(response, 200, 'Lookalike', '<p><a href="/">Open Lookalike</a></p>', '<meta http-equiv="refresh" content="0;url=/">');
}

function sendHtml(response: ServerResponse, status: number, title: string, body: string, head = ''): void {
  send(
    response,
    status,
    'text/html; charset=utf-8',
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
${head}
<main>
${body}
</main>
</html>
`,
  );
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
