internal import AudioIO
internal import CALSA

/// A device's choices of format, rate and sizes, narrowed by each one that is made.
@safe
final class HardwareParameters {
    private let handle: OpaquePointer
    private let parameters: OpaquePointer

    /// All that the device can do; nil when it does not say.
    init?(_ pcm: PCM, resampling: Bool) {
        var allocated: OpaquePointer?
        guard unsafe snd_pcm_hw_params_malloc(&allocated) == 0, let allocated = unsafe allocated else {
            return nil
        }
        unsafe parameters = allocated
        unsafe handle = pcm.handle
        guard unsafe snd_pcm_hw_params_any(handle, parameters) >= 0 else { return nil }
        unsafe snd_pcm_hw_params_set_rate_resample(handle, parameters, resampling ? 1 : 0)
        unsafe snd_pcm_hw_params_set_access(handle, parameters, SND_PCM_ACCESS_RW_INTERLEAVED)
    }

    deinit {
        unsafe snd_pcm_hw_params_free(parameters)
    }

    func allows(channels: Int) -> Bool {
        unsafe snd_pcm_hw_params_test_channels(handle, parameters, UInt32(channels)) == 0
    }

    func allows(rate: Int) -> Bool {
        unsafe snd_pcm_hw_params_test_rate(handle, parameters, UInt32(rate), 0) == 0
    }

    func allows(_ format: snd_pcm_format_t) -> Bool {
        unsafe snd_pcm_hw_params_test_format(handle, parameters, format) == 0
    }

    func set(channels: Int) -> Bool {
        unsafe snd_pcm_hw_params_set_channels(handle, parameters, UInt32(channels)) == 0
    }

    func set(rate: Int) -> Bool {
        unsafe snd_pcm_hw_params_set_rate(handle, parameters, UInt32(rate), 0) == 0
    }

    func set(_ format: snd_pcm_format_t) -> Bool {
        unsafe snd_pcm_hw_params_set_format(handle, parameters, format) == 0
    }

    func set(periodNear frames: Int) -> Bool {
        var size = UInt(frames)
        var direction: Int32 = 0
        return unsafe snd_pcm_hw_params_set_period_size_near(handle, parameters, &size, &direction) == 0
    }

    func set(bufferNear frames: Int) -> Bool {
        var size = UInt(frames)
        return unsafe snd_pcm_hw_params_set_buffer_size_near(handle, parameters, &size) == 0
    }

    /// Makes the choice final; a negative error when the device refuses it after all.
    func apply() -> Int32 {
        unsafe snd_pcm_hw_params(handle, parameters)
    }

    var rates: ClosedRange<Int> {
        var (least, most): (UInt32, UInt32) = (0, 0)
        unsafe snd_pcm_hw_params_get_rate_min(parameters, &least, nil)
        unsafe snd_pcm_hw_params_get_rate_max(parameters, &most, nil)
        return Int(least)...Int(max(least, most))
    }

    var channels: ClosedRange<Int> {
        var (least, most): (UInt32, UInt32) = (0, 0)
        unsafe snd_pcm_hw_params_get_channels_min(parameters, &least)
        unsafe snd_pcm_hw_params_get_channels_max(parameters, &most)
        return Int(least)...Int(max(least, most))
    }

    /// What was granted; nil before `apply`.
    func granted(_ samples: SampleFormat) -> DeviceShape? {
        var (rate, channels): (UInt32, UInt32) = (0, 0)
        var (period, buffer): (UInt, UInt) = (0, 0)
        var format = SND_PCM_FORMAT_UNKNOWN
        guard unsafe snd_pcm_hw_params_get_rate(parameters, &rate, nil) == 0,
            unsafe snd_pcm_hw_params_get_channels(parameters, &channels) == 0,
            unsafe snd_pcm_hw_params_get_format(parameters, &format) == 0,
            unsafe snd_pcm_hw_params_get_period_size(parameters, &period, nil) == 0,
            unsafe snd_pcm_hw_params_get_buffer_size(parameters, &buffer) == 0,
            format == samples.alsa, period > 0, buffer >= period
        else { return nil }
        return DeviceShape(
            format: StreamFormat(sampleRate: Int(rate), channels: Int(channels)),
            periodFrames: Int(period),
            bufferFrames: Int(buffer),
            samples: samples
        )
    }
}
