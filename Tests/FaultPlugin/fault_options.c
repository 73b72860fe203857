#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "fault.h"

typedef struct {
    const char *name;
    size_t place;
} field;

#define FIELD(name) {#name, offsetof(fault_options, name)}

static const field texts[] = {FIELD(state), FIELD(sound), FIELD(recording)};
static const field lists[] = {FIELD(rates),         FIELD(channels),      FIELD(formats),
                              FIELD(period_frames), FIELD(buffer_frames), FIELD(periods)};
static const field numbers[] = {
    FIELD(sound_channels), FIELD(repeats),      FIELD(step_frames),  FIELD(short_frames),   FIELD(delay_frames),
    FIELD(xrun_every),     FIELD(suspend_at),   FIELD(suspend_for),  FIELD(can_resume),     FIELD(unplug_at),
    FIELD(unplug_for),     FIELD(unplug_every), FIELD(unplug_count), FIELD(unplug_as_xrun), FIELD(unplug_error),
    FIELD(busy_for),       FIELD(denied_for)};

static const char *const ignored[] = {"comment", "type", "hint"};

static const field *find(const field *fields, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(fields[i].name, name)) return fields + i;
    return NULL;
}
#define FIND(fields, name) find(fields, sizeof(fields) / sizeof *(fields), name)

static int parse_list(fault_list *list, snd_config_t *node) {
    snd_config_iterator_t i, next;
    snd_config_for_each(i, next, node) {
        const char *text;
        long value;
        snd_config_t *entry = snd_config_iterator_entry(i);
        if (list->count == FAULT_LIST) return -EINVAL;
        if (snd_config_get_string(entry, &text) >= 0) value = snd_pcm_format_value(text);
        else if (snd_config_get_integer(entry, &value) < 0) return -EINVAL;
        if (value < 0) return -EINVAL;
        list->values[list->count++] = (unsigned)value;
    }
    return 0;
}

static int parse_field(fault_options *options, const char *name, snd_config_t *node) {
    char *base = (char *)options;
    const field *found;
    if ((found = FIND(texts, name))) return snd_config_get_string(node, (const char **)(base + found->place));
    if ((found = FIND(lists, name))) return parse_list((fault_list *)(base + found->place), node);
    if ((found = FIND(numbers, name))) return snd_config_get_integer(node, (long *)(base + found->place));
    if (!strcmp(name, "ppm")) return snd_config_get_ireal(node, &options->ppm);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (!strcmp(name, ignored[i])) return 0;
    return -EINVAL;
}

int fault_parse(fault_options *options, snd_config_t *configuration) {
    snd_config_iterator_t i, next;
    snd_config_for_each(i, next, configuration) {
        snd_config_t *node = snd_config_iterator_entry(i);
        const char *name;
        int error = snd_config_get_id(node, &name);
        if (!error) error = parse_field(options, name, node);
        if (error < 0) {
            SNDERR("fault device: bad setting %s", name);
            return error;
        }
    }
    if (!options->sound_channels) options->sound_channels = 1;
    if (!options->formats.count) options->formats = (fault_list){.values = {SND_PCM_FORMAT_S32_LE}, .count = 1};
    if (!options->channels.count) options->channels = (fault_list){.values = {1}, .count = 1};
    return options->state ? 0 : -EINVAL;
}

static fault_list multiplied(const fault_list *frames, unsigned factor) {
    fault_list bytes = *frames;
    for (unsigned i = 0; i < bytes.count; i++) bytes.values[i] *= factor;
    return bytes;
}

/// Tells alsa-lib what the device can do.
int fault_constrain(fault *device) {
    static const fault_list accesses = {.values = {SND_PCM_ACCESS_RW_INTERLEAVED}, .count = 1};
    const fault_options *options = &device->options;
    // The sizes are known in bytes only, so those in frames need one format and one number of channels.
    int width = snd_pcm_format_physical_width((snd_pcm_format_t)options->formats.values[0]);
    unsigned frame = (unsigned)width / 8 * options->channels.values[0];
    fault_list periods = multiplied(&options->period_frames, frame);
    fault_list buffers = multiplied(&options->buffer_frames, frame);
    struct {
        int type;
        const fault_list *list;
        unsigned least, most;
    } limits[] = {
        {SND_PCM_IOPLUG_HW_ACCESS, &accesses, 0, 0},
        {SND_PCM_IOPLUG_HW_FORMAT, &options->formats, 0, 0},
        {SND_PCM_IOPLUG_HW_CHANNELS, &options->channels, 0, 0},
        {SND_PCM_IOPLUG_HW_RATE, &options->rates, 48000, 48000},
        {SND_PCM_IOPLUG_HW_PERIOD_BYTES, &periods, 32, 1 << 20},
        {SND_PCM_IOPLUG_HW_BUFFER_BYTES, &buffers, 64, 4 << 20},
        {SND_PCM_IOPLUG_HW_PERIODS, &options->periods, 2, 64},
    };
    int error = 0;
    for (size_t i = 0; i < sizeof limits / sizeof *limits && error >= 0; i++) {
        const fault_list *list = limits[i].list;
        error = list->count
                    ? snd_pcm_ioplug_set_param_list(&device->io, limits[i].type, list->count, list->values)
                    : snd_pcm_ioplug_set_param_minmax(&device->io, limits[i].type, limits[i].least, limits[i].most);
    }
    return error;
}
