import Configuration
import Suppression
import Testing

@Suite("Bad presets")
struct BadPresetTests {
    @Test("an unknown key is an error with the key that was meant")
    func unknownKey() {
        #expect(
            Samples.messages("[gain]\nflorDecibels = -3") == [
                "x.toml:3: gain.florDecibels is no setting; did you mean gain.floorDecibels?"
            ]
        )
    }

    @Test("a key without its table is found in its tables")
    func keyWithoutTable() {
        #expect(
            Samples.messages("attenuationLimitDecibels = 3") == [
                "x.toml:2: attenuationLimitDecibels is no setting; did you mean output.attenuationLimitDecibels?"
            ]
        )
    }

    @Test("a key without its unit is found, in its own table first")
    func keyWithoutUnit() {
        #expect(
            Samples.messages("[gain]\nfloor = -3") == [
                "x.toml:3: gain.floor is no setting; did you mean gain.floorDecibels?"
            ]
        )
    }

    @Test("an unknown table is one error, not one for each of its keys")
    func unknownTable() {
        #expect(
            Samples.messages("[gian]\nfloorDecibels = -3\nmore = 4") == [
                "x.toml:2: gian is no table of a preset; did you mean gain?"
            ]
        )
    }

    @Test("a quoted key with a dot is not the key below a table")
    func quotedDot() {
        let messages = Samples.messages("\"output.mix\" = 1")
        #expect(messages.count == 1)
        #expect(messages[0].hasPrefix("x.toml:2: \"output.mix\" is no setting"))
    }

    @Test(
        "a value of the wrong type is an error that says what is wanted and what was given",
        arguments: [
            ("[output]\nmix = \"0.5\"", "x.toml:3: output.mix must be a number from 0 to 1, not \"0.5\""),
            ("[output]\nmix = true", "x.toml:3: output.mix must be a number from 0 to 1, not true"),
            ("[output]\nmix = [1]", "x.toml:3: output.mix must be a number from 0 to 1, not an array"),
            ("[output.mix]\na = 1", "x.toml:2: output.mix must be a number from 0 to 1, not a table"),
            (
                "[output]\nmix = 1979-05-27",
                "x.toml:3: output.mix must be a number from 0 to 1, not a date or time"
            ),
            ("[output]\nresidual = 1", "x.toml:3: output.residual must be true or false, not 1"),
            ("output = 3", "x.toml:2: output must be a table, not 3"),
            ("[[output]]\nmix = 1", "x.toml:2: output must be a table, not an array"),
        ]
    )
    func wrongType(text: String, message: String) {
        #expect(Samples.messages(text) == [message])
        #expect(Samples.problems("description = \"d\"\n" + text).map(\.kind) == [.wrongType])
    }

    @Test("a whole number is a number")
    func wholeNumber() throws {
        let preset = try PresetFile(
            text: "description = \"d\"\n[output]\nmix = 1\ngainDecibels = -6",
            place: "x"
        )
        #expect(preset.settings.output.gainDecibels == -6)
    }

    @Test(
        "a number out of range is an error with the range",
        arguments: [
            ("7", "7"), ("-0.001", "-0.001"), ("nan", "nan"), ("inf", "inf"), ("1e300", "1e+300"),
            ("9223372036854775807", "9.223372036854776e+18"),
        ]
    )
    func outOfRange(written: String, shown: String) {
        let messages = Samples.messages("[output]\nmix = \(written)")
        #expect(messages == ["x.toml:3: output.mix must be a number from 0 to 1, not \(shown)"])
    }

    @Test("an unknown word is an error with the words and the one that was meant")
    func unknownWord() {
        let words = EngineKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        #expect(
            Samples.messages("engine = \"weiner\"") == [
                "x.toml:2: engine must be one of \(words), not \"weiner\"; did you mean \"wiener\"?"
            ]
        )
    }

    @Test("settings that contradict each other are shown at the first of them")
    func contradiction() {
        let problems = Samples.problems(
            """
            description = "d"
            [frame]
            windowMilliseconds = 20
            hopMilliseconds = 16
            windowPair = "square-root-hann"
            """
        )
        #expect(problems.map(\.kind) == [.contradiction])
        #expect(problems.first?.line == 4)
        #expect(problems.first?.key == "frame.hopMilliseconds")
        #expect(problems.first?.description.contains("with frame.windowMilliseconds") == true)
    }

    @Test("a refused value contradicts nothing")
    func refusedValueDoesNotContradict() {
        let problems = Samples.problems(
            """
            description = "d"
            [frame]
            windowPair = "square-root-hann"
            hopMilliseconds = 40
            windowMilliseconds = 1000
            """
        )
        #expect(problems.map(\.kind) == [.outOfRange])
    }

    @Test("a preset says what it is for")
    func missingDescription() {
        #expect(
            Samples.problems("engine = \"wiener\"").map(\.description) == [
                "x.toml: description must be given: one line that says what the preset is for"
            ]
        )
    }

    @Test(
        "a description is one line of text",
        arguments: [("\"\"", "\"\""), ("\"a\\nb\"", "\"a\\nb\""), ("3", "3"), ("\"  \"", "\"  \"")]
    )
    func badDescription(written: String, shown: String) {
        #expect(
            Samples.problems("\ndescription = \(written)").map(\.description) == [
                "x.toml:2: description must be one line of text, not \(shown)"
            ]
        )
    }

    @Test("every repeated key and table is shown with the line that has it already")
    func duplicates() {
        #expect(
            Samples.messages("[gain]\nfloorDecibels = -3\nfloorDecibels = -4\n[gain]\n") == [
                "x.toml:4: gain.floorDecibels must be given once only, and line 3 has it already",
                "x.toml:5: gain must be given once only, and line 2 has it already",
            ]
        )
    }

    @Test(
        "an error of syntax has its line, its column and what was expected",
        arguments: [
            ("[gain]\nfloorDecibels = = 3", "3:17: must have a value here: \(value), not \"=\""),
            ("engine = wiener", "2:10: must have a value here: \(value), not wiener"),
            ("engine =", "2:9: must have a value here: \(value), not the end of the file"),
            ("engine", "2:7: must have an equals sign here, not the end of the file"),
            ("engine \"wiener\"", "2:8: must have an equals sign here, not \"\\\"\""),
            ("engine = \"größe\" b", "2:18: must have the end of the line here, not \"b\""),
            ("engine = \"wiener\n", "2:10: must have its closing quotation marks, not open to the end"),
            (
                "[gain\n",
                "2:6: must have the closing bracket of the table's name here, not the end of the line"
            ),
            (
                "output = { mix = 1\n",
                "2:19: must have a comma or the table's closing brace here, not the end of the line"
            ),
        ]
    )
    func syntax(text: String, message: String) {
        #expect(Samples.messages(text) == ["x.toml:" + message])
        #expect(Samples.problems("description = \"d\"\n" + text).map(\.kind) == [.syntax])
    }

    private static let value = "text in quotation marks, a number, true or false"

    @Test("what only the library sees has its line and column too")
    func librarySyntax() {
        let messages = Samples.messages("engine = \"\\q\"")
        #expect(messages.count == 1)
        #expect(messages[0].hasPrefix("x.toml:2:"))
        #expect(messages[0].contains("must be TOML: "))
    }

    @Test(
        "texts at which the library ends the process are errors",
        arguments: [
            "[[[a]]]", "[;a]", "[[=", "a = [}", "a = [\t}]", "a = {b = }", "a = 1979-05-13Tp7:32:00",
            "a = 1979-05-27 0",
            "a = [1979-05-27 ]", "a = \u{A0}1",
        ]
    )
    func libraryAborts(text: String) {
        #expect(!Samples.messages(text).isEmpty)
    }

    @Test("all problems of a file are reported at once, in the order of its lines")
    func everything() {
        let problems = Samples.problems(
            """
            # A preset with everything wrong.
            engine = "weiner"
            colour = "blue"

            [frame]
            hopMilliseconds = "ten"

            [noise]
            learnMilliseconds = 99999  # far too long
            tracker = 3

            [gain]
            floorDecibels = 12
            florDecibels = -12

            [reverb]
            on = true

            [output]
            residual = "no"
            mix = half
            residual = true
            """
        )
        #expect(problems.map { $0.line ?? 0 } == [0, 2, 3, 6, 9, 10, 13, 14, 16, 20, 21, 22])
        #expect(
            problems.map(\.kind) == [
                .missingKey, .unknownWord, .unknownKey, .wrongType, .outOfRange, .wrongType, .outOfRange,
                .unknownKey, .unknownKey, .wrongType, .syntax, .duplicateKey,
            ]
        )
        #expect(
            problems[6].description == "x.toml:13: gain.floorDecibels must be a number from -60 to 0, not 12"
        )
    }
}
