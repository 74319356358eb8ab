import type { HostileFile } from './hostile-file';

/** What a drawing must not reach for. */
export interface Outside {
  /** Absolute path of a picture that is black all over. */
  readonly picture: string;
  /** Absolute path of a pipe that nobody writes to: opening it would never end. */
  readonly pipe: string;
  /** Of a loopback socket that takes note of connections, with nothing behind its port. */
  readonly address: string;
}

const spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude"';

function svg(inside: string, before = '', size = 'width="64" height="64"'): Uint8Array {
  return new Uint8Array(Buffer.from(`${before}<svg ${spaces} ${size}>${inside}</svg>`));
}

/** Drawings that reach for what is outside them: shown white all over, or not at all. */
export function reachingSvgs({ picture, pipe, address }: Outside): HostileFile[] {
  const targets = { path: picture, file: `file://${picture}`, pipe: `file://${pipe}`, web: `${address}/x.png`, protocol: `${address.replace('http:', '')}/x.png`, relative: './black.png' };
  return Object.entries(targets).flatMap(([name, target]) =>
    Object.entries(reaches(target)).map(([way, bytes]) => ({ name: `${way}, ${name}.svg`, bytes })));
}

function reaches(target: string): Readonly<Record<string, Uint8Array>> {
  const image = (attribute: string): string => `<image width="64" height="64" ${attribute}/>`;
  const inner = `<svg ${spaces} width="64" height="64">${image(`href="${target}"`)}</svg>`;
  const box = (style: string): string => `<rect width="64" height="64" fill="white" ${style}/>`;
  return {
    'image href': svg(image(`href="${target}"`)),
    'image xlink': svg(image(`xlink:href="${target}"`)),
    'image xlink, odd spaces': svg(image(`xlink:href\n=\t'${target}'`)),
    'image of another prefix': svg(`<g xmlns:q="http://www.w3.org/1999/xlink">${image(`q:href="${target}"`)}</g>`),
    'image in letters of numbers': svg(image(`href="${Array.from(target, (letter) => `&#${letter.codePointAt(0)!};`).join('')}"`)),
    'image before data': svg(image(`href=" ${target}#data:"`)),
    'image in an image': svg(image(`href="data:image/svg+xml;base64,${Buffer.from(inner).toString('base64')}"`)),
    'image in plain data': svg(image(`href="data:image/svg+xml;utf8,${encodeURIComponent(inner)}"`)),
    'image with a base': svg(`<g xml:base="${target}">${image('href="x"')}</g>`),
    'image in a filter': svg(`<filter id="f"><feImage href="${target}" width="64" height="64"/></filter>${box('filter="url(#f)"')}`),
    'image in a pattern': svg(`<pattern id="p" width="64" height="64" patternUnits="userSpaceOnUse">${image(`href="${target}"`)}</pattern>${box('fill="url(#p)"')}`),
    'image in a comment that ends': svg(`<!-- ${image(`href="${target}"`)} -->${image(`href="${target}"`)}`),
    'image in character data': svg(`<![CDATA[ href="#a" ]]>${image(`href="${target}"`)}`),
    use: svg(`<use xlink:href="${target}#a"/><use href="${target}"/>`),
    gradient: svg(`<linearGradient id="g" href="${target}#g"/>${box('fill="url(#g)"')}`),
    // Not as `fill`, which is black where it makes no sense.
    paint: svg(`<rect width="64" height="64" fill="none" stroke-width="64" stroke="url(${target}#p) white"/>`),
    'filter, mask and clip': svg(box(`filter="url(${target}#f)" mask="url(${target}#m)" clip-path="url(${target}#c)"`)),
    'style import': svg(`<style>@import url("${target}"); @import '${target}'; @font-face{font-family:x;src:url("${target}")}</style><text font-family="x" fill="white">a</text>`),
    'style sheet': svg('', `<?xml version="1.0"?><?xml-stylesheet href="${target}" type="text/css"?>`),
    'style cursor and background': svg(box(`style="cursor:url(${target});background:url(${target})"`)),
    script: svg(`<script href="${target}"/><script>fetch("${target}")</script>`),
    'foreign object': svg(`<foreignObject width="64" height="64"><img xmlns="http://www.w3.org/1999/xhtml" src="${target}"/><iframe src="${target}"/></foreignObject>`),
    include: svg(`<xi:include href="${target}" parse="text"/>`),
    'doctype from elsewhere': svg('', `<!DOCTYPE svg SYSTEM "${target}">`),
    'doctype from elsewhere, public': svg('', `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "${target}">`),
    'entity from elsewhere': svg('<text>&x;</text>', `<!DOCTYPE svg [<!ENTITY x SYSTEM "${target}">]>`),
    'entity from elsewhere, public': svg('<text>&x;</text>', `<!DOCTYPE svg [<!ENTITY x PUBLIC "a" "${target}">]>`),
    'parameter entity': svg('', `<!DOCTYPE svg [<!ENTITY % x SYSTEM "${target}"> %x;]>`),
    'parameter entity of two lines': svg('', `<!DOCTYPE svg [<!ENTITY\n%\nx SYSTEM\n"${target}">\n%x;]>`),
    'entity with an image': svg('&x;', `<!DOCTYPE svg [<!ENTITY x '&#60;image hr&#101;f="${target}" width="64" height="64"/>'>]>`),
    'attribute by default': svg(image(''), `<!DOCTYPE svg [<!ATTLIST image href CDATA "${target}" xlink:href CDATA "${target}">]>`),
    'attribute by default, in capitals': svg(image(''), `<!DOCTYPE svg [<!ATTLIST image hReF CDATA "a" href CDATA #FIXED '${target}'>]>`),
    'notation and unparsed entity': svg('', `<!DOCTYPE svg [<!NOTATION n SYSTEM "${target}"><!ENTITY x SYSTEM "${target}" NDATA n>]>`),
    'entity in the address': svg(image('href="&x;"'), `<!DOCTYPE svg [<!ENTITY x "${target}">]>`),
    'entity at the beginning of the address': svg(image('href="&h;data:"'), `<!DOCTYPE svg [<!ENTITY h "${target}?">]>`),
    'text of another file': svg(`<tref xlink:href="${target}#a"/><textPath href="${target}#b">a</textPath>`),
    animation: svg(`${image('').replace('/>', '>')}<set attributeName="href" to="${target}"/><animate attributeName="href" values="${target}"/></image>`),
  };
}

/** Drawings that would never end, or take all memory. */
export function endlessSvgs(): HostileFile[] {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const doubling = Array.from({ length: 40 }, (_, i) => `<g id="u${i + 1}"><use href="#u${i}"/><use href="#u${i}"/></g>`).join('');
  return [
    { name: 'a billion laughs.svg', bytes: svg('<text>&l9;</text>', `<!DOCTYPE svg [<!ENTITY l0 "ha">${laughs}]>`) },
    { name: 'one long entity, often.svg', bytes: svg(`<text>${'&a;'.repeat(30_000)}</text>`, `<!DOCTYPE svg [<!ENTITY a "${'a'.repeat(60_000)}">]>`) },
    { name: 'long plain entities.svg', bytes: svg(`<text>${'&a;'.repeat(200_000)}</text>`, `<!DOCTYPE svg [<!ENTITY a "${'a'.repeat(900)}">]>`) },
    { name: 'uses that double.svg', bytes: svg(`<defs><rect id="u0" width="9" height="9"/>${doubling}</defs><use href="#u40"/>`) },
    { name: 'use of itself.svg', bytes: svg('<g id="a"><use href="#a"/></g>') },
    { name: 'uses of each other.svg', bytes: svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>') },
    { name: 'pattern of itself.svg', bytes: svg('<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="64" height="64" fill="url(#p)"/>') },
    { name: 'mask of itself.svg', bytes: svg('<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="64" height="64" mask="url(#m)"/>') },
    { name: 'clip of itself.svg', bytes: svg('<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9"/></clipPath><rect width="64" height="64" clip-path="url(#c)"/>') },
    { name: 'gradient of itself.svg', bytes: svg('<linearGradient id="g" href="#g"/><rect width="64" height="64" fill="url(#g)"/>') },
    { name: 'groups in groups.svg', bytes: svg(`${'<g>'.repeat(200_000)}${'</g>'.repeat(200_000)}`) },
    { name: 'groups in groups, a thousand.svg', bytes: svg(`${'<g opacity=".9">'.repeat(1_000)}<rect width="64" height="64"/>${'</g>'.repeat(1_000)}`) },
    { name: 'blur of a million.svg', bytes: svg('<filter id="f" x="-1000" y="-1000" width="3000" height="3000"><feGaussianBlur stdDeviation="1000000"/></filter><rect width="64" height="64" filter="url(#f)"/>') },
    { name: 'filters one after the other.svg', bytes: svg(`<filter id="f">${'<feTurbulence numOctaves="10000" baseFrequency=".5"/><feMorphology radius="1000"/>'.repeat(200)}</filter><rect width="64" height="64" filter="url(#f)"/>`) },
    { name: 'tiny pattern.svg', bytes: svg('<pattern id="p" width="0.000001" height="0.000001" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern><rect width="64" height="64" fill="url(#p)"/>') },
    { name: 'dashes of nothing.svg', bytes: svg('<path d="M0 0H1000000000" stroke="red" stroke-width="9" stroke-dasharray="0.00001"/>') },
    { name: 'forty thousand points.svg', bytes: svg(`<path stroke="red" d="M0 0${'L9 9 0 0'.repeat(20_000)}"/>`) },
    { name: 'a million elements.svg', bytes: svg('<rect width="9" height="9"/>'.repeat(300_000)) },
    { name: 'a million attributes.svg', bytes: svg(`<rect ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`) },
    { name: 'a long name.svg', bytes: svg(`<${'a'.repeat(11_000_000)}/>`) },
    { name: 'as large as numbers go.svg', bytes: svg('<rect width="9" height="9"/>', '', 'width="1e30" height="1e30"') },
    { name: '65535 squared.svg', bytes: svg('<rect width="9" height="9"/>', '', 'width="65535" height="65535"') },
    { name: '15000 squared.svg', bytes: svg('<rect width="9" height="9"/>', '', 'width="15000" height="15000"') },
    { name: 'nothing is a number.svg', bytes: svg('<rect width="NaN" height="-1"/>', '', 'width="NaN" height="inf" viewBox="0 0 0 0"') },
    { name: 'as wide as a hair is thin.svg', bytes: svg('<rect width="9" height="9"/>', '', 'width="1000000" height="0.001"') },
    { name: 'picture inside, a bomb.svg', bytes: svg(`<image width="64" height="64" href="data:image/svg+xml;base64,${Buffer.from(svg('<rect width="9" height="9"/>', '', 'width="60000" height="60000"')).toString('base64')}"/>`) },
  ];
}
