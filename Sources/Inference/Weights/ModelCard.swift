/// The texts of a header, with messages for what is wrong with them.
struct ModelCard {
    let texts: [String: String]
    let place: String

    func text(_ name: String) throws(WeightError) -> String {
        guard let text = texts[name], !text.isEmpty else { throw wrong(name, mustBe: "given") }
        return text
    }

    func count(_ name: String) throws(WeightError) -> Int {
        guard let count = Int(try text(name)), count >= 0 else { throw wrong(name, mustBe: "a whole number") }
        return count
    }

    func number(
        _ name: String,
        in range: ClosedRange<Float>,
        otherwise: Float
    ) throws(WeightError) -> Float {
        guard texts[name] != nil else { return otherwise }
        guard let number = Float(try text(name)), range.contains(number) else {
            throw wrong(name, mustBe: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func object(_ name: String) throws(WeightError) -> [String: JSONValue] {
        guard let value = try? JSONReader.value(of: Array(try text(name).utf8)), let members = value.members
        else { throw wrong(name, mustBe: "a JSON object") }
        return members
    }

    func wrong(_ name: String, mustBe requirement: String) -> WeightError {
        let given = texts[name].map { "; it is \"\($0.prefix(80))\"" } ?? "; it is missing"
        return WeightError(.unsupported, at: place, "its metadata `\(name)` must be \(requirement)\(given)")
    }
}
