// Symmetric linear equations in six unknowns.

const size = 6;
const matrix = memory.data(size * size * 8, 8);
const vector = memory.data(size * 8, 8);

export function clear(): void {
  memory.fill(matrix, 0, size * size * 8);
  memory.fill(vector, 0, size * 8);
}

/** Adds to an element on or below the diagonal. */
export function addTo(row: i32, column: i32, value: f64): void {
  const at = matrix + <usize>((row * size + column) << 3);
  store<f64>(at, load<f64>(at) + value);
}

export function addRight(row: i32, value: f64): void {
  const at = vector + <usize>(row << 3);
  store<f64>(at, load<f64>(at) + value);
}

export function unknown(row: i32): f64 {
  return load<f64>(vector + (row << 3));
}

/**
 * Solves by Cholesky's decomposition, the diagonal raised by `damping` of itself; false where the equations say too little.
 */
export function solve(damping: f64): bool {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const at = matrix + <usize>((i * size + j) << 3);
      let sum = load<f64>(at);
      if (i == j) sum += sum * damping;
      for (let k = 0; k < j; k++) sum -= at2(i, k) * at2(j, k);
      if (i == j) {
        if (sum <= 1e-9) return false;
        store<f64>(at, Math.sqrt(sum));
      } else {
        store<f64>(at, sum / at2(j, j));
      }
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = unknown(i);
    for (let k = 0; k < i; k++) sum -= at2(i, k) * unknown(k);
    store<f64>(vector + (i << 3), sum / at2(i, i));
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = unknown(i);
    for (let k = i + 1; k < size; k++) sum -= at2(k, i) * unknown(k);
    store<f64>(vector + (i << 3), sum / at2(i, i));
  }
  return true;
}

function at2(row: i32, column: i32): f64 {
  return load<f64>(matrix + ((row * size + column) << 3));
}
