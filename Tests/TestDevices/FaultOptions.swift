/// What a faulty device can do and how it fails.
///
/// - Units: times in milliseconds since the first start, unless said otherwise.
public struct FaultOptions: Sendable {
    /// The rates that it knows.
    public var rates = [48_000]
    /// The channel counts that it knows.
    public var channels = [1]
    /// The formats that it knows, by alsa-lib's names.
    public var formats = ["S32_LE"]
    /// The periods that it knows, in frames, empty for any.
    ///
    /// They need one format and one channel count.
    public var periodFrames: [Int] = []
    /// The buffers that it knows, in frames, empty for any.
    ///
    /// They need one format and one channel count.
    public var bufferFrames: [Int] = []
    /// The numbers of periods in a buffer that it knows; empty for 2 to 64.
    public var periods: [Int] = []
    /// By how much its clock runs fast.
    public var partsPerMillion = 0.0
    /// Frames by which its position moves: 0 freely, -1 by periods.
    public var stepFrames = 0
    /// The most that one call moves; 0 for any.
    public var shortTransferFrames = 0
    /// Frames between its buffer and the ear, which the device reports.
    public var delayFrames = 0
    /// Whether the sound at the microphone begins again when it ends; it is silent then otherwise.
    public var repeats = false
    /// It stops as if its user were late, so often.
    public var xrunEvery = 0
    /// When it is suspended; 0 never.
    public var suspendAt = 0
    /// For how long it is suspended.
    public var suspendFor = 0
    /// Whether it goes on by itself after that, as few drivers do.
    public var canResume = false
    /// When it is unplugged; 0 never.
    public var unplugAt = 0
    /// After what time it is back.
    public var unplugFor = 0
    /// After what time it is unplugged again, counted from one unplugging to the next; 0 for once only.
    public var unplugEvery = 0
    /// How often it is unplugged, where `unplugEvery` says so.
    public var unplugCount = 0
    /// Whether being unplugged looks like an overrun until one wants to start again, as with Bluetooth.
    public var unplugsAsXrun = false
    /// The `errno` of opening it while it is unplugged.
    public var unplugError: Int32 = 19
    /// It is busy for so long after the first attempt to open it.
    public var busyFor = 0
    /// It is forbidden for so long after the first attempt to open it.
    public var deniedFor = 0
    /// What lists of devices say of it; nil where they leave it out.
    public var description: String?

    /// A mono device of 48 kHz and 32 bit without a fault.
    public init() {}
}

extension FaultOptions {
    /// The settings for the plug-in.
    var configuration: [String] {
        let lists = [
            "rates": rates, "channels": channels, "period_frames": periodFrames,
            "buffer_frames": bufferFrames,
            "periods": periods,
        ]
        let numbers = [
            "step_frames": stepFrames, "short_frames": shortTransferFrames, "delay_frames": delayFrames,
            "repeats": repeats ? 1 : 0, "xrun_every": xrunEvery, "suspend_at": suspendAt,
            "suspend_for": suspendFor, "can_resume": canResume ? 1 : 0, "unplug_at": unplugAt,
            "unplug_for": unplugFor, "unplug_every": unplugEvery, "unplug_count": unplugCount,
            "unplug_as_xrun": unplugsAsXrun ? 1 : 0, "unplug_error": Int(unplugError), "busy_for": busyFor,
            "denied_for": deniedFor,
        ]
        var lines = lists.filter { !$0.value.isEmpty }.map { name, values in
            "\(name) [ \(values.map(String.init).joined(separator: " ")) ]"
        }
        lines += numbers.filter { $0.value != 0 }.map { "\($0.key) \($0.value)" }
        lines.append("formats [ \(formats.joined(separator: " ")) ]")
        if partsPerMillion != 0 { lines.append("ppm \(partsPerMillion)") }
        lines.append(description.map { "hint { show on description \"\($0)\" }" } ?? "hint { show off }")
        return lines.sorted()
    }
}
