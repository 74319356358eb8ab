import { createVerifier, type Verifier } from '../matching/verify';

type RecordOf = (picture: number) => Uint8Array;

/** This thread's verifier, with the pictures that it has ready. */
interface Kept {
  readonly library: number;
  readonly verifier: Verifier;
  recordOf: RecordOf;
}

/** Steps follow each other closely, and a person who tries one strictness tries another. */
const keptMs = 10_000;

let kept: Kept | null = null;
let expiry: NodeJS.Timeout | null = null;

/**
 * The verifier that this thread had for a library before, or a new one: making ready the same pictures for every step, in memory that is new
 * each time, would cost as much as many comparisons.
 *
 * @param library Pictures of one library, as they are numbered now, have one number.
 * @param recordOf Holds until the next call.
 */
export function verifierFor(library: number, recordOf: RecordOf): Verifier {
  if (expiry) clearTimeout(expiry);
  expiry = setTimeout(() => (kept = null), keptMs).unref();
  if (kept?.library === library) kept.recordOf = recordOf;
  else kept = make(library, recordOf);
  return kept.verifier;
}

function make(library: number, first: RecordOf): Kept {
  const made: Kept = { library, recordOf: first, verifier: createVerifier((picture) => made.recordOf(picture)) };
  return made;
}
