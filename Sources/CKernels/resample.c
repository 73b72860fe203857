#include "cm_resample.h"

#include "dispatch.h"

CM_KERNEL void cm_interpolate(const float *restrict history, size_t channels, size_t first,
                              const float *restrict table, size_t taps, size_t phases, double fraction,
                              float *restrict frame) {
    const double place = fraction * (double)phases;
    const size_t row = (size_t)place;
    const float share = (float)(place - (double)row);
    const float *restrict low = table + row * taps;
    const float *restrict high = low + taps;
    for (size_t c = 0; c < channels; c++) frame[c] = 0;
    const float *restrict samples = history + first * channels;
    if (channels == 1) {
        float partial[16] = {0};
        for (size_t tap = 0; tap + 16 <= taps; tap += 16)
            for (size_t j = 0; j < 16; j++)
                partial[j] += (low[tap + j] + share * (high[tap + j] - low[tap + j])) * samples[tap + j];
        float sum = 0;
        for (size_t j = 0; j < 16; j++) sum += partial[j];
        frame[0] = sum;
        return;
    }
    for (size_t tap = 0; tap < taps; tap++) {
        const float weight = low[tap] + share * (high[tap] - low[tap]);
        for (size_t c = 0; c < channels; c++) frame[c] += weight * samples[tap * channels + c];
    }
}
