import Glibc

extension Double {
    /// The number with `places` decimals, as people read it.
    func decimals(_ places: Int) -> String {
        guard isFinite else { return isNaN ? "-" : (self < 0 ? "-inf" : "inf") }
        let factor = pow(10, Double(places))
        let scaled = (abs(self) * factor).rounded()
        guard scaled < 1e15 else { return description }
        let whole = Int(scaled / factor)
        let rest = Int(scaled) - whole * Int(factor)
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let digits = String(rest)
        return "\(sign)\(whole)." + String(repeating: "0", count: places - digits.count) + digits
    }
}

extension Float {
    /// The number with `places` decimals, as people read it.
    func decimals(_ places: Int) -> String { Double(self).decimals(places) }
}
