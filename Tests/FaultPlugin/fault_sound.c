#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

static int map_sound(fault *device) {
    int descriptor = open(device->options.sound, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    struct stat facts;
    int error = fstat(descriptor, &facts) < 0 ? -errno : 0;
    if (!error && facts.st_size > 0) {
        void *view = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
        if (view == MAP_FAILED) {
            error = -errno;
        } else {
            device->sound = view;
            device->sound_bytes = (size_t)facts.st_size;
            device->sound_frames = facts.st_size / (int64_t)sizeof(float) / device->options.sound_channels;
        }
    }
    close(descriptor);
    return error;
}

int fault_open_sound(fault *device) {
    if (!fault_plays(device)) return device->options.sound ? map_sound(device) : 0;
    if (!device->options.recording) return 0;
    device->recording = open(device->options.recording, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    return device->recording < 0 ? -errno : 0;
}

void fault_close_sound(fault *device) {
    if (device->recording >= 0) close(device->recording);
    if (device->sound) munmap((void *)device->sound, device->sound_bytes);
    free(device->ring);
}

static void *place(const snd_pcm_channel_area_t *area, snd_pcm_uframes_t frame) {
    return (char *)area->addr + (area->first + area->step * frame) / 8;
}

/// Fills the areas with what the microphone hears from the user's position on.
void fault_give(fault *device, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
                snd_pcm_uframes_t frames) {
    long heard = device->options.sound_channels;
    for (snd_pcm_uframes_t i = 0; i < frames; i++) {
        int64_t frame = device->origin + device->application + (int64_t)i;
        if (device->options.repeats && device->sound_frames) frame %= device->sound_frames;
        bool is_there = frame >= 0 && frame < device->sound_frames;
        for (unsigned channel = 0; channel < device->io.channels; channel++) {
            float sample = is_there ? device->sound[frame * heard + channel % heard] : 0;
            fault_put(device->io.format, place(areas + channel, offset + i), sample);
        }
    }
}

/// Keeps what was written until it is heard.
void fault_take_in(fault *device, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
                   snd_pcm_uframes_t frames) {
    unsigned channels = device->io.channels;
    for (snd_pcm_uframes_t i = 0; i < frames; i++) {
        float *frame = device->ring + (size_t)(device->application + (int64_t)i) % device->io.buffer_size * channels;
        for (unsigned channel = 0; channel < channels; channel++)
            frame[channel] = fault_get(device->io.format, place(areas + channel, offset + i));
    }
}

/// Writes what was heard since the last call to the recording, each frame at its place on the timeline, so that gaps
/// remain as silence.
void fault_record(fault *device) {
    int64_t end = device->hardware < device->application ? device->hardware : device->application;
    int64_t ring = (int64_t)device->io.buffer_size;
    size_t size = device->io.channels * sizeof(float);
    while (device->kept < end) {
        int64_t first = device->kept % ring;
        int64_t frames = end - device->kept < ring - first ? end - device->kept : ring - first;
        int64_t frame = device->origin + device->kept + device->options.delay_frames;
        const float *source = device->ring + (size_t)first * device->io.channels;
        if (device->recording >= 0
            && pwrite(device->recording, source, (size_t)frames * size, frame * (off_t)size) < 0)
            SNDERR("fault device: the recording cannot be written");
        device->kept += frames;
        device->state->frames += frames;
        device->state->last_frame = frame + frames;
    }
}
