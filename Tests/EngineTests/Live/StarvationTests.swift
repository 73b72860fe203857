import Engine
import Testing

@Suite("Starvation")
struct StarvationTests {
    @Test("silence comes in pieces that double up to the margin, and begin anew after sound")
    func pieces() {
        var starvation = Starvation(lowFrames: 48, marginFrames: 240)
        for _ in 0..<2 {
            let beginnings = (0..<2).map { _ in starvation.begin() }
            let pieces = (0..<5).map { _ in starvation.nextPiece() }
            let ends = (0..<2).map { _ in starvation.end() }
            #expect(beginnings == [true, false] && ends == [true, false])
            #expect(pieces == [48, 96, 192, 240, 240])
        }
    }

    @Test("the reserve is half a piece while nothing comes, and never less than the device needs")
    func reserve() {
        var starvation = Starvation(lowFrames: 48, marginFrames: 240)
        #expect(starvation.reserve == 48)
        _ = starvation.begin()
        let reserves = (0..<4).map { _ in
            _ = starvation.nextPiece()
            return starvation.reserve
        }
        #expect(reserves == [48, 96, 120, 120])
        _ = starvation.end()
        #expect(starvation.reserve == 48)
    }

    @Test("a margin below what the device needs gives pieces of what it needs")
    func smallMargin() {
        var starvation = Starvation(lowFrames: 48, marginFrames: 8)
        _ = starvation.begin()
        let pieces = (0..<3).map { _ in starvation.nextPiece() }
        #expect(pieces == [48, 48, 48])
        #expect(starvation.reserve == 48)
    }

    @Test("a thread that is woken late keeps twice that in reserve, at most half the margin, and forgets it")
    func lateness() {
        var starvation = Starvation(lowFrames: 48, marginFrames: 2400)
        starvation.waited(lateFrames: 20)
        #expect(starvation.reserve == 48)
        starvation.waited(lateFrames: 300)
        starvation.waited(lateFrames: 0)
        #expect((590...600).contains(starvation.reserve))
        starvation.waited(lateFrames: 2000)
        starvation.waited(lateFrames: 0)
        #expect((1190...1200).contains(starvation.reserve))
        for _ in 0..<10_000 { starvation.waited(lateFrames: 0) }
        #expect(starvation.reserve == 48)
    }

    @Test("after a late wake-up the others get one short wait in which to come, and not two")
    func excuse() {
        var starvation = Starvation(lowFrames: 48, marginFrames: 2400)
        #expect(!starvation.isExcused)
        starvation.waited(lateFrames: 300)
        #expect(starvation.isExcused && starvation.reserve == 48)
        starvation.called()
        #expect(starvation.isExcused && starvation.reserve == 48)
        starvation.waited(lateFrames: 300)
        #expect(!starvation.isExcused && starvation.reserve == 600)
        starvation.waited(lateFrames: 0)
        starvation.waited(lateFrames: 1800)
        #expect(starvation.isExcused)
        starvation.waited(lateFrames: 0)
        #expect(!starvation.isExcused)
    }

    @Test("a stall that no reserve outlasts asks for none")
    func stall() {
        var starvation = Starvation(lowFrames: 48, marginFrames: 960)
        starvation.waited(lateFrames: 14_400)
        #expect(starvation.reserve == 48)
    }
}
