import Glibc

extension Double {
    /// The number with one digit before the point, `places` after it, and a power of ten.
    func scientific(_ places: Int) -> String {
        guard isFinite, self != 0 else { return decimals(places) }
        var exponent = Int(log10(abs(self)).rounded(.down))
        var digits = (abs(self) / pow(10, Double(exponent))).decimals(places)
        // 9.9996 with three places is 10.000.
        if digits.hasPrefix("10") {
            exponent += 1
            digits = 1.0.decimals(places)
        }
        let power = String(abs(exponent))
        let padding = power.count < 2 ? "0" : ""
        return "\(self < 0 ? "-" : "")\(digits)e\(exponent < 0 ? "-" : "+")\(padding)\(power)"
    }

    /// The number as a person would give it: whole numbers without a point.
    var brief: String { rounded() == self ? decimals(0) : "\(self)" }
}
