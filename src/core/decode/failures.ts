import type { DecodeFailure } from './grid';

export const cutShort: DecodeFailure = { reason: 'truncated', detail: 'The file ends before its picture does.' };
