internal import CALSA
internal import CALSAMessages
internal import Synchronization

/// The state that alsa-lib keeps for the whole process: its configuration and its messages.
enum ALSALibrary {
    private static let access = Mutex<Bool>(false)

    /// Opens devices or reads the configuration, one caller at a time: some cards break when two of their devices are
    /// opened at once.
    static func exclusively<Result>(_ work: () -> Result) -> Result {
        access.withLock { isQuiet in
            if !isQuiet { alsa_messages_collect() }
            isQuiet = true
            alsa_messages_clear()
            return work()
        }
    }

    /// Lets the next device be looked up among the cards and files that are there now.
    static func forgetConfiguration() {
        _ = snd_config_update_free_global()
    }

    /// What alsa-lib has said during the last `exclusively` on this thread; nil for nothing.
    static var message: String? {
        let text = unsafe String(cString: alsa_messages_first())
        return text.isEmpty ? nil : text
    }

    /// The text of an error number, which is negative as alsa-lib gives it.
    static func text(of code: Int32) -> String {
        guard let text = unsafe snd_strerror(code) else { return "error \(-code)" }
        return unsafe String(cString: text)
    }
}
