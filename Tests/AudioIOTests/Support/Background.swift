import Glibc
import Synchronization

/// Work on a thread of its own; tasks share a few threads, which a blocking write would take away from its reader.
final class Background<Value: Sendable>: Sendable {
    private let result = Mutex<Value?>(nil)
    private let thread = Mutex<pthread_t>(0)
    private let work: @Sendable () -> Value

    init(_ work: @escaping @Sendable () -> Value) {
        self.work = work
        let context = unsafe Unmanaged<AnyObject>.passRetained(self).toOpaque()
        _ = thread.withLock { thread in
            unsafe pthread_create(&thread, nil, runInBackground, context)
        }
    }

    /// Waits for the end and returns what came of it.
    func value() -> Value? {
        _ = pthread_join(thread.withLock { $0 }, nil)
        return result.withLock { $0 }
    }
}

private protocol Running: AnyObject {
    func run()
}

extension Background: Running {
    fileprivate func run() {
        let value = work()
        result.withLock { $0 = value }
    }
}

private func runInBackground(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context {
        let running = unsafe Unmanaged<AnyObject>.fromOpaque(context).takeRetainedValue()
        (running as? any Running)?.run()
    }
    return nil
}
