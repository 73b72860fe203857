internal import CLinux

/// The memory of the process, kept from being paged out.
public enum LockedMemory {
    /// Locks every page once it has been touched; what is allocated for sound is touched when it is made.
    ///
    /// - Returns: false where the limit of locked memory is too low.
    /// - Real time: no.
    public static func lock() -> Bool { linux_memory_lock() }
}
