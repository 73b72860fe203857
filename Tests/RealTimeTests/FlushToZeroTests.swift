import RealTime
import TestSignals
import Testing

@Suite("FlushToZero")
struct FlushToZeroTests {
    @Test("denormals count as zero on the thread that asked, and on no other")
    func oneThread() {
        let denormal = Parameter(.leastNormalMagnitude / 4)
        let there = Parameter(-1)
        onNewThread {
            FlushToZero.enable()
            there.value = denormal.value * 2
        }
        #expect(there.value.bitPattern == 0)
        #expect((denormal.value * 2).bitPattern != 0)
    }
}
