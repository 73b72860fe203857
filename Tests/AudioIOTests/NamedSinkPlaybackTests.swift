import AudioIO
import RealTime
import Testing

@Suite("Playback to a named sink")
struct NamedSinkPlaybackTests {
    @Test(
        "a sink that is there is played to, by name or number",
        arguments: ["clean", "7", "@DEFAULT_SINK@"]
    )
    func present(sink: String) throws {
        let speaker = ServedSpeaker(.pulseAudio)
        let playback = NamedSinkPlayback(speaker, sink: sink) { ["7", "clean", "8", "hall"] }
        #expect(try playback.open().server == .pulseAudio)
        #expect(speaker.isOpen.isSet)
    }

    @Test("a sink that is missing is told with those that are there, and the device is closed again")
    func missing() throws {
        let speaker = ServedSpeaker(.pulseAudio)
        let playback = NamedSinkPlayback(speaker, sink: "clean") { ["8", "hall", "9", "kitchen"] }
        let error = #expect(throws: AudioError.self) { try playback.open() }
        #expect(error?.kind == .unavailable)
        #expect("\(try #require(error))".contains("it has hall, kitchen"))
        #expect(!speaker.isOpen.isSet)
        let empty = NamedSinkPlayback(speaker, sink: "clean") { [] }
        #expect(
            "\(try #require(#expect(throws: AudioError.self) { try empty.open() }))".contains("it has none")
        )
    }

    @Test("a server that does not answer is asked again later")
    func silent() throws {
        let speaker = ServedSpeaker(.pulseAudio)
        let playback = NamedSinkPlayback(speaker, sink: "clean") { () throws(AudioError) -> [String]? in
            throw AudioError(.unavailable, at: "server", "no answer")
        }
        #expect(throws: AudioError.self) { try playback.open() }
        #expect(!speaker.isOpen.isSet)
    }

    @Test("where nobody can tell, and where the name does not count, it is played")
    func unknown() throws {
        let unknown = NamedSinkPlayback(ServedSpeaker(.pulseAudio), sink: "clean") { nil }
        #expect(try unknown.open().server == .pulseAudio)
        for server in [nil, SoundServer.pipeWire, .jack] {
            let other = NamedSinkPlayback(ServedSpeaker(server), sink: "clean") { [] }
            #expect(try other.open().server == server)
        }
    }
}

/// A loudspeaker behind a sound server.
private final class ServedSpeaker: PlaybackDevice {
    let name = "speaker"
    let hasClock = true
    let isOpen = AtomicFlag()
    private let server: SoundServer?

    init(_ server: SoundServer?) { self.server = server }

    func open() -> DeviceShape {
        isOpen.isSet = true
        let format = StreamFormat(sampleRate: 48_000, channels: 1)
        return DeviceShape(format: format, periodFrames: 240, bufferFrames: 4_800, server: server)
    }

    func close() { isOpen.isSet = false }

    func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer { .frames(frames) }

    func delay() -> Int { 0 }
}
