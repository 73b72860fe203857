// An ALSA device that keeps the time of a clock and fails as it is told; see README.md.
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "fault.h"

static int die(fault *device) {
    if (!device->is_dead) device->state->unplugs++;
    device->is_dead = true;
    return -ENODEV;
}

/// Moves the hardware to `now`; returns an error when it has stopped.
static int advance(fault *device, int64_t now) {
    if (device->is_late) return -EPIPE;
    bool was_stalled = device->is_stalled;
    device->is_stalled = fault_is_set(device, FAULT_STALLED);
    if (was_stalled != device->is_stalled) fault_arm(device);
    if (device->runs && !device->is_suspended && !device->is_dead && !device->is_stalled) {
        fault_move(device, now);
        if (fault_plays(device)) fault_record(device);
    }
    if (device->is_dead || fault_was_unplugged(device, device->opened, now)) {
        die(device);
        if (device->options.unplug_as_xrun) return -EPIPE;
        snd_pcm_ioplug_set_state(&device->io, SND_PCM_STATE_DISCONNECTED);
        return 0;
    }
    if (!device->runs || device->is_suspended) return 0;
    if (fault_is_suspended(device, now)) {
        device->is_suspended = true;
        device->state->suspends++;
        snd_pcm_ioplug_set_state(&device->io, SND_PCM_STATE_SUSPENDED);
        return 0;
    }
    if (device->io.state == SND_PCM_STATE_DRAINING && fault_plays(device)) {
        if (device->hardware > device->application) device->hardware = device->application;
        return 0;
    }
    bool is_injected = fault_xrun_is_due(device, device->started, now);
    if (!is_injected && fault_room(device) < (int64_t)device->io.buffer_size) return 0;
    if (is_injected) device->state->injected++;
    else device->state->late++;
    device->is_late = true;
    return -EPIPE;
}

static snd_pcm_sframes_t pointer(snd_pcm_ioplug_t *io) {
    fault *device = io->private_data;
    int error = advance(device, fault_now());
    return error < 0 ? error : (snd_pcm_sframes_t)(device->hardware % (int64_t)io->buffer_size);
}

static int start(snd_pcm_ioplug_t *io) {
    fault *device = io->private_data;
    int64_t now = fault_now(), none = 0;
    if (fault_was_unplugged(device, device->opened, now)) return die(device);
    __atomic_compare_exchange_n(&device->state->epoch, &none, now, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    device->origin = fault_timeline(device, now);
    device->started = now;
    device->runs = true;
    device->state->starts++;
    fault_arm(device);
    return 0;
}

static int stop(snd_pcm_ioplug_t *io) {
    fault *device = io->private_data;
    advance(device, fault_now());
    device->runs = false;
    return 0;
}

static snd_pcm_sframes_t transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
                                  snd_pcm_uframes_t size) {
    fault *device = io->private_data;
    if (device->is_short) {
        device->is_short = false;
        return -EAGAIN;
    }
    snd_pcm_uframes_t most = (snd_pcm_uframes_t)device->options.short_frames;
    if (most > 0 && size > most) {
        size = most;
        device->is_short = true;
    }
    if (fault_plays(device)) {
        fault_take_in(device, areas, offset, size);
    } else {
        fault_give(device, areas, offset, size);
        device->state->frames += (int64_t)size;
        device->state->last_frame = device->origin + device->application + (int64_t)size;
    }
    device->application += (int64_t)size;
    fault_arm(device);
    return (snd_pcm_sframes_t)size;
}

static int hw_params(snd_pcm_ioplug_t *io, snd_pcm_hw_params_t *params) {
    (void)params;
    fault *device = io->private_data;
    device->rate = (double)io->rate * 1e-9 * (1 + device->options.ppm * 1e-6);
    device->state->rate = io->rate;
    device->state->channels = io->channels;
    device->state->period = (int64_t)io->period_size;
    device->state->buffer = (int64_t)io->buffer_size;
    free(device->ring);
    device->ring = calloc(io->buffer_size * io->channels, sizeof(float));
    return device->ring ? 0 : -ENOMEM;
}

static int sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params) {
    fault *device = io->private_data;
    return snd_pcm_sw_params_get_avail_min(params, &device->least);
}

static int prepare(snd_pcm_ioplug_t *io) {
    fault *device = io->private_data;
    int64_t now = fault_now();
    if (device->is_dead || fault_was_unplugged(device, device->opened, now)) return die(device);
    if (fault_is_suspended(device, now)) return -EAGAIN;
    device->runs = device->is_late = device->is_suspended = device->is_short = false;
    device->hardware = device->application = device->kept = 0;
    fault_arm(device);
    return 0;
}

static int resume(snd_pcm_ioplug_t *io) {
    fault *device = io->private_data;
    int64_t now = fault_now();
    if (!device->options.can_resume || fault_is_suspended(device, now)) return -EAGAIN;
    device->is_suspended = false;
    device->origin = fault_timeline(device, now) - device->hardware;
    snd_pcm_ioplug_set_state(io, SND_PCM_STATE_RUNNING);
    fault_arm(device);
    return 0;
}

static int delay(snd_pcm_ioplug_t *io, snd_pcm_sframes_t *frames) {
    fault *device = io->private_data;
    int error = advance(device, fault_now());
    if (error < 0) {
        snd_pcm_ioplug_set_state(io, SND_PCM_STATE_XRUN);
        return error;
    }
    bool plays = fault_plays(device);
    *frames = plays ? device->application - device->hardware + device->options.delay_frames : fault_room(device);
    return 0;
}

static int revents(snd_pcm_ioplug_t *io, struct pollfd *descriptors, unsigned int count, unsigned short *events) {
    fault *device = io->private_data;
    *events = 0;
    if (count != 1 || !(descriptors->revents & POLLIN)) return 0;
    unsigned short ready = fault_plays(device) ? POLLOUT : POLLIN;
    bool has_stopped = advance(device, fault_now()) < 0 || device->is_dead || device->is_suspended;
    if (has_stopped) *events = ready | POLLERR;
    else if (fault_room(device) >= (int64_t)device->least) *events = ready;
    else fault_arm(device);
    return 0;
}

static void dispose(fault *device) {
    fault_close_sound(device);
    if (device->timer >= 0) close(device->timer);
    if (device->state) munmap(device->state, sizeof *device->state);
    free(device);
}

static int close_device(snd_pcm_ioplug_t *io) {
    fault *device = io->private_data;
    device->state->users--;
    dispose(device);
    return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = start,
    .stop = stop,
    .pointer = pointer,
    .transfer = transfer,
    .hw_params = hw_params,
    .sw_params = sw_params,
    .prepare = prepare,
    .resume = resume,
    .delay = delay,
    .poll_revents = revents,
    .close = close_device,
};

static int set_up(fault *device, snd_config_t *configuration) {
    int error = fault_parse(&device->options, configuration);
    if (error < 0) return error;
    device->state = fault_share_state(device->options.state);
    if (!device->state) return -errno;
    if ((error = fault_refusal(device)) < 0 || (error = fault_open_sound(device)) < 0) return error;
    device->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    device->opened = fault_now();
    return device->timer < 0 ? -errno : 0;
}

SND_PCM_PLUGIN_DEFINE_FUNC(cmfault) {
    (void)root;
    fault *device = calloc(1, sizeof *device);
    if (!device) return -ENOMEM;
    device->recording = device->timer = -1;
    device->least = 1;
    device->io.stream = stream;
    int error = set_up(device, conf);
    if (!error) {
        device->io.version = SND_PCM_IOPLUG_VERSION;
        device->io.name = "CleanMachine fault device";
        device->io.callback = &callbacks;
        device->io.private_data = device;
        device->io.poll_fd = device->timer;
        device->io.poll_events = POLLIN;
        error = snd_pcm_ioplug_create(&device->io, name, stream, mode);
    }
    if (error < 0) {
        dispose(device);
        return error;
    }
    device->state->users++;
    error = fault_constrain(device);
    if (error < 0) snd_pcm_ioplug_delete(&device->io);
    else *pcmp = device->io.pcm;
    return error;
}
SND_PCM_PLUGIN_SYMBOL(cmfault);
