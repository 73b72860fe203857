import Foundation
import Plotting
import Testing

@Suite("Colours")
struct ColourTests {
    @Test("the map of levels gets lighter in nearly even steps")
    func monotone() {
        let lightness = (0...200).map { Self.lightness(ColourMap.magma[Float($0) / 200]) }
        let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
        #expect(steps.allSatisfy { $0 > 0 })
        #expect((lightness.first ?? 100) < 1)
        #expect((lightness.last ?? 0) > 95)
        #expect((steps.max() ?? 100) < 2)
    }

    @Test("the map of differences is lightest in the middle, and equally dark to both sides")
    func diverging() {
        let lightness = (0...200).map { Self.lightness(ColourMap.blueToRed[Float($0) / 200]) }
        for index in 0..<100 {
            #expect(lightness[index] < lightness[index + 1])
            #expect(lightness[200 - index] < lightness[199 - index])
            #expect(abs(lightness[index] - lightness[200 - index]) < 8)
        }
        let middle = ColourScale.differences(upTo: 30).colour(of: 0)
        #expect(middle.red == middle.green && middle.green == middle.blue)
    }

    @Test("beyond the ends the ends' colours stay, and what is no number is grey")
    func ends() {
        let scale = ColourScale.levels(below: -10, span: 80)
        #expect(scale.colour(of: -200) == scale.colour(of: -90))
        #expect(scale.colour(of: 10) == scale.colour(of: -10))
        #expect(scale.colour(of: -.infinity) == ColourMap.magma[0])
        #expect(scale.colour(of: .nan) == .nothing)
    }

    /// The lightness of CIE 1976, zero to a hundred.
    private static func lightness(_ colour: Colour) -> Double {
        let linear = [colour.red, colour.green, colour.blue].map { part in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance
    }
}
