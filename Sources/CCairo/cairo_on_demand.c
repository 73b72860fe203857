// Cairo, loaded by the first who draws: it brings twenty libraries, those of X among them, and two megabytes with it, which
// a denoiser that runs for months does not need, nor a board without a screen has.
#include <CCairo.h>
#include <on_demand.h>

#define FUNCTIONS(F)                                                                                           \
    F(cairo_t *, cairo_create, (cairo_surface_t * surface), (surface))                                         \
    F(void, cairo_destroy, (cairo_t * context), (context))                                                     \
    F(void, cairo_fill, (cairo_t * context), (context))                                                        \
    F(cairo_pattern_t *, cairo_get_source, (cairo_t * context), (context))                                     \
    F(cairo_surface_t *, cairo_image_surface_create,                                                           \
      (cairo_format_t format, int width, int height), (format, width, height))                                 \
    F(cairo_surface_t *, cairo_image_surface_create_from_png_stream,                                           \
      (cairo_read_func_t read, void *closure), (read, closure))                                                \
    F(unsigned char *, cairo_image_surface_get_data, (cairo_surface_t * surface), (surface))                   \
    F(int, cairo_image_surface_get_height, (cairo_surface_t * surface), (surface))                             \
    F(int, cairo_image_surface_get_stride, (cairo_surface_t * surface), (surface))                             \
    F(int, cairo_image_surface_get_width, (cairo_surface_t * surface), (surface))                              \
    F(void, cairo_line_to, (cairo_t * context, double x, double y), (context, x, y))                           \
    F(void, cairo_move_to, (cairo_t * context, double x, double y), (context, x, y))                           \
    F(void, cairo_pattern_set_filter, (cairo_pattern_t * pattern, cairo_filter_t filter), (pattern, filter))   \
    F(cairo_surface_t *, cairo_pdf_surface_create_for_stream,                                                  \
      (cairo_write_func_t write, void *closure, double width, double height), (write, closure, width, height)) \
    F(void, cairo_rectangle, (cairo_t * context, double x, double y, double width, double height),             \
      (context, x, y, width, height))                                                                          \
    F(void, cairo_restore, (cairo_t * context), (context))                                                     \
    F(void, cairo_rotate, (cairo_t * context, double angle), (context, angle))                                 \
    F(void, cairo_save, (cairo_t * context), (context))                                                        \
    F(void, cairo_select_font_face,                                                                            \
      (cairo_t * context, const char *family, cairo_font_slant_t slant, cairo_font_weight_t weight),           \
      (context, family, slant, weight))                                                                        \
    F(void, cairo_set_font_size, (cairo_t * context, double size), (context, size))                            \
    F(void, cairo_set_line_width, (cairo_t * context, double width), (context, width))                         \
    F(void, cairo_set_source_rgb,                                                                              \
      (cairo_t * context, double red, double green, double blue), (context, red, green, blue))                 \
    F(void, cairo_set_source_surface, (cairo_t * context, cairo_surface_t *surface, double x, double y),       \
      (context, surface, x, y))                                                                                \
    F(void, cairo_show_text, (cairo_t * context, const char *text), (context, text))                           \
    F(cairo_status_t, cairo_status, (cairo_t * context), (context))                                            \
    F(const char *, cairo_status_to_string, (cairo_status_t status), (status))                                 \
    F(void, cairo_stroke, (cairo_t * context), (context))                                                      \
    F(void, cairo_surface_destroy, (cairo_surface_t * surface), (surface))                                     \
    F(void, cairo_surface_finish, (cairo_surface_t * surface), (surface))                                      \
    F(void, cairo_surface_flush, (cairo_surface_t * surface), (surface))                                       \
    F(void, cairo_surface_mark_dirty, (cairo_surface_t * surface), (surface))                                  \
    F(cairo_status_t, cairo_surface_status, (cairo_surface_t * surface), (surface))                            \
    F(cairo_status_t, cairo_surface_write_to_png_stream,                                                       \
      (cairo_surface_t * surface, cairo_write_func_t write, void *closure), (surface, write, closure))         \
    F(cairo_surface_t *, cairo_svg_surface_create_for_stream,                                                  \
      (cairo_write_func_t write, void *closure, double width, double height), (write, closure, width, height)) \
    F(void, cairo_text_extents, (cairo_t * context, const char *text, cairo_text_extents_t *extents),          \
      (context, text, extents))                                                                                \
    F(void, cairo_translate, (cairo_t * context, double x, double y), (context, x, y))

ON_DEMAND("libcairo.so.2", cairo_on_demand_problem, FUNCTIONS)
