import Foundation
import KernelProbes
import RealTime
import Testing

@Suite("Elementary functions of the kernels")
struct MathematicsTests {
    @Test("e^x is right within 3e-7 over its range")
    func exponential() {
        let worst = worstError(
            of: { unsafe probe_exp($0.pointer, $1.pointer, $0.count) },
            at: Points.even(-87, 87),
            exact: exp
        )
        #expect(worst < 3e-7)
    }

    @Test("2^x is right within 3e-7 over its range")
    func exponential2() {
        let worst = worstError(
            of: { unsafe probe_exp2($0.pointer, $1.pointer, $0.count) },
            at: Points.even(-126, 126),
            exact: exp2
        )
        #expect(worst < 3e-7)
    }

    @Test("beyond their ranges the exponentials stay finite and ordered")
    func clamping() {
        let points = Samples([-1e30, -200, -1, 0, 1, 200, 1e30] as [Float])
        let results = Samples(repeating: .nan, count: points.count)
        unsafe probe_exp(points.pointer, results.pointer, points.count)
        for index in 1..<points.count {
            #expect(results[index].isFinite && results[index] >= results[index - 1])
        }
        #expect(results[0] >= 0 && results[0] < 1e-37)
    }

    @Test("the logarithm is right within 2e-7, near one as well", arguments: [(1e-37, 1e37), (0.99, 1.01)])
    func logarithm(low: Double, high: Double) {
        let worst = worstError(
            of: { unsafe probe_log($0.pointer, $1.pointer, $0.count) },
            at: Points.geometric(low, high),
            exact: log
        )
        #expect(worst < 2e-7)
    }

    @Test("a power is right within 1e-5 over 240 dB", arguments: [0.25, 0.5, 2.0 / 3, 1, 1.5] as [Float])
    func power(exponent: Float) {
        let worst = worstError(
            of: { unsafe probe_pow($0.pointer, exponent, $1.pointer, $0.count) },
            at: Points.geometric(1e-12, 1e12),
            exact: { pow($0, Double(exponent)) }
        )
        #expect(worst < 1e-5)
    }

    @Test(
        "the exponential integral is right within 2e-6",
        arguments: [(1e-8, 1e-3), (1e-3, 0.999), (0.999, 1.001), (1.001, 50)]
    )
    func exponentialIntegral(low: Double, high: Double) {
        let worst = worstError(
            of: { unsafe probe_expint($0.pointer, $1.pointer, $0.count) },
            at: Points.geometric(low, high),
            exact: exactExponentialIntegral
        )
        #expect(worst < 2e-6)
    }

    @Test("the reference integral is the tabulated one")
    func reference() {
        // Abramowitz and Stegun 1964, table 5.1: E1(0.5), E1(1), E1(2), and 10 e^10 E1(10) from table 5.2.
        #expect(abs(exactExponentialIntegral(0.5) - 0.559_773_594_8) < 1e-9)
        #expect(abs(exactExponentialIntegral(1) - 0.219_383_934_4) < 1e-9)
        #expect(abs(exactExponentialIntegral(2) - 0.048_900_510_7) < 1e-9)
        #expect(abs(10 * exp(10) * exactExponentialIntegral(10) - 0.915_633_339) < 1e-8)
    }
}
