#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault.h"

static void control_path(const fault *device, const char *control, char path[PATH_MAX]) {
    snprintf(path, PATH_MAX, "%s/%s", device->control, control);
}

/// Whether the test has put a file of that name beside the device.
bool fault_is_set(const fault *device, const char *control) {
    char path[PATH_MAX];
    control_path(device, control, path);
    return access(path, F_OK) == 0;
}

/// As `fault_is_set`, once for each time that the file is put there.
bool fault_take(const fault *device, const char *control) {
    char path[PATH_MAX];
    control_path(device, control, path);
    return unlink(path) == 0;
}

/// The file that tells the test what happened, in memory.
fault_state *fault_share_state(const char *path) {
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return NULL;
    void *view = MAP_FAILED;
    if (ftruncate(descriptor, sizeof(fault_state)) == 0)
        view = mmap(NULL, sizeof(fault_state), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    return view == MAP_FAILED ? NULL : view;
}
