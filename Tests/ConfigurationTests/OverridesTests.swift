import Configuration
import Suppression
import Testing

@Suite("Overrides")
struct OverridesTests {
    private func messages(_ assignments: [String]) -> [String] {
        do throws(ConfigurationError) {
            _ = try Overrides.apply(assignments, to: DenoiserSettings())
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("numbers, flags and words are set, and the last one wins")
    func sets() throws {
        let settings = try Overrides.apply(
            [
                "output.gainDecibels=-12", "output.residual = true", "engine=wiener",
                "output.gainDecibels=-6.5",
            ],
            to: DenoiserSettings()
        )
        #expect(settings.output.gainDecibels == -6.5)
        #expect(settings.output.residual)
        #expect(settings.engine == .wiener)
    }

    @Test("nothing given changes nothing")
    func nothing() throws {
        #expect(try Overrides.apply([], to: DenoiserSettings()) == DenoiserSettings())
    }

    @Test(
        "each fault has its message",
        arguments: [
            ("output.mix", "--set: must be KEY=VALUE, not \"output.mix\""),
            ("output.mix=", "--set: output.mix must be a number from 0 to 1, not \"\""),
            ("output.mix=lots", "--set: output.mix must be a number from 0 to 1, not \"lots\""),
            ("output.mix=2", "--set: output.mix must be a number from 0 to 1, not 2"),
            ("output.mix=nan", "--set: output.mix must be a number from 0 to 1, not nan"),
            ("output.residual=yes", "--set: output.residual must be true or false, not \"yes\""),
            ("mix=1", "--set: mix is no setting; did you mean output.mix?"),
            ("output.mxi=1", "--set: output.mxi is no setting; did you mean output.mix?"),
            ("description=x", "--set: description is no setting"),
        ]
    )
    func faults(assignment: String, message: String) {
        #expect(messages([assignment]) == [message])
    }

    @Test("all faults are reported at once")
    func all() {
        #expect(messages(["output.mix=2", "nonsense", "output.residual=3"]).count == 3)
    }

    @Test("the result must not contradict itself")
    func contradiction() {
        let messages = messages([
            "frame.windowPair=square-root-hann", "frame.hopMilliseconds=15", "frame.windowMilliseconds=20",
        ])
        #expect(messages.count == 1)
        #expect(
            messages[0].hasPrefix("--set: frame.hopMilliseconds must agree with frame.windowMilliseconds")
        )
    }
}
