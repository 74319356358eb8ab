/* Makes JPEG files by libjpeg-turbo, as odd as asked. Built and asked by differential.mjs.
 * Standard input: a line of numbers for each file, in the order of `struct order`. Standard output: for each its length (32 bits,
 * the machine's own order) and its bytes. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>

struct order {
  int width, height, seed;
  int noise;      /* grey levels */
  int components; /* 1 grey, 3 YCbCr, -3 RGB */
  int sampling;   /* six digits: across and down for each component */
  int scale;      /* of the standard quantisers, in per cent */
  int restart;    /* MCUs between restart markers; 0 none */
  int optimise;   /* whether to make Huffman tables for the file */
  int scans;      /* 0 one, 1 the usual progression, 2 one for each component, 3 DC coefficients in several steps */
};

static uint32_t state;
static int noise(int range) { state = state * 1664525u + 1013904223u; return range ? (int)(state >> 8) % range : 0; }

static void say_nothing(j_common_ptr info, int level) { (void)info; (void)level; }
static int clamp(double value) { return value < 0 ? 0 : value > 255 ? 255 : (int)value; }

static const jpeg_scan_info separate[] = {{1, {2}, 0, 63, 0, 0}, {1, {0}, 0, 63, 0, 0}, {1, {1}, 0, 63, 0, 0}};
static const jpeg_scan_info stepwise[] = {
  {1, {1}, 0, 0, 0, 1}, {1, {0}, 0, 0, 0, 2},  {1, {0}, 1, 63, 0, 0}, {1, {0}, 0, 0, 2, 1}, {1, {1}, 0, 0, 1, 0},
  {1, {2}, 0, 0, 0, 0}, {1, {0}, 0, 0, 1, 0}, {1, {1}, 1, 63, 0, 0}, {1, {2}, 1, 63, 0, 0},
};
static const jpeg_scan_info stepwise_grey[] = {{1, {0}, 0, 0, 0, 2}, {1, {0}, 1, 63, 0, 0}, {1, {0}, 0, 0, 2, 1}, {1, {0}, 0, 0, 1, 0}};

static void set_up(struct jpeg_compress_struct *info, const struct order *o) {
  int count = abs(o->components), digits = o->sampling;
  info->image_width = o->width;
  info->image_height = o->height;
  info->input_components = count;
  info->in_color_space = count == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(info);
  if (o->components == -3) jpeg_set_colorspace(info, JCS_RGB);
  jpeg_set_linear_quality(info, o->scale, FALSE);
  for (int i = count - 1; i >= 0; i--, digits /= 100) {
    info->comp_info[i].h_samp_factor = digits / 10 % 10;
    info->comp_info[i].v_samp_factor = digits % 10;
  }
  info->restart_interval = o->restart;
  info->optimize_coding = o->optimise;
  if (o->scans == 1) jpeg_simple_progression(info);
  if (o->scans == 2) { info->scan_info = separate + (count == 1); info->num_scans = count; }
  if (o->scans == 3) { info->scan_info = count == 1 ? stepwise_grey : stepwise; info->num_scans = count == 1 ? 4 : 9; }
}

int main(void) {
  struct order o;
  while (scanf("%d %d %d %d %d %d %d %d %d %d", &o.width, &o.height, &o.seed, &o.noise, &o.components, &o.sampling, &o.scale,
               &o.restart, &o.optimise, &o.scans) == 10) {
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    unsigned char *file = NULL;
    unsigned long size = 0;
    unsigned char *row = malloc((size_t)o.width * 3);
    info.err = jpeg_std_error(&errors);
    errors.emit_message = say_nothing;
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &file, &size);
    set_up(&info, &o);
    jpeg_start_compress(&info, TRUE);
    state = o.seed;
    for (int y = 0; y < o.height; y++) {
      for (int x = 0; x < o.width * info.input_components; x++) {
        double wave = sin(o.seed + x / (7.0 + o.seed % 23)) + cos(y / (5.0 + o.seed % 31) - x % 3);
        row[x] = clamp(128 + 60 * wave + noise(o.noise) - o.noise / 2);
      }
      jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    uint32_t length = (uint32_t)size;
    fwrite(&length, sizeof length, 1, stdout);
    fwrite(file, 1, size, stdout);
    fflush(stdout);
    free(file);
    free(row);
  }
  return 0;
}
