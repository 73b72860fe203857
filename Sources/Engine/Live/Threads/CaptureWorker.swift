package import AudioIO
package import RealTime

/// The capture thread: device to ring, and the device's recovery.
package final class CaptureWorker {
    private let device: any CaptureDevice
    private let shape: DeviceShape
    private let exchange: LiveExchange
    private let statistics: DeviceStatistics
    /// Whether lost time is replaced by silence, so that a recording keeps its length.
    private let keepsTime: Bool
    /// The frames of which processing takes multiples; what is more than that waits best in the device, which then wakes
    /// us when a block is whole.
    private let stepFrames: Int?
    private let canReplan: Bool
    private var ring: RingProducer
    private var block: Samples
    private var silence: Samples
    private var gate: FadeGate
    private var release: Release
    private var share: ProcessorShare
    private var framesPassed = 0
    private let rate: Double
    private let channels: Int

    /// Prepares the work on a device that is open.
    package init(
        _ device: any CaptureDevice,
        plan: LivePlan,
        ring: consuming RingProducer,
        exchange: LiveExchange
    ) {
        self.device = device
        shape = plan.capture
        self.exchange = exchange
        share = ProcessorShare(exchange.processor)
        keepsTime = !plan.playbackHasClock
        stepFrames = plan.stepFrames
        canReplan = plan.canReplan
        self.ring = ring
        statistics = exchange.statistics.capture
        rate = Double(shape.format.sampleRate)
        channels = shape.format.channels
        block = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
        silence = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
        gate = FadeGate(sampleRate: shape.format.sampleRate)
        release = Release(sampleRate: shape.format.sampleRate, channels: channels)
        statistics.isOpen.isSet = true
    }

    /// Captures until told to stop or the device ends.
    package func run() {
        // A device without a clock would otherwise give a block at a time that is far longer than a hop.
        let most =
            device.hasClock
            ? StreamCleaner.blockFrames : min(StreamCleaner.blockFrames, max(32, Int(rate / 200)))
        skipStale()
        while !exchange.isStopping.isSet {
            share.follow()
            let frames = stepFrames.map { $0 - framesPassed % $0 } ?? most
            switch device.read(into: &block, frames: frames, timeoutMilliseconds: 100) {
            case .frames(0): continue
            case .frames(let frames): pass(frames)
            case .overrun(let lost):
                statistics.overruns.increment()
                interrupted(lost)
            case .resumed(let lost):
                statistics.suspensions.increment()
                interrupted(lost)
            case .gone: recover()
            case .ended:
                finish()
                return
            }
        }
        finish()
    }

    private func finish() {
        share.leave()
        // First, as a device may not let go.
        ring.close()
        exchange.processingWake.call()
        AudioThread.withOrdinaryPriority { device.close() }
        exchange.captureIsDone.isSet = true
    }

    /// Throws away what came between the opening of the device and now; it would only be latency.
    private func skipStale() {
        guard device.hasClock else { return }
        while device.pending() > shape.periodFrames {
            guard
                case .frames(let count) = device.read(
                    into: &block,
                    frames: StreamCleaner.blockFrames,
                    timeoutMilliseconds: 0
                ),
                count > 0
            else { return }
        }
    }

    /// Hands a block on.
    private func pass(_ frames: Int) {
        let pending = device.pending()
        let now = MonotonicTime.now()
        if device.hasClock {
            let late = frames + pending - shape.periodFrames
            exchange.statistics.wakeUpJitter.add(nanoseconds: max(0, Int(Double(late) / rate * 1e9)))
        }
        gate.apply(to: &block, frames: frames, channels: channels)
        release.add(to: &block, frames: frames)
        statistics.frames.increment(by: frames)
        let written = push(block, frames)
        release.follow(block, frames: written)
        if written < frames {
            // What there was no room for is missing: the sound breaks off here and begins anew.
            gate.reopen()
            release.begin()
        }
        exchange.capturePhase.value = LiveExchange.phase(
            frames: Double(framesPassed + pending),
            rate: rate,
            now: now
        )
        exchange.processingWake.call()
    }

    /// Writes what there is room for and returns how much; a device without a clock can wait for room.
    private func push(_ samples: borrowing Samples, _ frames: Int) -> Int {
        var written = 0
        while written < frames {
            // Whole frames only, or the channels would change places for good.
            let room = min(frames - written, ring.free / channels)
            written += ring.write(samples, from: written * channels, count: room * channels) / channels
            guard written < frames else { break }
            if device.hasClock {
                exchange.statistics.droppedFrames.increment(by: frames - written)
                break
            }
            if exchange.isStopping.isSet { break }
            waitForRoom()
        }
        framesPassed += written
        return written
    }

    /// Waits while processing takes from the ring; a hundredth of it at most where that goes at a clock's pace.
    private func waitForRoom() {
        exchange.processingWake.call()
        MonotonicTime.sleep(until: MonotonicTime.now() + (keepsTime ? 1_000_000 : 10_000_000))
    }

    /// Goes on after a gap: from silence, as the first sound after it may be anything.
    private func interrupted(_ lost: Int) {
        share.leave()
        statistics.lostFrames.increment(by: lost)
        gate.reopen()
        release.begin()
        if keepsTime { replace(lost) }
        exchange.interruptions.increment()
    }

    private func replace(_ lost: Int) {
        var left = min(lost, Int(rate) * 10)
        while left > 0 {
            let count = min(left, StreamCleaner.blockFrames, ring.free / channels)
            guard count > 0 else {
                guard !exchange.isStopping.isSet else { return }
                waitForRoom()
                continue
            }
            silence.fill(with: 0)
            release.add(to: &silence, frames: count)
            _ = push(silence, count)
            left -= count
        }
    }

    /// Closes a device that has gone and opens it when it is back.
    private func recover() {
        // Opening a device may start threads, which would be held with us.
        share.leave()
        let gone = MonotonicTime.now()
        statistics.losses.increment()
        statistics.isOpen.isSet = false
        device.close()
        exchange.interruptions.increment()
        let stops = exchange.isStopping
        switch DeviceReturn.wait(for: device, as: shape, canReplan: canReplan, until: stops) {
        case .same: break
        case .different:
            exchange.replan()
            return
        case .stopped: return
        }
        statistics.reopenings.increment()
        statistics.isOpen.isSet = true
        skipStale()
        interrupted(Int(Double(MonotonicTime.now() - gone) * 1e-9 * rate))
    }
}
