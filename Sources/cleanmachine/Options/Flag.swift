internal import ArgumentParser

/// A command's flag, and not the one of `RealTime`.
typealias Flag<Value> = ArgumentParser.Flag<Value>
