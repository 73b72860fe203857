import Suppression

extension EngineKind {
    /// The engine called `name`, by its name or by the short name of the first CleanMachine: SS, WF, ML.
    static func named(_ name: String) throws -> EngineKind {
        switch name.uppercased() {
        case "SS": return .spectralSubtraction
        case "WF": return .wiener
        case "ML": return .neural
        default: break
        }
        if let engine = EngineKind(rawValue: name.lowercased()) { return engine }
        let known = EngineKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure.usage("there is no engine `\(name)`; choose one of \(known)")
    }

    /// The name that files cleaned with it bear.
    var shortName: String {
        switch self {
        case .spectralSubtraction: "ss"
        case .wiener: "wf"
        case .neural: "ml"
        default: rawValue
        }
    }
}
