internal import AudioIO
internal import RealTime

/// Makes the workers of a live engine and the threads that run them.
enum LiveThreads {
    /// The time that a ring can hold: far more than ever waits, so that a stall is cut out and not lost piecemeal.
    private static let ringSeconds = 1.0

    /// Starts the threads; they end by themselves once the engine has stopped.
    static func start(
        _ plan: LivePlan,
        _ capture: any CaptureDevice,
        _ playback: any PlaybackDevice,
        _ lane: consuming Lane,
        _ exchange: LiveExchange,
        priority: Int32?
    ) -> AudioThread.Scheduling {
        let input = RingEnds(capacity: samples(plan.capture.format))
        let output = RingEnds(capacity: samples(plan.playback.format))
        let playing = PlaybackWorker(playback, plan: plan, ring: output.consumer, exchange: exchange)
        let processing = ProcessingWorker(
            plan,
            lane: lane,
            input: input.consumer,
            output: output.producer,
            exchange: exchange
        )
        let capturing = CaptureWorker(capture, plan: plan, ring: input.producer, exchange: exchange)
        // Playback first: its silence runs while the rest begins. Whoever is woken is more urgent than who wakes it, so
        // that a block passes through all three on one processor. Capture can wait: its device holds many periods.
        _ = AudioThread(name: "cm-playback", priority: priority.map { $0 + 1 }) {
            playing.run()
        }
        let processingThread = AudioThread(name: "cm-process", priority: priority) { processing.run() }
        _ = AudioThread(name: "cm-capture", priority: priority.map { $0 - 1 }) {
            capturing.run()
        }
        // Ordinary threads would wait there for other programs' turns, and where no clock paces them all three have work at once.
        if case .realTime(let granted) = processingThread.scheduling, plan.isPaced {
            exchange.processor.begin(priority: granted + 2)
        }
        return processingThread.scheduling
    }

    private static func samples(_ format: StreamFormat) -> Int {
        Int(ringSeconds * Double(format.sampleRate)) * format.channels
    }
}
