import { codeOf, refused } from './errors';
import type { TrashPort } from './trash';

/** The same trash, none of whose calls rejects: what it throws for one file must not be the end of a removal of thousands. */
export function guarded(port: TrashPort): TrashPort {
  const failed = (error: unknown) => refused('failed', `The system could not say where this file can go, or is (${codeOf(error)}).`);
  const guard = async <T>(work: () => Promise<T>, otherwise: (error: unknown) => T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      return otherwise(error);
    }
  };
  return {
    canRestore: port.canRestore,
    hindrance: (folder) => guard(() => port.hindrance(folder), (error) => failed(error).failure),
    reserve: (path) => guard(() => port.reserve(path), failed),
    move: (path, entry) => guard(() => port.move(path, entry), failed),
    // A place that is kept for nothing is litter, which trash programs clear.
    release: (entry) => guard(() => port.release(entry), () => undefined),
    restore: (path, entry) => guard(() => port.restore(path, entry), failed),
  };
}
