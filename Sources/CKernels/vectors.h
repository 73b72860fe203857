#pragma once
#include <string.h>

// Sixteen floats at once: one register, two or four, as the machine has it; and the activations on them, without
// branches or tables. Everything is inlined, so that each copy of a kernel gets its machine's registers, and no vector is
// ever passed between functions: a kernel that names a machine calls an inlined body whose arguments are pointers.
#pragma clang diagnostic ignored "-Wpsabi"
typedef float cm_v16 __attribute__((vector_size(64)));
typedef int cm_i16 __attribute__((vector_size(64)));

#define CM_INLINE static inline __attribute__((always_inline))

CM_INLINE cm_v16 cm_load16(const float *p) {
    cm_v16 v;
    memcpy(&v, p, sizeof v);
    return v;
}

CM_INLINE void cm_store16(float *p, cm_v16 v) { memcpy(p, &v, sizeof v); }

CM_INLINE cm_v16 cm_all16(float x) { return (cm_v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }

CM_INLINE cm_v16 cm_select16(cm_i16 mask, cm_v16 a, cm_v16 b) {
    return (cm_v16)((mask & (cm_i16)a) | (~mask & (cm_i16)b));
}

CM_INLINE cm_v16 cm_min16(cm_v16 a, cm_v16 b) { return __builtin_elementwise_min(a, b); }
CM_INLINE cm_v16 cm_max16(cm_v16 a, cm_v16 b) { return __builtin_elementwise_max(a, b); }

// 2^f for f in [-1/2, 1/2]. As `cm_exp2_of`.
CM_INLINE cm_v16 cm_fraction_power16(cm_v16 f) {
    cm_v16 p = cm_all16(1.5403530e-4f);
    p = p * f + 1.3333558e-3f;
    p = p * f + 9.6181291e-3f;
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    return p * f + 1.0f;
}

// e^x, x clamped to [-87, 87]; relative error under 3e-7. As `cm_exp`.
CM_INLINE cm_v16 cm_exp16(cm_v16 x) {
    x = cm_min16(cm_max16(x, cm_all16(-87.0f)), cm_all16(87.0f));
    cm_v16 shift = cm_all16(12582912.0f);
    cm_v16 whole = (x * 1.44269504f + shift) - shift;
    cm_v16 rest = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    cm_i16 power = (__builtin_convertvector(whole, cm_i16) + 127) << 23;
    return cm_fraction_power16(rest * 1.44269504f) * (cm_v16)power;
}

// 1 / (1 + e^-x); relative error under 1e-6.
CM_INLINE cm_v16 cm_sigmoid16(cm_v16 x) { return 1.0f / (1.0f + cm_exp16(-x)); }

CM_INLINE cm_v16 cm_silu16(cm_v16 x) { return x * cm_sigmoid16(x); }

// tanh x; relative error under 1e-6, near zero as well, where an odd polynomial (Cephes, tanhf) takes over.
CM_INLINE cm_v16 cm_tanh16(cm_v16 x) {
    cm_v16 x2 = x * x;
    cm_v16 p = cm_all16(-5.70498872745e-3f);
    p = p * x2 + 2.06390887954e-2f;
    p = p * x2 - 5.37397155531e-2f;
    p = p * x2 + 1.33314422036e-1f;
    p = p * x2 - 3.33332819422e-1f;
    cm_v16 near = x + x * x2 * p;
    cm_v16 far = 1.0f - 2.0f / (1.0f + cm_exp16(x + x));
    return cm_select16(x2 < 0.390625f, near, far);
}
