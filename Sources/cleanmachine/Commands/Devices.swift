import ALSA
import ArgumentParser

/// Lists the sound devices.
struct Devices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the sound devices, what each can do, and who uses it.",
        discussion: """
            The names are those of alsa-lib. hw: is the card itself; plughw: in its place
            converts rates, channels and formats. What is named by CARD=ID stays when cards
            change their numbers. The line marked with * is used where no device is named.

            Examples:
              cleanmachine devices
              cleanmachine devices --json
            """
    )

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let entries = DeviceDirectory.list()
        if json { return print(try JSONText.of(entries.map(DeviceRow.init))) }
        for entry in entries { print(DeviceText.of(entry)) }
        if !entries.contains(where: { $0.card != nil }) { StandardError.write(DeviceDirectory.absence) }
    }
}
