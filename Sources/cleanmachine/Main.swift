import ArgumentParser
import AudioIO
import Glibc

/// Where the program starts: every error becomes a message and a documented exit code.
@main
enum Main {
    static func main() {
        BrokenPipe.becomesAnError()
        do {
            var command = try CleanMachine.parseAsRoot()
            try command.run()
        } catch {
            guard let status = Failures.status(of: error) else { CleanMachine.exit(withError: error) }
            let text = Failures.text(of: error)
            if !text.isEmpty { StandardError.write("cleanmachine: \(text)") }
            exit(status)
        }
    }
}
