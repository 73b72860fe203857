import Configuration
import Foundation
import Spectral
import Suppression
import Testing

@Suite("The presets that are shipped")
struct ShippedPresetTests {
    @Test("they are all there")
    func names() {
        let names = Set(PresetFolder(path: Samples.presets.path, origin: .buildTree).names)
        let needed: Set = [
            "voice-call", "meeting-room", "studio-48k", "telephone-8k", "speech-recognition", "low-latency",
            "strong",
        ]
        #expect(names.isSuperset(of: needed))
    }

    @Test("each is valid, written out reads back the same, and says in its description what it is for")
    func roundTrip() throws {
        for path in Samples.shipped {
            let preset = try PresetFile(path: path)
            let text = SettingsText.toml(preset.settings, description: preset.description)
            let again = try PresetFile(text: text, place: path)
            #expect(again == preset)
            #expect(preset.description.count <= 100, "\(path)")
        }
    }

    @Test("each runs at every common rate")
    func rates() throws {
        for path in Samples.shipped {
            let frame = try PresetFile(path: path).settings.frame
            for rate in [8000, 16000, 44100, 48000, 96000] {
                #expect(frame.processingRate(for: rate) != nil, "\(path) at \(rate) Hz")
            }
        }
    }

    @Test("low-latency hears 25 ms and delays by 8 ms at most")
    func lowLatency() throws {
        let path = Samples.presets.appendingPathComponent("low-latency.toml").path
        let frame = try PresetFile(path: path).settings.frame
        for rate in [8000, 16000, 48000] {
            let geometry = try FrameGeometry(frame, sampleRate: rate)
            #expect(geometry.length * 1000 >= 25 * rate)
            #expect(geometry.latency * 1000 <= 8 * rate)
        }
    }

    @Test("speech-recognition is the mildest, strong the strongest")
    func strength() throws {
        func most(_ name: String) throws -> Float {
            let settings = try PresetFile(path: Samples.presets.appendingPathComponent("\(name).toml").path)
                .settings
            let floor =
                settings.engine == .presenceModel
                ? settings.presence.floorDecibels : settings.gain.floorDecibels
            return min(settings.output.attenuationLimitDecibels, -floor)
        }
        let others = try ["voice-call", "meeting-room", "telephone-8k", "low-latency"].map(most)
        let (mildest, strongest) = try (most("speech-recognition"), most("strong"))
        #expect(others.allSatisfy { mildest < $0 && $0 < strongest })
    }
}
