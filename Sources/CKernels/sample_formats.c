#include "cm_sample_formats.h"

#include <string.h>

#include "dispatch.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "these conversions copy little-endian samples as they stand"
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE int32_t sign_extended_24(uint32_t low) { return (int32_t)(low << 8) >> 8; }

ALWAYS_INLINE uint32_t low_24(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
}

/// `scale` is a power of two of at most 2^23, so that the product and both ends of the range are exact floats.
ALWAYS_INLINE int32_t rounded(float sample, float scale, size_t *clamped) {
    float scaled = __builtin_rintf(sample * scale);
    float top = scale - 1;
    int above = scaled > top, below = scaled < -scale;
    float kept = above ? top : below ? -scale : scaled == scaled ? scaled : 0;
    *clamped += (size_t)(above | below);
    return (int32_t)kept;
}

/// As `rounded`, for the scales that need more than a float's 24 bits.
ALWAYS_INLINE int32_t rounded_wide(float sample, double scale, size_t *clamped) {
    double scaled = __builtin_rint((double)sample * scale);
    double top = scale - 1;
    int above = scaled > top, below = scaled < -scale;
    double kept = above ? top : below ? -scale : scaled == scaled ? scaled : 0;
    *clamped += (size_t)(above | below);
    return (int32_t)kept;
}

CM_KERNEL void cm_decode_u8(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) samples[i] = (float)((int)bytes[i] - 128) * 0x1p-7f;
}

CM_KERNEL void cm_decode_s16le(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int16_t value;
        memcpy(&value, bytes + 2 * i, sizeof value);
        samples[i] = (float)value * 0x1p-15f;
    }
}

CM_KERNEL void cm_decode_s24le(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t word;
        memcpy(&word, bytes + 4 * i, sizeof word);
        samples[i] = (float)sign_extended_24(word) * 0x1p-23f;
    }
}

CM_KERNEL void cm_decode_s24_3le(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) samples[i] = (float)sign_extended_24(low_24(bytes + 3 * i)) * 0x1p-23f;
}

CM_KERNEL void cm_decode_s32le(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int32_t value;
        memcpy(&value, bytes + 4 * i, sizeof value);
        samples[i] = (float)value * 0x1p-31f;
    }
}

void cm_decode_f32le(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    memcpy(samples, bytes, count * sizeof *samples);
}

CM_KERNEL size_t cm_encode_u8(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)(rounded(samples[i], 0x1p7f, &clamped) + 128);
    return clamped;
}

CM_KERNEL size_t cm_encode_s16le(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) {
        int16_t value = (int16_t)rounded(samples[i], 0x1p15f, &clamped);
        memcpy(bytes + 2 * i, &value, sizeof value);
    }
    return clamped;
}

CM_KERNEL size_t cm_encode_s24le(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t value = rounded(samples[i], 0x1p23f, &clamped);
        memcpy(bytes + 4 * i, &value, sizeof value);
    }
    return clamped;
}

CM_KERNEL size_t cm_encode_s24_3le(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t value = (uint32_t)rounded(samples[i], 0x1p23f, &clamped);
        bytes[3 * i] = (uint8_t)value;
        bytes[3 * i + 1] = (uint8_t)(value >> 8);
        bytes[3 * i + 2] = (uint8_t)(value >> 16);
    }
    return clamped;
}

CM_KERNEL size_t cm_encode_s32le(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t value = rounded_wide(samples[i], 0x1p31, &clamped);
        memcpy(bytes + 4 * i, &value, sizeof value);
    }
    return clamped;
}

CM_KERNEL size_t cm_encode_f32le(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float value = samples[i] == samples[i] ? samples[i] : 0;
        memcpy(bytes + 4 * i, &value, sizeof value);
    }
    return 0;
}

CM_KERNEL size_t cm_quantize(const float *restrict samples, int32_t *restrict integers, size_t count, int bits) {
    size_t clamped = 0;
    double scale = (double)(1u << (bits - 1));
    for (size_t i = 0; i < count; i++)
        integers[i] = (int32_t)((uint32_t)rounded_wide(samples[i], scale, &clamped) << (32 - bits));
    return clamped;
}
