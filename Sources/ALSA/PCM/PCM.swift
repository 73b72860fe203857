internal import AudioIO
internal import CALSA

/// An open PCM of alsa-lib; the only place that touches its handle.
///
/// Errors are what alsa-lib returns: negative `errno` values.
///
/// - Real time: every member but opening and `deinit`, as far as the device's plug-in is.
@safe
final class PCM {
    enum Direction {
        case capture, playback

        var stream: snd_pcm_stream_t {
            self == .capture ? SND_PCM_STREAM_CAPTURE : SND_PCM_STREAM_PLAYBACK
        }
    }

    let direction: Direction
    private let opened: OpaquePointer
    private let descriptors = UnsafeMutablePointer<pollfd>.allocate(capacity: Int(mostDescriptors))
    private static let mostDescriptors: UInt32 = 16

    /// For the functions that set it up.
    @unsafe var handle: OpaquePointer { unsafe opened }

    /// Opens without waiting for a device that is busy; nil with an error in `code`.
    init?(_ name: String, _ direction: Direction, code: inout Int32) {
        var opened: OpaquePointer?
        code = unsafe snd_pcm_open(&opened, name, direction.stream, SND_PCM_NONBLOCK)
        guard code >= 0, let opened = unsafe opened else { return nil }
        unsafe self.opened = opened
        self.direction = direction
    }

    deinit {
        unsafe snd_pcm_drop(opened)
        unsafe snd_pcm_close(opened)
        unsafe descriptors.deallocate()
    }

    var state: snd_pcm_state_t { unsafe snd_pcm_state(opened) }

    /// Whether it is a device of the kernel's without anything between.
    var isHardware: Bool { unsafe snd_pcm_type(opened) == SND_PCM_TYPE_HW }

    /// The sound server between, as the plug-in at the end of the chain says of itself; asked once it is set up.
    var server: SoundServer? {
        var output: OpaquePointer?
        guard unsafe snd_output_buffer_open(&output) == 0, let output = unsafe output else { return nil }
        defer { unsafe snd_output_close(output) }
        unsafe snd_pcm_dump(opened, output)
        var text: UnsafeMutablePointer<CChar>?
        let count = unsafe snd_output_buffer_string(output, &text)
        guard count > 0, let text = unsafe text else { return nil }
        let description = unsafe String(
            decoding: UnsafeRawBufferPointer(start: text, count: count),
            as: UTF8.self
        )
        return SoundServer.allCases.first { description.contains($0.rawValue) }
    }

    func prepare() -> Int32 { unsafe snd_pcm_prepare(opened) }

    func start() -> Int32 { unsafe snd_pcm_start(opened) }

    func drop() -> Int32 { unsafe snd_pcm_drop(opened) }

    func drain() -> Int32 { unsafe snd_pcm_drain(opened) }

    func resume() -> Int32 { unsafe snd_pcm_resume(opened) }

    /// Frames that can be moved now.
    func available() -> Int { unsafe snd_pcm_avail(opened) }

    /// Waits until `avail_min` frames can be moved: 1 when the device says so or has stopped, 0 after `milliseconds` or
    /// when it has woken us for nothing, or an error.
    ///
    /// Not `snd_pcm_wait`, which begins anew after each wake-up for nothing and so may never return.
    func wait(milliseconds: Int) -> Int32 {
        let count = unsafe snd_pcm_poll_descriptors(opened, descriptors, Self.mostDescriptors)
        guard count > 0 else { return count }
        let ready = unsafe poll(descriptors, UInt(count), Int32(clamping: milliseconds))
        guard ready > 0 else { return 0 }
        var events: UInt16 = 0
        let code = unsafe snd_pcm_poll_descriptors_revents(opened, descriptors, UInt32(count), &events)
        return code < 0 ? code : events == 0 ? 0 : 1
    }

    func read(into bytes: UnsafeMutableRawPointer, frames: Int) -> Int {
        unsafe snd_pcm_readi(opened, bytes, UInt(frames))
    }

    func write(from bytes: UnsafeRawPointer, frames: Int) -> Int {
        unsafe snd_pcm_writei(opened, bytes, UInt(frames))
    }
}
