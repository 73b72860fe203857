#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/// A shared library that is loaded by the first who needs it, and kept.
struct on_demand_library {
    /// Its name, as the loader looks for it.
    const char *name;
    pthread_mutex_t lock;
    bool is_loaded;
};

/// One of its functions, and where a pointer to it goes.
struct on_demand_function {
    const char *name;
    void *found;
};

/// Loads `library` and finds its functions; null when all are there, what is wrong otherwise. Not for real-time threads.
const char *on_demand_load(struct on_demand_library *library, const struct on_demand_function *functions, size_t count);

// A function of ours by the name of the library's. Hidden, so that the library keeps calling its own.
#define ON_DEMAND_FORWARD(type, name, parameters, arguments)     \
    static __typeof__(name) *found_##name;                       \
    __attribute__((visibility("hidden"))) type name parameters { \
        return found_##name arguments;                           \
    }
#define ON_DEMAND_ENTRY(type, name, parameters, arguments) {#name, &found_##name},

/// Defines all of `FUNCTIONS(F)`, a list of F(type, name, (parameters), (arguments)), and the function `problem`, which
/// finds them in the library called `file`.
#define ON_DEMAND(file, problem, FUNCTIONS)                                                              \
    FUNCTIONS(ON_DEMAND_FORWARD)                                                                         \
    const char *problem(void) {                                                                          \
        static struct on_demand_library library = {.name = file, .lock = PTHREAD_MUTEX_INITIALIZER};     \
        static const struct on_demand_function functions[] = {FUNCTIONS(ON_DEMAND_ENTRY)};               \
        return on_demand_load(&library, functions, sizeof functions / sizeof *functions);                \
    }
