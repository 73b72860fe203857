internal import Foundation

/// Runs `first` with its value on a thread of its own and `second` with its value on this one, until both have ended.
///
/// POSIX threads, since the thread sanitizer knows what joining one orders.
public func concurrently<First: ~Copyable & Sendable, Second: ~Copyable & Sendable>(
    _ one: consuming First,
    _ first: @escaping @Sendable (inout First) -> Void,
    _ other: consuming Second,
    _ second: (inout Second) -> Void
) {
    let work = ThreadWork(one, first)
    var thread = pthread_t()
    let status = unsafe pthread_create(
        &thread,
        nil,
        { argument in
            if let argument = unsafe argument {
                unsafe Unmanaged<AnyThreadWork>.fromOpaque(argument).takeRetainedValue().run()
            }
            return nil
        },
        Unmanaged<AnyThreadWork>.passRetained(work).toOpaque()
    )
    precondition(status == 0, "no thread could be started: error \(status)")
    second(&other)
    pthread_join(thread, nil)
}

/// Runs `body` on a thread of its own and waits for it.
public func onNewThread(_ body: @escaping @Sendable () -> Void) {
    concurrently((), { _ in body() }, (), { _ in })
}

private class AnyThreadWork {
    func run() {}
}

private final class ThreadWork<Value: ~Copyable & Sendable>: AnyThreadWork {
    private var value: Value
    private let body: @Sendable (inout Value) -> Void

    init(_ value: consuming Value, _ body: @escaping @Sendable (inout Value) -> Void) {
        self.value = value
        self.body = body
    }

    override func run() { body(&value) }
}
