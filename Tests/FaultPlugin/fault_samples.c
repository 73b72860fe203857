#include <math.h>
#include <string.h>

#include "fault.h"

static int64_t integer(float sample, double scale) {
    double value = rint((double)sample * scale);
    return value >= scale ? (int64_t)scale - 1 : value < -scale ? -(int64_t)scale : (int64_t)value;
}

/// Writes one sample as a little-endian machine does.
void fault_put(snd_pcm_format_t format, void *target, float sample) {
    int64_t value;
    switch (format) {
    case SND_PCM_FORMAT_FLOAT_LE: memcpy(target, &sample, 4); break;
    case SND_PCM_FORMAT_S16_LE: value = integer(sample, 0x1p15), memcpy(target, &value, 2); break;
    case SND_PCM_FORMAT_S24_3LE: value = integer(sample, 0x1p23), memcpy(target, &value, 3); break;
    case SND_PCM_FORMAT_S24_LE: value = integer(sample, 0x1p23), memcpy(target, &value, 4); break;
    case SND_PCM_FORMAT_S32_LE: value = integer(sample, 0x1p31), memcpy(target, &value, 4); break;
    case SND_PCM_FORMAT_U8: *(uint8_t *)target = (uint8_t)(integer(sample, 0x1p7) + 128); break;
    default: break;
    }
}

float fault_get(snd_pcm_format_t format, const void *source) {
    int32_t value = 0;
    float sample = 0;
    switch (format) {
    case SND_PCM_FORMAT_FLOAT_LE: memcpy(&sample, source, 4); return sample;
    case SND_PCM_FORMAT_S16_LE: memcpy((char *)&value + 2, source, 2); break;
    case SND_PCM_FORMAT_S24_3LE:
    case SND_PCM_FORMAT_S24_LE: memcpy((char *)&value + 1, source, 3); break;
    case SND_PCM_FORMAT_S32_LE: memcpy(&value, source, 4); break;
    case SND_PCM_FORMAT_U8: return (float)(*(const uint8_t *)source - 128) * 0x1p-7f;
    default: break;
    }
    return (float)value * 0x1p-31f;
}
