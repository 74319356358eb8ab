import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isLoopback, Sites } from './sites';

const at = (host: string | undefined, localAddress: string): IncomingMessage => ({ headers: { host }, socket: { localAddress } }) as unknown as IncomingMessage;

function originFor(sites: Sites, host: string | undefined, localAddress = '127.0.0.1'): string | undefined {
  return sites.siteOf(at(host, localAddress))?.origin;
}

describe('names of the server', () => {
  it('on loopback are its address and localhost, with the port', () => {
    const sites = new Sites({ address: '127.0.0.1', port: 8123, publicUrls: [] });
    expect(originFor(sites, '127.0.0.1:8123')).toBe('http://127.0.0.1:8123');
    expect(originFor(sites, 'localhost:8123')).toBe('http://localhost:8123');
    for (const host of [undefined, '', 'localhost', '127.0.0.1', '127.0.0.1:81', '[::1]:8123', '127.0.0.2:8123', 'evil.example:8123', 'LOCALHOST:8123', 'localhost.:8123']) {
      expect(originFor(sites, host), host).toBeUndefined();
    }
    expect(sites.main).toBe('http://127.0.0.1:8123');
    expect(originFor(new Sites({ address: '::1', port: 80, publicUrls: [] }), '[::1]')).toBe('http://[::1]');
  });

  it('on an address of the network are that address alone', () => {
    const sites = new Sites({ address: '192.168.1.5', port: 8123, publicUrls: [] });
    expect(originFor(sites, '192.168.1.5:8123', '192.168.1.5')).toBe('http://192.168.1.5:8123');
    for (const host of ['localhost:8123', '127.0.0.1:8123', 'nas.local:8123']) expect(originFor(sites, host, '192.168.1.5'), host).toBeUndefined();
  });

  it.each(['0.0.0.0', '::', '0::0'])('on all addresses (%s) are the one that a connection came in at', (address) => {
    const sites = new Sites({ address, port: 8123, publicUrls: [] });
    expect(originFor(sites, '192.168.1.5:8123', '::ffff:192.168.1.5')).toBe('http://192.168.1.5:8123');
    expect(originFor(sites, '[fd00::5]:8123', 'fd00::5')).toBe('http://[fd00::5]:8123');
    expect(originFor(sites, 'localhost:8123', '::ffff:127.0.0.1')).toBe('http://localhost:8123');
    for (const host of ['localhost:8123', '127.0.0.1:8123', '0.0.0.0:8123', 'nas.local:8123', '192.168.1.6:8123']) {
      expect(originFor(sites, host, '192.168.1.5'), host).toBeUndefined();
    }
    expect(originFor(sites, '[fe80::1]:8123', 'fe80::1%eth0')).toBeUndefined();
    expect(sites.main).toBe('http://127.0.0.1:8123');
  });

  it('are those of a proxy too, of which the first is told', () => {
    const publicUrls = [new URL('https://photos.example'), new URL('http://localhost:9000')];
    const sites = new Sites({ address: '127.0.0.1', port: 8123, publicUrls });
    expect(sites.siteOf(at('photos.example', '127.0.0.1'))).toEqual({ host: 'photos.example', origin: 'https://photos.example', isSecure: true });
    expect(sites.siteOf(at('localhost:9000', '127.0.0.1'))).toMatchObject({ isSecure: false });
    expect(originFor(sites, 'localhost:8123')).toBe('http://localhost:8123');
    for (const host of ['photos.example:443', 'photos.example:8123', 'www.photos.example', 'photos.example.']) expect(originFor(sites, host), host).toBeUndefined();
    expect(sites.main).toBe('https://photos.example');
  });
});

it('knows what stays on this machine', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1']) expect(isLoopback(address), address).toBe(true);
  for (const address of ['0.0.0.0', '::', '10.0.0.1', '::ffff:10.0.0.1', '1.127.0.0']) expect(isLoopback(address), address).toBe(false);
});
