// asc --enable threads --importMemory --sharedMemory --maximumMemory 65536
//
// Near pairs among 64-bit hashes by multi-index hashing. The columns lie in one memory that several threads share, laid out by
// src/core/grouping/hamming-space.ts; each thread has an instance of its own, which `open` tells where things are.
export { collapse } from './collapse';
export { join, match, open } from './join';
export { keepLists } from './lists';
export { finish, openLog } from './log';
export { build } from './tables';
