import { mapLength, withRows } from './map-rows';

/** The members of one group as they are found, in any order. One draft serves many groups, so that a library's grouping makes few objects. */
export class Draft {
  length = 0;
  readonly files: number[] = [];
  /** To the keeper. */
  readonly distances: number[] = [];
  /** Bit sets over `differences`. */
  readonly differences: number[] = [];
  /** In rows: to the keeper's picture. */
  maps = new Float64Array(16 * mapLength);
  /** 1 where nothing that is known tells a member from the keeper: their pixels may be the same. */
  readonly twins: number[] = [];
  /** 1 where the others of the group say that a member was edited. */
  readonly edited: number[] = [];
  /** Of bridges the place in the draft of the member that they are like, and how far they are from that; −1 for all others. */
  readonly vias: number[] = [];
  readonly viaDistances: number[] = [];

  clear(): void {
    this.length = 0;
  }

  /** @param map Its first row. */
  add(file: number, distance: number, differences: number, map: Float64Array, twin: boolean, edited = 0, via = -1, viaDistance = 0): void {
    const at = this.length++;
    this.maps = withRows(this.maps, this.length);
    for (let n = 0; n < mapLength; n++) this.maps[mapLength * at + n] = map[n]!;
    this.files[at] = file;
    this.distances[at] = distance;
    this.differences[at] = differences;
    this.twins[at] = twin ? 1 : 0;
    this.edited[at] = edited;
    this.vias[at] = via;
    this.viaDistances[at] = viaDistance;
  }
}
