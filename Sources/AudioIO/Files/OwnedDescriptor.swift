internal import Glibc

/// A file descriptor that is closed with its owner.
struct OwnedDescriptor: ~Copyable, Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        _ = Glibc.close(number)
    }

    /// Hands the descriptor to a new owner, who will close it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }
}
