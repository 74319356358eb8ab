/* What libjpeg-turbo makes of JPEG files at an eighth of their scale in grey. Built and asked by differential.mjs.
 * Standard input: for each file its length (32 bits) and its bytes. Standard output: for each how it went (0 well, 1 with
 * warnings, 2 not at all), width and height (32 bits each), and the grid's bytes. Numbers in the machine's own order. */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>

static jmp_buf failed;

static void fail(j_common_ptr info) { (void)info; longjmp(failed, 1); }
static void say_nothing(j_common_ptr info) { (void)info; }

static unsigned char *decode(const unsigned char *file, unsigned long length, uint32_t answer[3]) {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  unsigned char *volatile grid = NULL;
  info.err = jpeg_std_error(&errors);
  errors.error_exit = fail;
  errors.output_message = say_nothing;
  answer[0] = 2;
  answer[1] = answer[2] = 0;
  jpeg_create_decompress(&info);
  if (!setjmp(failed)) {
    jpeg_mem_src(&info, file, length);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_GRAYSCALE;
    info.scale_num = 1;
    info.scale_denom = 8;
    info.do_block_smoothing = FALSE; /* makes up what an unfinished progressive file lacks */
    jpeg_start_decompress(&info);
    grid = malloc((size_t)info.output_width * info.output_height);
    while (info.output_scanline < info.output_height) {
      JSAMPROW row = grid + (size_t)info.output_scanline * info.output_width;
      jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    answer[0] = errors.num_warnings > 0;
    answer[1] = info.output_width;
    answer[2] = info.output_height;
  }
  jpeg_destroy_decompress(&info);
  return grid;
}

int main(void) {
  uint32_t length, answer[3];
  while (fread(&length, sizeof length, 1, stdin) == 1) {
    unsigned char *file = malloc(length + 1);
    if (fread(file, 1, length, stdin) != length) return 1;
    unsigned char *grid = decode(file, length, answer);
    fwrite(answer, sizeof answer, 1, stdout);
    if (grid) fwrite(grid, answer[1], answer[2], stdout);
    fflush(stdout);
    free(grid);
    free(file);
  }
  return 0;
}
