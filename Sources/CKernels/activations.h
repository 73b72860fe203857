#pragma once
#include "cm_product.h"
#include "vectors.h"

// f(x); `slope` is that of negative values, where the activation has one.
CM_INLINE cm_v16 cm_activated16(enum cm_activation activation, cm_v16 x, cm_v16 slope) {
    switch (activation) {
    case cm_activation_none: return x;
    case cm_activation_relu: return cm_max16(x, cm_all16(0));
    case cm_activation_leaky_relu:
    case cm_activation_prelu: return cm_select16(x > 0.0f, x, x * slope);
    case cm_activation_silu: return cm_silu16(x);
    case cm_activation_sigmoid: return cm_sigmoid16(x);
    case cm_activation_tanh: return cm_tanh16(x);
    }
    return x;
}
