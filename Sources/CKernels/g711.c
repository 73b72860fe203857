// Logarithmic telephone coding, by the rule of ITU-T G.711 (1988), tables 1 and 2, computed rather than tabulated.
//
// A code is a sign, a segment of three bits and a step of four bits inside it. In µ-law the decision values are
// (2 m + 32) 2^s - 33 on a scale whose last is 8159, in A-law 2 m and (m + 16) 2^s with the last at 4096; the value of a
// code is the middle of its interval. A sample of ±1 is 8192 and 4096 on these scales, which is 32768 in 16 bits for both.

#include "cm_sample_formats.h"

enum { mulaw_bias = 33, mulaw_last = 8159, alaw_last = 4096, sign = 0x80 };

static int floor_log2(uint32_t value) { return 31 - __builtin_clz(value); }

void cm_decode_mulaw(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned code = ~(unsigned)bytes[i] & 0xff;  // sent inverted
        int segment = code >> 4 & 7, step = code & 15;
        float magnitude = (float)(((2 * step + mulaw_bias) << segment) - mulaw_bias) * 0x1p-13f;
        samples[i] = code & sign ? -magnitude : magnitude;
    }
}

void cm_decode_alaw(const uint8_t *restrict bytes, float *restrict samples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned code = bytes[i] ^ 0x55;  // every other bit is sent inverted
        int segment = code >> 4 & 7, step = code & 15;
        int middle = segment == 0 ? 2 * step + 1 : (2 * step + 33) << (segment - 1);
        float magnitude = (float)middle * 0x1p-12f;
        samples[i] = code & sign ? magnitude : -magnitude;
    }
}

/// The magnitude of a sample on a scale, at most `last`; a NaN is zero.
static float bounded(float sample, float scale, float last, size_t *clamped) {
    float magnitude = __builtin_fabsf(sample) * scale;
    if (magnitude > last) {
        *clamped += 1;
        return last;
    }
    return magnitude == magnitude ? magnitude : 0;
}

size_t cm_encode_mulaw(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) {
        float magnitude = bounded(samples[i], 0x1p13f, mulaw_last, &clamped);
        uint32_t biased = (uint32_t)(magnitude + mulaw_bias);
        if (biased > 8191) biased = 8191;
        int segment = floor_log2(biased) - 5;
        unsigned code = (unsigned)segment << 4 | (biased >> (segment + 1) & 15);
        int negative = __builtin_signbit(samples[i]) && samples[i] == samples[i];
        bytes[i] = (uint8_t)~(code | (negative ? sign : 0));
    }
    return clamped;
}

size_t cm_encode_alaw(const float *restrict samples, uint8_t *restrict bytes, size_t count) {
    size_t clamped = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t whole = (uint32_t)bounded(samples[i], 0x1p12f, alaw_last, &clamped);
        if (whole > alaw_last - 1) whole = alaw_last - 1;
        int segment = whole < 32 ? 0 : floor_log2(whole) - 4;
        unsigned code = (unsigned)segment << 4 | (whole >> (segment == 0 ? 1 : segment) & 15);
        int negative = __builtin_signbit(samples[i]) && samples[i] == samples[i];
        bytes[i] = (uint8_t)((code | (negative ? 0 : sign)) ^ 0x55);
    }
    return clamped;
}
