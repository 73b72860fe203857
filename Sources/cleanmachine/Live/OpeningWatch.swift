import AudioIO
import Glibc
import RealTime

/// Stands by while a device is opened: one behind a sound server that hangs never answers, and cannot be interrupted.
enum OpeningWatch {
    /// Opens `device`; says so when that takes long, and ends the program when it is to stop meanwhile.
    ///
    /// - Precondition: nothing has been written that would be lost.
    static func open(_ device: any LiveDevice, stopDescriptor: Int32) throws(AudioError) -> DeviceShape {
        let isOver = AtomicFlag()
        defer { isOver.isSet = true }
        _ = AudioThread(name: "cm-opening", priority: nil) { [name = device.name] in
            watch(name, stopDescriptor, until: isOver)
        }
        return try device.open()
    }

    private static func watch(_ name: String, _ stopDescriptor: Int32, until isOver: AtomicFlag) {
        let begin = MonotonicTime.now()
        var isTold = false
        while !isOver.isSet {
            if StopSignals.isRaised(stopDescriptor) {
                // Whoever opens it may be through in a moment, and ends in its own way.
                pause(nanoseconds: 500_000_000, unless: isOver)
                // Without the farewells of libraries, which would wait for the same server.
                if !isOver.isSet { _exit(0) }
            } else if !isTold, MonotonicTime.now() - begin > 3_000_000_000 {
                StandardError.write("cleanmachine: waiting for \(name), which does not answer")
                isTold = true
            }
            pause(nanoseconds: 50_000_000, unless: isOver)
        }
    }

    private static func pause(nanoseconds: Int, unless isOver: AtomicFlag) {
        let end = MonotonicTime.now() + nanoseconds
        while !isOver.isSet, MonotonicTime.now() < end {
            MonotonicTime.sleep(until: min(end, MonotonicTime.now() + 10_000_000))
        }
    }
}
