#pragma once
#define PIC 1
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <stdbool.h>
#include <stdint.h>

#include "fault_state.h"

enum { FAULT_LIST = 16 };

typedef struct {
    unsigned values[FAULT_LIST];
    unsigned count;
} fault_list;

/// What the configuration file says; times in milliseconds, since the first start unless said otherwise.
typedef struct {
    const char *state, *sound, *recording;
    fault_list rates, channels, formats, period_frames, buffer_frames, periods;
    double ppm;
    long sound_channels, repeats;
    long step_frames;   // the position moves by so many; 0 freely, -1 by periods
    long short_frames;  // at most so many are moved by one call; 0 any
    long delay_frames;  // between buffer and ear
    long xrun_every;
    long suspend_at, suspend_for, can_resume;
    long unplug_at, unplug_for, unplug_every, unplug_count, unplug_as_xrun, unplug_error;
    long busy_for, denied_for;  // since the first attempt to open it
} fault_options;

typedef struct {
    snd_pcm_ioplug_t io;
    fault_options options;
    fault_state *state;
    int timer;
    int recording;
    bool runs, is_late, is_dead, is_suspended, is_stalled, is_short;
    int64_t opened, started;  // times
    double rate;              // true frames per nanosecond
    int64_t origin;           // the frame of the timeline that the stream began with
    int64_t hardware;         // frames that the hardware has moved since the start
    int64_t application;      // frames that the user has moved since prepare
    int64_t kept;             // frames that the recording has since the start
    snd_pcm_uframes_t least;  // avail_min
    const float *sound;
    int64_t sound_frames;
    size_t sound_bytes;
    float *ring;              // what was written and not heard
} fault;

static inline bool fault_plays(const fault *device) { return device->io.stream == SND_PCM_STREAM_PLAYBACK; }

// fault_options.c
int fault_parse(fault_options *options, snd_config_t *configuration);
int fault_constrain(fault *device);

// fault_control.c
bool fault_is_set(const fault *device, enum fault_switch which);
bool fault_take(const fault *device, enum fault_switch which);
fault_state *fault_share_state(const char *path);

// fault_clock.c
int64_t fault_now(void);
int64_t fault_timeline(const fault *device, int64_t time);
int64_t fault_room(const fault *device);
void fault_move(fault *device, int64_t now);
void fault_arm(fault *device);

// fault_schedule.c
bool fault_was_unplugged(const fault *device, int64_t since, int64_t time);
bool fault_is_suspended(const fault *device, int64_t time);
bool fault_xrun_is_due(const fault *device, int64_t since, int64_t time);
int64_t fault_next_event(const fault *device, int64_t time);
int fault_refusal(fault *device);

// fault_samples.c
void fault_put(snd_pcm_format_t format, void *target, float sample);
float fault_get(snd_pcm_format_t format, const void *source);

// fault_sound.c
int fault_open_sound(fault *device);
void fault_close_sound(fault *device);
void fault_give(fault *device, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset, snd_pcm_uframes_t frames);
void fault_take_in(fault *device, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
                   snd_pcm_uframes_t frames);
void fault_record(fault *device);
