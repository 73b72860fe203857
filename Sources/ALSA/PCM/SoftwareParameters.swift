internal import AudioIO
internal import CALSA

/// When a stream starts, stops and wakes its user.
enum SoftwareParameters {
    /// Starts at the first frame and wakes once a period; an underrun plays silence and not the sound of before.
    ///
    /// - Returns: 0, or the device's error.
    static func apply(to pcm: PCM, _ shape: DeviceShape) -> Int32 {
        let code = set(pcm, shape, silences: pcm.direction == .playback)
        // Not every plug-in knows silence.
        return code < 0 && pcm.direction == .playback ? set(pcm, shape, silences: false) : code
    }

    private static func set(_ pcm: PCM, _ shape: DeviceShape, silences: Bool) -> Int32 {
        var allocated: OpaquePointer?
        guard unsafe snd_pcm_sw_params_malloc(&allocated) == 0, let parameters = unsafe allocated else {
            return -ENOMEM
        }
        defer { unsafe snd_pcm_sw_params_free(parameters) }
        let handle = unsafe pcm.handle
        var code = unsafe snd_pcm_sw_params_current(handle, parameters)
        if code >= 0 { code = unsafe snd_pcm_sw_params_set_start_threshold(handle, parameters, 1) }
        if code >= 0 {
            code = unsafe snd_pcm_sw_params_set_stop_threshold(handle, parameters, UInt(shape.bufferFrames))
        }
        if code >= 0 {
            code = unsafe snd_pcm_sw_params_set_avail_min(handle, parameters, UInt(shape.periodFrames))
        }
        if code >= 0, silences {
            var boundary: UInt = 0
            unsafe snd_pcm_sw_params_get_boundary(parameters, &boundary)
            unsafe snd_pcm_sw_params_set_silence_threshold(handle, parameters, 0)
            code = unsafe snd_pcm_sw_params_set_silence_size(handle, parameters, boundary)
        }
        return code >= 0 ? unsafe snd_pcm_sw_params(handle, parameters) : code
    }
}
