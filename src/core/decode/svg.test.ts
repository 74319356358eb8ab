import { expect, it } from 'vitest';
import { sealSvg } from './svg';

const seal = (text: string): string => {
  const sealed = sealSvg(Buffer.from(text));
  return sealed instanceof Uint8Array ? Buffer.from(sealed).toString() : sealed.reason;
};

it('empties every reference that leads outside, and only those', () => {
  expect(seal('<image href="/etc/passwd"/>')).toBe('<image href=""/>');
  expect(seal("<image xlink:href = ' a.png '/><use href='#a'/>")).toBe("<image xlink:href = \"\"/><use href='#a'/>");
  expect(seal('<feImage HREF="&#x2f;etc"/><a href="&x;"/>')).toBe('<feImage HREF=""/><a href=""/>');
  expect(seal('<image href=" data:image/png;base64,AA"/>')).toBe('<image href=" data:image/png;base64,AA"/>');
  expect(seal('<text>Ünïcode</text><image href="file:x"/>')).toBe('<text>Ünïcode</text><image href=""/>');
});

it('lets entities through only where they can hide nothing', () => {
  const plain = '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;"/>';
  expect(seal(plain)).toBe(plain);
  for (const entity of ['x SYSTEM "file:///etc/passwd"', 'x "<image/>"', 'x "&y;"', '% x "y"', 'x "%y;"', 'x']) {
    expect(seal(`<!DOCTYPE svg [<!ENTITY ${entity}>]><svg/>`)).toBe('unsupported');
  }
  expect(seal('<?xml version="1.0" encoding="UTF-7"?><svg/>')).toBe('unsupported');
});
