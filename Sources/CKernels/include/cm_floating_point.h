#pragma once

/// Sets flush-to-zero and denormals-are-zero for the calling thread.
void cm_flush_to_zero_enable(void);
