// libsndfile, loaded by the first who reads or writes a file: it brings the libraries of seven codecs with it.
#include <CSndFile.h>
#include <on_demand.h>

#define FUNCTIONS(F)                                                                                             \
    F(SNDFILE *, sf_open_fd, (int descriptor, int mode, SF_INFO * info, int close), (descriptor, mode, info, close)) \
    F(SNDFILE *, sf_open_virtual, (SF_VIRTUAL_IO * calls, int mode, SF_INFO *info, void *context),               \
      (calls, mode, info, context))                                                                              \
    F(int, sf_close, (SNDFILE * file), (file))                                                                   \
    F(int, sf_command, (SNDFILE * file, int command, void *argument, int size), (file, command, argument, size)) \
    F(int, sf_error, (SNDFILE * file), (file))                                                                   \
    F(int, sf_format_check, (const SF_INFO *info), (info))                                                       \
    F(const char *, sf_get_string, (SNDFILE * file, int kind), (file, kind))                                     \
    F(sf_count_t, sf_readf_float, (SNDFILE * file, float *samples, sf_count_t frames), (file, samples, frames))  \
    F(int, sf_set_string, (SNDFILE * file, int kind, const char *text), (file, kind, text))                      \
    F(const char *, sf_strerror, (SNDFILE * file), (file))                                                       \
    F(sf_count_t, sf_write_raw, (SNDFILE * file, const void *bytes, sf_count_t count), (file, bytes, count))     \
    F(sf_count_t, sf_writef_float, (SNDFILE * file, const float *samples, sf_count_t frames),                    \
      (file, samples, frames))                                                                                   \
    F(sf_count_t, sf_writef_int, (SNDFILE * file, const int *samples, sf_count_t frames), (file, samples, frames))

ON_DEMAND("libsndfile.so.1", sndfile_on_demand_problem, FUNCTIONS)
