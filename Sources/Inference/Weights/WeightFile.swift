/// The weights of a network: tensors of finite numbers, and what the file says about them.
///
/// What is read here was checked once: the digest, the format, the type and finiteness of every number.
public struct WeightFile: Sendable {
    /// Where it came from.
    public let place: String
    /// What the file says about itself.
    public let description: ModelDescription
    /// The digest of all numbers.
    public let digest: String
    private let tensors: [String: Tensor]

    /// A tensor.
    struct Tensor: Sendable {
        let shape: [Int]
        let values: [Float]
    }

    /// Reads the file at `path`.
    ///
    /// - Throws: `WeightError` when anything about it is wrong.
    /// - Real time: no.
    public init(path: String) throws(WeightError) {
        try self.init(SafetensorsFile(path: path))
    }

    /// Takes a safetensors file.
    ///
    /// - Throws: `WeightError` when it holds no weights of ours, or others than it says.
    public init(_ file: SafetensorsFile) throws(WeightError) {
        place = file.place
        description = try ModelDescription(file.metadata, place: file.place)
        digest = file.payloadDigest
        guard digest == description.digest else {
            throw WeightError(
                .damaged,
                at: file.place,
                "its numbers are not those it was written with: their SHA-256 is \(digest), the header says "
                    + "\(description.digest); fetch the file again"
            )
        }
        var tensors: [String: Tensor] = [:]
        for (name, entry) in file.entries.sorted(by: { $0.key < $1.key }) {
            guard let values = file.floats(name) else {
                throw WeightError(
                    .unsupported,
                    at: file.place,
                    "tensor `\(name)` has the type \(entry.type); weights are F32"
                )
            }
            if let index = values.firstIndex(where: { !$0.isFinite }) {
                throw WeightError(
                    .damaged,
                    at: file.place,
                    "tensor `\(name)` holds \(values[index]) at position \(index); weights are finite"
                )
            }
            tensors[name] = Tensor(shape: entry.shape, values: values)
        }
        self.tensors = tensors
    }

    /// Whether there is a tensor of this name.
    func holds(_ name: String) -> Bool { tensors[name] != nil }

    /// The numbers of the tensor `name`, which has the given shape.
    ///
    /// - Throws: `WeightError` when there is none, or one of another shape.
    func values(_ name: String, shape: [Int]) throws(WeightError) -> [Float] {
        guard let tensor = tensors[name] else {
            throw WeightError(
                .unsupported,
                at: place,
                "has no tensor `\(name)`, which must have the shape \(shape)"
            )
        }
        guard tensor.shape == shape else {
            throw WeightError(
                .unsupported,
                at: place,
                "tensor `\(name)` has the shape \(tensor.shape); it must have \(shape) by the sizes in `model`"
            )
        }
        return tensor.values
    }

    /// Refuses tensors that nobody has asked for.
    func requireNothing(but names: Set<String>) throws(WeightError) {
        let extra = tensors.keys.filter { !names.contains($0) }.sorted()
        guard extra.isEmpty else {
            let shown = extra.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
            throw WeightError(
                .unsupported,
                at: place,
                "has \(extra.count) tensor(s) that the network does not know: \(shown)"
            )
        }
    }
}
