import type { Site } from './sites';

/** Headers that go with every answer, errors and refused connections included. `site`: null for a request under no name of ours. */
export function securityHeaders(site: Site | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': windowPolicy(site),
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // A picture library is nobody's to be found.
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

/** Content Security Policy Level 3. Older browsers do not count a WebSocket as 'self', so it is named. */
function windowPolicy(site: Site | null): string {
  const socket = site === null ? '' : ` ${site.isSecure ? 'wss' : 'ws'}://${site.host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${socket}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
