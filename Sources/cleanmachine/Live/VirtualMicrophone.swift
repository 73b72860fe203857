/// Ways to let any program record the clean voice.
enum VirtualMicrophone: String, CaseIterable {
    /// PulseAudio, and PipeWire through its PulseAudio server, until the server ends.
    case pulse
    /// A file for PipeWire's PulseAudio server, which makes the microphone each time it starts.
    case pipewire
    /// The loopback card of the kernel, for programs that use ALSA alone.
    case loopback
    /// A name for the loopback card in alsa-lib's configuration, that several programs may record from at once.
    case asoundrc

    /// What is done once, as commands of the shell; for `pipewire` and `asoundrc`, what the file says.
    var setUp: [String] {
        switch self {
        case .pulse: pulseModules.map { "pactl load-module " + $0.joined(separator: " ") }
        case .pipewire:
            [
                "# in ~/.config/pipewire/pipewire-pulse.conf.d/cleanmachine.conf; after it: "
                    + "systemctl --user restart pipewire-pulse",
                "pulse.cmd = [",
            ]
                + pulseModules.map {
                    "    { cmd = \"load-module\" args = \"\($0.joined(separator: " "))\" flags = [ ] }"
                } + ["]"]
        case .loopback: ["sudo modprobe snd-aloop id=Loopback pcm_substreams=1"]
        case .asoundrc:
            [
                "pcm.cleanmachine {",
                "    type plug",
                "    slave.pcm {",
                "        type dsnoop",
                "        ipc_key 52740",
                "        slave.pcm \"hw:Loopback,1,0\"",
                "    }",
                "    hint { show on; description \"Clean microphone\" }",
                "}",
            ]
        }
    }

    /// The live run that feeds it.
    var run: String {
        switch self {
        case .pulse, .pipewire:
            "PULSE_SINK=cleanmachine cleanmachine live --capture alsa:pulse --playback alsa:pulse"
        case .loopback, .asoundrc:
            "cleanmachine live --capture alsa:default --playback alsa:plughw:Loopback,0,0"
        }
    }

    /// How programs then record.
    var use: String {
        switch self {
        case .pulse, .pipewire:
            "choose the microphone \"Clean-Microphone\", or: parecord -d cleanmachine_microphone voice.wav"
        case .loopback: "arecord -D plughw:Loopback,1,0 -f S16_LE -r 48000 voice.wav"
        case .asoundrc: "arecord -D cleanmachine -f S16_LE -r 48000 voice.wav (after the recipe `loopback`)"
        }
    }

    /// The modules of PulseAudio: a sink that nobody hears, and its monitor under the name of a microphone.
    ///
    /// Programs that hide monitors show the second. Without `norewinds` a null sink of PulseAudio renders two seconds ahead,
    /// so that after each start and each underrun it takes nothing for as long.
    private var pulseModules: [[String]] {
        [
            [
                "module-null-sink", "sink_name=cleanmachine",
                "sink_properties=device.description=CleanMachine", Self.smallBlocks,
            ],
            [
                "module-remap-source", "source_name=cleanmachine_microphone", "master=cleanmachine.monitor",
                "source_properties=device.description=Clean-Microphone",
            ],
        ]
    }

    private static let smallBlocks = "norewinds=1"

    /// Loads the modules of PulseAudio.
    ///
    /// - Throws: `Failure` 69 when `pactl` is missing or the server refuses.
    func load() throws {
        guard self == .pulse else {
            throw Failure.usage(
                "only the recipe `pulse` can be loaded; do what `cleanmachine microphone \(rawValue)` prints by hand"
            )
        }
        for module in pulseModules {
            var status = ChildProgram.status(of: ["pactl", "load-module"] + module)
            if status != 0, status != ChildProgram.missing, module.contains(Self.smallBlocks) {
                // Old servers do not know it.
                status = ChildProgram.status(
                    of: ["pactl", "load-module"] + module.filter { $0 != Self.smallBlocks }
                )
            }
            guard status == 0 else {
                throw Failure(
                    status: 69,
                    message: "`pactl load-module \(module.joined(separator: " "))` failed with code "
                        + "\(status); is PulseAudio or PipeWire running, and pactl installed "
                        + "(pulseaudio-utils)?"
                )
            }
        }
    }
}
