#pragma once
#include <stddef.h>
#include <stdint.h>

/// The SHA-256 digest (FIPS 180-4) of `count` bytes.
void cm_sha256(const uint8_t *restrict bytes, size_t count, uint8_t *restrict digest);
