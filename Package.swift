// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

// The kernels are optimised in every configuration: at -O0 they are two hundred times slower,
// and the debug build is the one that runs under the sanitizers.
let kernelFlags: [CSetting] = [
    .unsafeFlags([
        "-O3", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=fast", "-Werror", "-Wall", "-Wextra",
    ])
]

let package = Package(
    name: "CleanMachine",
    products: [
        .executable(name: "cleanmachine", targets: ["cleanmachine"]),
        // alsa-lib loads it by its path; for tests only.
        .library(name: "cmfault", type: .dynamic, targets: ["FaultPlugin"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
        .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
        // Of these only the headers, of libcairo2-dev, libsndfile1-dev and libsoxr-dev, are needed to build.
        .target(name: "COnDemand", exclude: ["README.md"]),
        .target(name: "CCairo", dependencies: ["COnDemand"], exclude: ["README.md"]),
        .target(name: "CSndFile", dependencies: ["COnDemand"], exclude: ["README.md"]),
        .target(name: "CSoxr", dependencies: ["COnDemand"], exclude: ["README.md"]),
        .target(name: "CKernels", exclude: ["README.md"], cSettings: kernelFlags),
        .target(name: "CLinux", exclude: ["README.md"], cSettings: kernelFlags),
        .target(
            name: "RealTime",
            dependencies: ["CKernels", "CLinux"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Spectral",
            dependencies: ["RealTime", "CKernels", "CFFTW"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Inference",
            dependencies: ["RealTime", "CKernels"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Suppression",
            dependencies: ["RealTime", "Spectral", "Inference", "CKernels"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "AudioIO",
            dependencies: ["RealTime", "CKernels", "CSndFile", "CSoxr"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Engine",
            dependencies: ["RealTime", "Spectral", "Suppression", "AudioIO", "CKernels"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(name: "CALSAMessages", dependencies: ["CALSA"]),
        .target(
            name: "ALSA",
            dependencies: ["AudioIO", "RealTime", "CALSA", "CALSAMessages"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Evaluation",
            dependencies: ["RealTime", "Spectral"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Plotting",
            dependencies: ["AudioIO", "RealTime", "Spectral", "CCairo"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "Configuration",
            dependencies: ["Inference", "Spectral", "Suppression", "TOMLKit"],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(name: "CAllocationCount", exclude: ["README.md"]),
        .executableTarget(
            name: "cleanmachine",
            dependencies: [
                "CAllocationCount", "CKernels", "RealTime", "Spectral", "Inference", "Suppression", "AudioIO",
                "ALSA", "Engine", "Evaluation",
                "Configuration", "Plotting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SuppressionTests",
            dependencies: ["RealTime", "Spectral", "Inference", "Suppression", "TestSignals"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EvaluationTests",
            dependencies: ["Evaluation", "RealTime", "Spectral"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: ["AudioIO", "Evaluation", "RealTime", "TestSignals", "cleanmachine"],
            swiftSettings: strict
        ),
        .testTarget(name: "AudioIOTests", dependencies: ["AudioIO", "RealTime"], swiftSettings: strict),
        .target(
            name: "TestSignals",
            dependencies: ["RealTime"],
            path: "Tests/TestSignals",
            swiftSettings: strict
        ),
        .target(name: "KernelProbes", path: "Tests/KernelProbes", cSettings: kernelFlags),
        .target(name: "Processors", path: "Tests/Processors"),
        .testTarget(name: "RealTimeTests", dependencies: ["RealTime", "TestSignals"], swiftSettings: strict),
        .testTarget(
            name: "KernelTests",
            dependencies: ["CKernels", "KernelProbes", "RealTime", "TestSignals"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "InferenceTests",
            dependencies: ["Inference", "RealTime", "TestSignals"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SpectralTests",
            dependencies: ["Spectral", "RealTime", "TestSignals"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "AudioIO", "CAllocationCount", "Engine", "Inference", "Suppression", "Spectral", "RealTime",
                "TestSignals",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "Inference", "Suppression", "Spectral", "TestSignals"],
            swiftSettings: strict
        ),
        .target(
            name: "FaultPlugin",
            dependencies: ["CALSA"],
            path: "Tests/FaultPlugin",
            exclude: ["README.md"],
            cSettings: [.unsafeFlags(["-O2", "-Werror", "-Wall", "-Wextra"])]
        ),
        .target(
            name: "TestDevices",
            path: "Tests/TestDevices",
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ALSATests",
            dependencies: [
                "ALSA", "AudioIO", "CAllocationCount", "RealTime", "TestDevices", "TestSignals",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LiveTests",
            dependencies: [
                "AudioIO", "Evaluation", "Processors", "RealTime", "TestDevices", "TestSignals",
                "cleanmachine",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlottingTests",
            dependencies: ["AudioIO", "CCairo", "Plotting"],
            swiftSettings: strict
        ),
    ]
)
