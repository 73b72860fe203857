/// A step of 1, 2 or 5 times a power of ten, whose multiples are written without rounding.
struct DecimalStep {
    let mantissa: Int
    let exponent: Int

    /// The next larger step.
    var next: DecimalStep {
        switch mantissa {
        case 1: DecimalStep(mantissa: 2, exponent: exponent)
        case 2: DecimalStep(mantissa: 5, exponent: exponent)
        default: DecimalStep(mantissa: 1, exponent: exponent + 1)
        }
    }

    /// The numbers of the multiples in `range`.
    func multiples(in range: ClosedRange<Double>) -> [Int] {
        let step = value(of: 1)
        // Division rounds, so the neighbours are looked at too.
        let lowest = Int((range.lowerBound / step).rounded(.down))
        let highest = Int((range.upperBound / step).rounded(.up))
        return (lowest...highest).filter { range.contains(value(of: $0)) }
    }

    /// The multiple with the given number, the nearest there is to the decimal number.
    func value(of number: Int) -> Double {
        let digits = Double(number * mantissa)
        return exponent < 0 ? digits / Self.power(-exponent) : digits * Self.power(exponent)
    }

    /// The multiple with the given number in digits, as many decimals as the step has.
    func label(of number: Int) -> String {
        var digits = String(abs(number * mantissa))
        if exponent > 0, number != 0 { digits += String(repeating: "0", count: exponent) }
        if exponent < 0 {
            let missing = 1 - exponent - digits.count
            if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: exponent))
        }
        return (number < 0 ? "\u{2212}" : "") + digits
    }

    private static func power(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { value, _ in value * 10 }
    }
}
