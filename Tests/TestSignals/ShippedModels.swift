/// The models that come with the program.
public enum ShippedModels {
    /// Their names.
    public static let names = [
        "network-129x8", "network-129x8-8k", "recurrent-mask", "recurrent-mask-short",
        "recurrent-mask-low-delay", "recurrent-mask-tiny", "recurrent-mask-large",
    ]
}
