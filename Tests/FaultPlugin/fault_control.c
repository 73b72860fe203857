#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault.h"

/// Whether the test has switched it on.
bool fault_is_set(const fault *device, enum fault_switch which) {
    return __atomic_load_n(&device->state->switches[which], __ATOMIC_ACQUIRE) != 0;
}

/// As `fault_is_set`, once for each time that it is switched on.
bool fault_take(const fault *device, enum fault_switch which) {
    return fault_is_set(device, which) && __atomic_exchange_n(&device->state->switches[which], 0, __ATOMIC_ACQ_REL);
}

/// The file that the test and the device tell each other by, in memory: whoever uses the device pays for no call.
fault_state *fault_share_state(const char *path) {
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return NULL;
    void *view = MAP_FAILED;
    if (ftruncate(descriptor, sizeof(fault_state)) == 0)
        view = mmap(NULL, sizeof(fault_state), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    return view == MAP_FAILED ? NULL : view;
}
