// libsoxr, loaded by the first who converts a rate: it brings OpenMP's library with it.
#include <CSoxr.h>
#include <on_demand.h>

#define FUNCTIONS(F)                                                                                              \
    F(soxr_error_t, soxr_clear, (soxr_t converter), (converter))                                                  \
    F(soxr_t, soxr_create,                                                                                        \
      (double input_rate, double output_rate, unsigned channels, soxr_error_t *error, soxr_io_spec_t const *io,   \
       soxr_quality_spec_t const *quality, soxr_runtime_spec_t const *runtime),                                   \
      (input_rate, output_rate, channels, error, io, quality, runtime))                                           \
    F(void, soxr_delete, (soxr_t converter), (converter))                                                         \
    F(soxr_io_spec_t, soxr_io_spec, (soxr_datatype_t input, soxr_datatype_t output), (input, output))             \
    F(soxr_error_t, soxr_process,                                                                                 \
      (soxr_t converter, soxr_in_t input, size_t frames, size_t *taken, soxr_out_t output, size_t room,           \
       size_t *given),                                                                                            \
      (converter, input, frames, taken, output, room, given))                                                     \
    F(soxr_quality_spec_t, soxr_quality_spec, (unsigned long recipe, unsigned long flags), (recipe, flags))       \
    F(soxr_runtime_spec_t, soxr_runtime_spec, (unsigned threads), (threads))

ON_DEMAND("libsoxr.so.0", soxr_on_demand_problem, FUNCTIONS)
