#include <dlfcn.h>
#include <on_demand.h>
#include <string.h>

static const char *load(struct on_demand_library *library, const struct on_demand_function *functions, size_t count) {
    void *handle = dlopen(library->name, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return dlerror();
    for (size_t index = 0; index < count; index++) {
        void *function = dlsym(handle, functions[index].name);
        if (!function) return dlerror();
        memcpy(functions[index].found, &function, sizeof function);
    }
    library->is_loaded = true;
    return NULL;
}

const char *on_demand_load(struct on_demand_library *library, const struct on_demand_function *functions, size_t count) {
    pthread_mutex_lock(&library->lock);
    const char *problem = library->is_loaded ? NULL : load(library, functions, count);
    pthread_mutex_unlock(&library->lock);
    return problem;
}
