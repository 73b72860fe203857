import Configuration
import Testing

/// Where keys stand in a text, seen through the lines of unknown keys, which every text may have.
@Suite("Lines of keys")
struct KeyLocationTests {
    private func lines(_ text: String) -> [String: Int] {
        var lines: [String: Int] = [:]
        for problem in Samples.problems(text) where problem.kind == .unknownKey {
            lines[problem.key ?? ""] = problem.line ?? 0
        }
        return lines
    }

    @Test(
        "keys are found however they are written",
        arguments: [
            ("\n\nx1 = 1", ["x1": 3]),
            ("[gain]\n\n  x1=1 # y = 2", ["gain.x1": 3]),
            ("gain.x1 = 1\ngain . x2 = 2", ["gain.x1": 1, "gain.x2": 2]),
            ("[ 'gain' ]\n\"x1\" = 1\n'x2' = 2", ["gain.x1": 2, "gain.x2": 3]),
            ("[gain]\n\"x\\u0031\" = 1", ["gain.x1": 2]),
            ("\ngain = { x1 = 1, x2 = [1, 2], x3 = 3 }", ["gain.x1": 2, "gain.x2": 2, "gain.x3": 2]),
            ("# [gain]\n# x1 = 1\n[noise]\n# x1 = 1\nx1 = 1", ["noise.x1": 5]),
            ("a = \"\"\"\nx1 = 1\n\"\\\"\"\" # \"\"\"\nb = 2", ["a": 1, "b": 4]),
            ("a = '''\n\nx1 = 1 '' '''\nb = 2", ["a": 1, "b": 4]),
            ("a = \"x1 = 1 # \\\" [b]\"\nb = 2", ["a": 1, "b": 2]),
            ("a = [ # x1 = 1\n  '[b]',\n  { x1 = 1 },\n]\nb = 2", ["a": 1, "b": 5]),
            ("[[a]]\nx = 1\n[[a]]\nx = 1\n[b]", ["a": 1, "b": 5]),
            ("[a.b]\nc = 1\n[d]", ["a": 1, "d": 3]),
            ("a = \"\"\nb = ''\nc = 1979-05-27T07:32:00Z\nd = 0x_1", [:]),
        ]
    )
    func locations(text: String, expected: [String: Int]) {
        #expect(lines(text) == expected)
    }
}
