# What a user and a developer of CleanMachine type. `make demo` and `make test` work on a fresh Debian 12 or later, or
# Ubuntu, with a Swift toolchain.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
# The compiler that comes with Swift.
CLANG = $(dir $(realpath $(shell command -v $(SWIFT))))clang
BUILD = $(SWIFT) build -c release --product cleanmachine
BINARY = .build/release/cleanmachine
CLIP = Tests/Audio/demo

PACKAGES = pkg-config libfftw3-dev libsndfile1-dev libsoxr-dev libasound2-dev libcairo2-dev
LIBRARIES = fftw3f sndfile soxr alsa cairo

.PHONY: all setup test-tools build demo test bench lint format tsan asan arm64 soak install uninstall clean

all: build

# System libraries, by apt where they are missing.
setup:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "A Swift toolchain (6.2 or later) is needed: https://www.swift.org/install/linux/"; exit 69; }
	@if command -v pkg-config >/dev/null && pkg-config --exists $(LIBRARIES); then :; else \
	  command -v apt-get >/dev/null || { \
	    echo "These libraries are needed, with headers: $(LIBRARIES). Install them and try again."; exit 69; }; \
	  if [ "$$(id -u)" = 0 ]; then root=; else root=sudo; fi; \
	  $$root apt-get update -qq && $$root apt-get install -y -qq $(PACKAGES); fi

# What the tests run beside the program: a sound server without sound, and ALSA's own tools. Nothing is removed for it:
# on a desktop with PipeWire, pulseaudio would take pipewire-alsa away.
TEST_PACKAGES = pulseaudio libasound2-plugins alsa-utils
TEST_TOOLS = pulseaudio aplay

test-tools:
	@for tool in $(TEST_TOOLS); do command -v $$tool >/dev/null || missing=1; done; \
	if [ -n "$$missing" ] && command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then root=; else root=sudo; fi; \
	  $$root apt-get update -qq; \
	  for package in $(TEST_PACKAGES); do \
	    $$root apt-get install -y -qq --no-remove $$package || \
	      echo "$$package cannot be had, or not without removing others, so the tests that need it are skipped."; done; fi

build: setup
	$(BUILD)

# Cleans a bundled recording of real noisy speech through a pipe and measures what it did.
demo: build
	@mkdir -p demo
	@cp $(CLIP)-noisy.wav demo/noisy.wav
	@echo "cleanmachine pipe --align --wav-header < demo/noisy.wav > demo/clean.wav"
	@$(BINARY) pipe --align --wav-header < demo/noisy.wav > demo/clean.wav
	@$(BINARY) evaluate --clean $(CLIP)-clean.wav --noisy demo/noisy.wav --enhanced demo/clean.wav
	@echo "cleanmachine file --preset neural --force demo/noisy.wav -o demo/neural.wav"
	@$(BINARY) file --preset neural --force demo/noisy.wav -o demo/neural.wav
	@$(BINARY) evaluate --clean $(CLIP)-clean.wav --noisy demo/noisy.wav --enhanced demo/neural.wav
	@echo "Listen: demo/noisy.wav (before), demo/clean.wav (after), demo/neural.wav (after, by the network)."

# The tests run on the optimised build: it is the one that is shipped, and long audio is slow in the other. Those that
# keep time with devices run one after the other: beside sixty others no device is served in time, and each of them
# would hold one of the few threads that the others need.
TIMED = ^(ALSA|Live)Tests
test: setup test-tools
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build --skip '$(TIMED)'
	$(SWIFT) test -c release --skip-build --no-parallel --filter '$(TIMED)'

bench: build
	$(BINARY) bench

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

# The parts that threads share, under ThreadSanitizer and AddressSanitizer.
tsan: setup
	$(SWIFT) test --sanitize=thread --scratch-path .build-tsan --filter 'RealTimeTests|Lanes|LiveEngine'

# The kernels compiled for arm64 and run under qemu, held against what this machine makes of the same numbers.
ARM64_PACKAGES = qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
# The flags are those of `kernelFlags` in Package.swift.
KERNEL_FLAGS = -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast -Werror -Wall -Wextra -ISources/CKernels/include
KERNEL_SOURCES = $(abspath $(wildcard Sources/CKernels/*.c) Tests/Portability/kernels.c)

arm64: setup
	@command -v qemu-aarch64 >/dev/null && command -v aarch64-linux-gnu-gcc >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then root=; else root=sudo; fi; \
	  $$root apt-get update -qq && $$root apt-get install -y -qq $(ARM64_PACKAGES); }
	@rm -rf .build/arm64 && mkdir -p .build/arm64
	@$(CLANG) $(KERNEL_FLAGS) $(KERNEL_SOURCES) -o .build/arm64/kernels-here -lm
	@cd .build/arm64 && $(CLANG) --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include \
	  $(KERNEL_FLAGS:-I%=-I../../%) -c $(KERNEL_SOURCES)
	aarch64-linux-gnu-gcc -static .build/arm64/*.o -o .build/arm64/kernels-arm64 -lm
	.build/arm64/kernels-here write .build/arm64/results
	qemu-aarch64 .build/arm64/kernels-arm64 compare .build/arm64/results

# A long run on two test devices whose clocks differ by 300 ppm.
MINUTES ?= 60
soak: setup
	$(SWIFT) build -c release --build-tests
	CLEANMACHINE_SOAK_MINUTES=$(MINUTES) $(SWIFT) test -c release --skip-build --filter SoakTests

asan: setup
	$(SWIFT) test --sanitize=address --disable-xctest --scratch-path .build-asan \
	  --filter '(RealTime|Kernel|Spectral|Suppression|Engine)Tests'

# What is installed carries the Swift and C++ runtimes inside, so that it outlives the toolchain that built it. The linker
# takes the C++ one from where it looks first, a folder with nothing but its archive.
INSTALLED = .build-static/release/cleanmachine
ARCHIVES = $(CURDIR)/.build-static/archives

install: setup
	@mkdir -p $(ARCHIVES)
	@ln -sf "$$($(CLANG) -print-file-name=libstdc++.a)" $(ARCHIVES)/libstdc++.a
	$(BUILD) --static-swift-stdlib --scratch-path .build-static -Xswiftc -L$(ARCHIVES)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/cleanmachine/presets" \
	  "$(DESTDIR)$(PREFIX)/share/cleanmachine/models"
	install -s -m 755 $(INSTALLED) "$(DESTDIR)$(PREFIX)/bin/cleanmachine"
	install -m 644 Presets/*.toml "$(DESTDIR)$(PREFIX)/share/cleanmachine/presets"
	install -m 644 Models/*.safetensors "$(DESTDIR)$(PREFIX)/share/cleanmachine/models"
	install -d "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	$(INSTALLED) --generate-completion-script bash \
	  > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/cleanmachine"
	$(INSTALLED) --generate-completion-script zsh \
	  > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_cleanmachine"
	$(INSTALLED) --generate-completion-script fish \
	  > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/cleanmachine.fish"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/cleanmachine"
	rm -rf "$(DESTDIR)$(PREFIX)/share/cleanmachine"
	rm -f "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/cleanmachine" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_cleanmachine" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/cleanmachine.fish"

clean:
	rm -rf .build .build-static .build-tsan .build-asan demo
