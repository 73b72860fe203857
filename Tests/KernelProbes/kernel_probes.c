#include "kernel_probes.h"

#include "../../Sources/CKernels/dispatch.h"
#include "../../Sources/CKernels/mathematics.h"

CM_KERNEL void probe_exp(const float *x, float *y, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = cm_exp(x[i]);
}

CM_KERNEL void probe_exp2(const float *x, float *y, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = cm_exp2(x[i]);
}

CM_KERNEL void probe_log(const float *x, float *y, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = cm_log(x[i]);
}

CM_KERNEL void probe_pow(const float *x, float exponent, float *y, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = cm_pow(x[i], exponent);
}

CM_KERNEL void probe_expint(const float *x, float *y, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = cm_expint(x[i]);
}
