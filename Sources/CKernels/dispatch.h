#pragma once

// One source, three machines: the loader picks the copy by what the processor can do.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define CM_NO_DISPATCH 1
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(CM_NO_DISPATCH)
#define CM_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CM_KERNEL
#endif

// For kernels whose shape, not only whose instructions, depends on the machine: they choose on their own.
#if defined(__x86_64__) && !defined(CM_NO_DISPATCH)
#define CM_X86_LEVELS 1
#define CM_V4 __attribute__((target("arch=x86-64-v4")))
#define CM_V3 __attribute__((target("arch=x86-64-v3")))
#endif
