import RealTime
import Spectral
import Testing

@Suite("Windows")
struct WindowsTests {
    @Test("the analysis window sums to one and the overlapped products to one", arguments: GeometryCase.all)
    func scale(frames: GeometryCase) throws {
        let geometry = try frames.geometry()
        let windows = Windows(geometry)
        #expect(windows.analysis.count == geometry.length)
        #expect(windows.synthesis.count == geometry.synthesisLength)
        var sum = 0.0
        var isFinite = true
        for n in windows.analysis.indices {
            sum += Double(windows.analysis[n])
            isFinite = isFinite && windows.analysis[n].isFinite && windows.analysis[n] >= 0
        }
        #expect(abs(sum - 1) < 1e-5)
        #expect(isFinite)
        var products = [Double](repeating: 0, count: geometry.hop)
        let start = geometry.length - geometry.synthesisLength
        for n in windows.synthesis.indices {
            products[n % geometry.hop] += Double(windows.analysis[start + n]) * Double(windows.synthesis[n])
        }
        #expect(products.allSatisfy { abs($0 - 1) < 1e-5 })
    }

    @Test("the asymmetric pair has the level of a long window and the end of a short one")
    func asymmetric() throws {
        let settings = FrameSettings(
            windowMilliseconds: 32,
            hopMilliseconds: 4,
            windowPair: .asymmetric,
            synthesisMilliseconds: 8
        )
        let geometry = try FrameGeometry(settings, sampleRate: 16000)
        let windows = Windows(geometry)
        var peak = 0
        for n in windows.analysis.indices where windows.analysis[n] > windows.analysis[peak] { peak = n }
        #expect(peak == geometry.length - geometry.synthesisLength / 2)
        #expect(geometry.latency == 128 && geometry.length == 512)
    }
}
