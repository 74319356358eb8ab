import { dirname } from 'node:path';
import type { HashTask } from '../core/ports';
import type { Mounts } from '../core/scan/mounts';

/** After so many files that were not read in their time, nothing else of their folder is tried. */
const mostOfFolder = 2;
/** After so many, with none on the same drive that was read meanwhile, nothing else of the drive. */
const mostOfDrive = 4;

/** What is known of drives that do not answer: each file that is tried on one costs a thread, and the time that the slowest drive would need. */
export class Silence {
  /** By folder, files in it that could not be read in time. */
  private readonly folders = new Map<string, number>();
  /** By where drives are mounted, the same since the last that could. */
  private readonly drives = new Map<string, number>();
  private known: Mounts | null = null;

  constructor(private readonly mounts: () => Mounts) {}

  /** Takes note of a file that was not read in its time. Whether others are given up with it. */
  met({ path }: HashTask): boolean {
    const [folder, drive] = [dirname(path), this.driveOf(path)];
    this.folders.set(folder, (this.folders.get(folder) ?? 0) + 1);
    this.drives.set(drive, (this.drives.get(drive) ?? 0) + 1);
    return this.isLost(folder, drive);
  }

  /** Takes note of files that a worker came to the end of: so many, from the first. */
  broken(tasks: readonly HashTask[], count = tasks.length): void {
    if (this.drives.size === 0) return;
    for (const { path } of tasks.slice(0, count)) {
      const drive = this.driveOf(path);
      if ((this.drives.get(drive) ?? 0) < mostOfDrive) this.drives.delete(drive);
    }
  }

  /** Whether every file was read in its time so far. */
  get isUnknown(): boolean {
    return this.folders.size === 0;
  }

  /** Whether a file is given up unasked. */
  isIn({ path }: HashTask): boolean {
    return this.isLost(dirname(path), this.driveOf(path));
  }

  private isLost(folder: string, drive: string): boolean {
    return (this.folders.get(folder) ?? 0) >= mostOfFolder || (this.drives.get(drive) ?? 0) >= mostOfDrive;
  }

  private driveOf(path: string): string {
    return (this.known ??= this.mounts())(path).at;
  }
}
