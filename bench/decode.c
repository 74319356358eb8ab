/* Times libjpeg-turbo's decoding of JPEG files to grey at an eighth of their scale. Built and asked by decode.mjs.
 * Arguments: the files, which are held in memory. For each byte of standard input: decodes every file once, in order, and
 * writes for each the nanoseconds that it took (a double in the machine's own order; negative where it was not decoded). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <turbojpeg.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int count, char **paths) {
  unsigned char **files = malloc(count * sizeof *files), *grid = malloc(1);
  size_t *lengths = malloc(count * sizeof *lengths), room = 1;
  for (int i = 1; i < count; i++) {
    FILE *file = fopen(paths[i], "rb");
    if (!file || fseek(file, 0, SEEK_END)) return 1;
    lengths[i] = ftell(file);
    files[i] = malloc(lengths[i] + 1);
    rewind(file);
    if (fread(files[i], 1, lengths[i], file) != lengths[i]) return 1;
    fclose(file);
  }
  tjhandle decoder = tjInitDecompress();
  tjscalingfactor eighth = {1, 8};
  for (; getchar() != EOF; fflush(stdout)) {
    for (int i = 1; i < count; i++) {
      int width, height, sampling, colours, failed;
      double began = now();
      failed = tjDecompressHeader3(decoder, files[i], lengths[i], &width, &height, &sampling, &colours);
      width = TJSCALED(width, eighth), height = TJSCALED(height, eighth);
      if (!failed && (size_t)width * height > room) grid = realloc(grid, room = (size_t)width * height);
      failed |= tjDecompress2(decoder, files[i], lengths[i], grid, width, 0, height, TJPF_GRAY, 0);
      double took = failed && tjGetErrorCode(decoder) == TJERR_FATAL ? -1 : now() - began;
      fwrite(&took, sizeof took, 1, stdout);
    }
  }
  return 0;
}
