import ArgumentParser

/// Tells how other programs can record the clean voice, and sets it up.
struct Microphone: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a virtual microphone that other programs can record from.",
        discussion: """
            Without --load the commands are printed and nothing is done.

            Examples:
              cleanmachine microphone
              cleanmachine microphone pulse --load
              mkdir -p ~/.config/pipewire/pipewire-pulse.conf.d
              cleanmachine microphone pipewire > ~/.config/pipewire/pipewire-pulse.conf.d/cleanmachine.conf
              cleanmachine microphone asoundrc >> ~/.asoundrc
            """
    )

    @Argument(
        help: """
            The recipe: \(VirtualMicrophone.allCases.map(\.rawValue).joined(separator: ", ")); all of them unless one \
            is named.
            """
    )
    var recipe: String?

    @Flag(help: "Do it, for the recipe pulse: load the modules of PulseAudio or PipeWire.")
    var load = false

    func run() throws {
        guard let recipe else {
            guard !load else {
                throw Failure.usage("--load needs a recipe: cleanmachine microphone pulse --load")
            }
            for recipe in VirtualMicrophone.allCases { show(recipe) }
            return
        }
        guard let chosen = VirtualMicrophone(rawValue: recipe) else {
            let known = VirtualMicrophone.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure.usage("there is no recipe `\(recipe)`; choose one of \(known)")
        }
        if load { try chosen.load() } else { show(chosen) }
        if load { StandardError.write("now run: \(chosen.run)\nthen \(chosen.use)") }
    }

    private func show(_ recipe: VirtualMicrophone) {
        print("# \(recipe.rawValue)")
        for line in recipe.setUp { print(line) }
        print("# then: \(recipe.run)")
        print("# record: \(recipe.use)\n")
    }
}
