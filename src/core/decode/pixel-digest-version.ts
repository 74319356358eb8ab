/**
 * Of `pixel-digest.ts`, apart from it so that whoever keeps digests need not load what makes them. Raise when the same file would give another digest, as after an update of sharp whose decoders give other pixels: what was stored
 * under another version is made anew.
 */
export const pixelDigestVersion = 1;
