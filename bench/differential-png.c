/* The mean luma of each cell of PNG files, by libpng. Built and asked by differential.mjs.
 * Standard input: for each file its length, the width and height of a cell (32 bits each) and its bytes. Standard output: for each
 * how it went (0 well, 1 with warnings, 2 not at all), width and height of the picture (32 bits each), and a double for each cell
 * where it went. Transparency over white; of 16 bits the upper 8; no gamma, no profile. Numbers in the machine's own order. */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <png.h>

struct source { const unsigned char *at; size_t left; };
static int warnings;

static void fail(png_structp png, png_const_charp message) { (void)message; png_longjmp(png, 1); }
static void count(png_structp png, png_const_charp message) { (void)png; (void)message; warnings++; }
static void take(png_structp png, png_bytep to, size_t length) {
  struct source *from = png_get_io_ptr(png);
  if (length > from->left) png_error(png, "end of file");
  memcpy(to, from->at, length);
  from->at += length;
  from->left -= length;
}

static double *means(const unsigned char *pixels, uint32_t width, uint32_t height, uint32_t cell_x, uint32_t cell_y, size_t *cells) {
  size_t columns = (width + cell_x - 1) / cell_x;
  *cells = columns * ((height + cell_y - 1) / cell_y);
  double *sums = calloc(*cells, sizeof *sums);
  for (uint32_t y = 0; y < height; y++)
    for (uint32_t x = 0; x < width; x++, pixels += 4) {
      double luma = 0.299 * pixels[0] + 0.587 * pixels[1] + 0.114 * pixels[2];
      uint32_t left = x / cell_x * cell_x, top = y / cell_y * cell_y;
      double wide = width - left < cell_x ? width - left : cell_x, high = height - top < cell_y ? height - top : cell_y;
      sums[y / cell_y * columns + x / cell_x] += (255 + (luma - 255) * pixels[3] / 255) / (wide * high);
    }
  return sums;
}

static unsigned char *decode(struct source *from, uint32_t answer[3]) {
  unsigned char *volatile pixels = NULL;
  png_bytep *volatile rows = NULL;
  warnings = 0;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, count);
  png_infop info = png_create_info_struct(png);
  answer[0] = 2;
  if (!setjmp(png_jmpbuf(png))) {
    png_set_read_fn(png, from, take);
    png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
    png_read_info(png, info);
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    answer[1] = png_get_image_width(png, info);
    answer[2] = png_get_image_height(png, info);
    pixels = calloc((size_t)answer[1] * answer[2], 4);
    rows = malloc(answer[2] * sizeof *rows);
    for (uint32_t y = 0; y < answer[2]; y++) rows[y] = pixels + (size_t)y * answer[1] * 4;
    png_read_image(png, rows);
    png_read_end(png, info);
    answer[0] = warnings > 0;
  }
  free(rows);
  png_destroy_read_struct(&png, &info, NULL);
  return pixels;
}

int main(void) {
  uint32_t asked[3], answer[3];
  while (fread(asked, sizeof asked, 1, stdin) == 1) {
    unsigned char *file = malloc(asked[0] + 1);
    if (fread(file, 1, asked[0], stdin) != asked[0]) return 1;
    struct source from = {file, asked[0]};
    memset(answer, 0, sizeof answer);
    unsigned char *pixels = decode(&from, answer);
    fwrite(answer, sizeof answer, 1, stdout);
    if (answer[0] != 2) {
      size_t cells;
      double *sums = means(pixels, answer[1], answer[2], asked[1], asked[2], &cells);
      fwrite(sums, sizeof *sums, cells, stdout);
      free(sums);
    }
    fflush(stdout);
    free(pixels);
    free(file);
  }
  return 0;
}
