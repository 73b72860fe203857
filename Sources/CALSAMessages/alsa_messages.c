#include "alsa_messages.h"

#include <alsa/asoundlib.h>
#include <stdarg.h>
#include <stdio.h>

static __thread char first[256];

__attribute__((format(printf, 5, 6))) static void keep(const char *file, int line, const char *function, int error,
                                                       const char *format, ...) {
    (void)file, (void)line, (void)function;
    if (first[0]) return;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(first, sizeof first, format, arguments);
    va_end(arguments);
    if (error && length >= 0 && (size_t)length < sizeof first)
        snprintf(first + length, sizeof first - (size_t)length, ": %s", snd_strerror(error));
}

void alsa_messages_collect(void) { snd_lib_error_set_handler(keep); }

void alsa_messages_clear(void) { first[0] = 0; }

const char *alsa_messages_first(void) { return first; }
