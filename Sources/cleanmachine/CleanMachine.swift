import ArgumentParser

/// The command line's root.
struct CleanMachine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cleanmachine",
        abstract: "Removes noise from speech: live in a pipe, or in files.",
        discussion: """
            Sound goes to standard output, everything else to standard error.

            Clean a microphone:
              arecord -f S16_LE -r 16000 -c 1 -t raw \\
                | cleanmachine pipe --rate 16000 | aplay -f S16_LE -r 16000
            Clean files:
              cleanmachine file interview.flac -o clean.flac

            Exit codes: 0 done, 64 usage, 65 bad data, 66 no input, 69 device or library
            unavailable, 70 internal error, 73 cannot create output, 74 input/output error,
            78 configuration, 130 interrupted.
            """,
        version: version,
        subcommands: [
            Pipe.self, Live.self, Microphone.self, File.self, Mix.self, Evaluate.self, Plot.self,
            Devices.self,
            Presets.self, Models.self, Check.self, Bench.self,
        ]
    )

    /// The product's version; see CHANGELOG.md.
    static let version = "0.1.0"
}
