#pragma once
#include <stddef.h>
#include <stdint.h>

// Raw sample formats to floats within ±1 and back. Decoders take `count` samples; encoders round to nearest, write a NaN
// as zero, and return how many samples lay outside the range of the format and were written as its nearest end.

void cm_decode_u8(const uint8_t *restrict bytes, float *restrict samples, size_t count);
void cm_decode_s16le(const uint8_t *restrict bytes, float *restrict samples, size_t count);
/// 24 bits in the low three of four bytes; the fourth is ignored.
void cm_decode_s24le(const uint8_t *restrict bytes, float *restrict samples, size_t count);
void cm_decode_s24_3le(const uint8_t *restrict bytes, float *restrict samples, size_t count);
void cm_decode_s32le(const uint8_t *restrict bytes, float *restrict samples, size_t count);
void cm_decode_f32le(const uint8_t *restrict bytes, float *restrict samples, size_t count);
/// The negative zero code becomes -0.0f.
void cm_decode_mulaw(const uint8_t *restrict bytes, float *restrict samples, size_t count);
void cm_decode_alaw(const uint8_t *restrict bytes, float *restrict samples, size_t count);

size_t cm_encode_u8(const float *restrict samples, uint8_t *restrict bytes, size_t count);
size_t cm_encode_s16le(const float *restrict samples, uint8_t *restrict bytes, size_t count);
/// The fourth byte carries the sign.
size_t cm_encode_s24le(const float *restrict samples, uint8_t *restrict bytes, size_t count);
size_t cm_encode_s24_3le(const float *restrict samples, uint8_t *restrict bytes, size_t count);
size_t cm_encode_s32le(const float *restrict samples, uint8_t *restrict bytes, size_t count);
/// Nothing is outside the range of a float, so the result is zero.
size_t cm_encode_f32le(const float *restrict samples, uint8_t *restrict bytes, size_t count);
size_t cm_encode_mulaw(const float *restrict samples, uint8_t *restrict bytes, size_t count);
size_t cm_encode_alaw(const float *restrict samples, uint8_t *restrict bytes, size_t count);

/// Rounds to integers of `bits` bits (1 to 32) that stand in the high bits of each `integers[i]`.
size_t cm_quantize(const float *restrict samples, int32_t *restrict integers, size_t count, int bits);
