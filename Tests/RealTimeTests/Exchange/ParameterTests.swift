import Foundation
import RealTime
import TestSignals
import Testing

@Suite("Parameter")
struct ParameterTests {
    @Test("every number comes back bit for bit")
    func roundTrip() {
        let numbers: [Float] = [
            0, -0.0, 1, -1, .pi, .infinity, -.infinity, .nan, .signalingNaN, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude,
        ]
        for number in numbers {
            let parameter = Parameter(number)
            #expect(parameter.value.bitPattern == number.bitPattern)
            parameter.value = 0.25
            #expect(parameter.value == 0.25)
            parameter.value = number
            #expect(parameter.value.bitPattern == number.bitPattern)
        }
    }

    @Test("a reader sees whole numbers only, and the last one in the end")
    func twoThreads() {
        let parameter = Parameter(0)
        let torn = Counter()
        let patterns: [Float] = [0, .init(bitPattern: .max), .pi, -1e30]
        concurrently(
            0,
            { _ in
                for round in 0..<20_000 { parameter.value = patterns[round % patterns.count] }
                parameter.value = 1
            },
            0,
            { _ in
                while parameter.value != 1 {
                    let seen = parameter.value.bitPattern
                    if seen != Float(1).bitPattern, !patterns.contains(where: { $0.bitPattern == seen }) {
                        torn.increment()
                    }
                    sched_yield()
                }
            }
        )
        #expect(torn.value == 0)
        #expect(parameter.value == 1)
    }
}
