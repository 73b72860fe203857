internal import Glibc

/// The memory of the process, kept from being paged out.
public enum LockedMemory {
    /// Locks what there is and what will come; false where the limit is too low.
    ///
    /// - Real time: no.
    public static func lock() -> Bool {
        mlockall(MCL_CURRENT | MCL_FUTURE) == 0
    }
}
