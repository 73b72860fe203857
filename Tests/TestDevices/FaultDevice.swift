internal import Foundation
internal import Glibc
internal import Synchronization

/// An ALSA device of the fault plug-in, for this process and the programs that it runs.
///
/// It stays, with its files, until the process ends.
public final class FaultDevice: Sendable {
    /// What happens while it is switched on; `xrun` happens once.
    ///
    /// The raw values are those of `fault_switch` in `fault_state.h`.
    public enum Fault: Int, Sendable, CaseIterable {
        case unplugged, busy, denied, suspended, stalled, xrun
    }

    /// What alsa-lib calls it.
    public let name: String

    private let folder: URL
    private let settings: [String]
    private static let count = Atomic<Int>(0)

    /// A microphone that hears `sound`, interleaved, from its first start on.
    ///
    /// - Throws: when its files cannot be written.
    public convenience init(
        hearing sound: [Float],
        channels: Int = 1,
        _ options: FaultOptions = FaultOptions()
    ) throws {
        let folder = try Self.newFolder()
        let file = folder.appendingPathComponent("sound.f32").path
        try unsafe sound.withUnsafeBytes { try unsafe Data($0).write(to: URL(fileURLWithPath: file)) }
        let settings = ["sound \"\(file)\"", "sound_channels \(channels)"]
        try self.init(options, settings, "microphone", in: folder)
    }

    /// A loudspeaker that records what is heard.
    ///
    /// - Throws: when its files cannot be written.
    public convenience init(_ options: FaultOptions = FaultOptions()) throws {
        let folder = try Self.newFolder()
        try self.init(
            options,
            ["recording \"\(folder.appendingPathComponent("heard.f32").path)\""],
            "speaker",
            in: folder
        )
    }

    private init(_ options: FaultOptions, _ settings: [String], _ kind: String, in folder: URL) throws {
        (name, self.folder) = ("cm_\(kind)_\(folder.lastPathComponent)", folder)
        let common = [
            "type cmfault", "state \"\(folder.appendingPathComponent("state").path)\"",
        ]
        self.settings = common + settings
        try become(options)
    }

    /// Makes it another device of the same name; who has it open keeps the old one until it is opened again.
    ///
    /// - Throws: when its files cannot be written.
    public func become(_ options: FaultOptions) throws {
        let lines = (settings + options.configuration).map { "    \($0)" }.joined(separator: "\n")
        try DeviceConfiguration.add("pcm.!\(name) {\n\(lines)\n}")
    }

    private static func newFolder() throws -> URL {
        let index = count.add(1, ordering: .relaxed).newValue
        let folder = DeviceConfiguration.folder.appendingPathComponent("\(index)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// What a program needs to find the device; this process has it already.
    public var environment: [String: String] { DeviceConfiguration.environment }

    /// Switches a fault on or off.
    public func set(_ fault: Fault, _ isOn: Bool = true) {
        let file = unsafe open(
            folder.appendingPathComponent("state").path,
            O_WRONLY | O_CREAT | O_CLOEXEC,
            0o600
        )
        precondition(file >= 0, "the folder of a device stays")
        defer { close(file) }
        let place = MemoryLayout<Int>.size * (FaultState.words + fault.rawValue)
        let count = unsafe withUnsafeBytes(of: isOn ? 1 : 0) { word in
            unsafe pwrite(file, word.baseAddress, word.count, place)
        }
        precondition(count == MemoryLayout<Int>.size, "memory has room for a word")
    }

    /// What happened to it so far.
    public var state: FaultState {
        let bytes =
            (try? Data(contentsOf: URL(fileURLWithPath: folder.appendingPathComponent("state").path)))
            ?? Data()
        return FaultState(bytes)
    }

    /// What was heard from the first start on, interleaved; silence where nothing was written in time.
    public var heard: [Float] {
        let bytes =
            (try? Data(contentsOf: URL(fileURLWithPath: folder.appendingPathComponent("heard.f32").path)))
            ?? Data()
        var samples = [Float](repeating: 0, count: bytes.count / 4)
        _ = unsafe samples.withUnsafeMutableBytes { unsafe bytes.copyBytes(to: $0) }
        return samples
    }
}
