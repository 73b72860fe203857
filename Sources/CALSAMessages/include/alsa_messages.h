#pragma once

/// Keeps alsa-lib's own messages from standard error, for good.
void alsa_messages_collect(void);

/// Forgets what alsa-lib has said on this thread.
void alsa_messages_clear(void);

/// The first that alsa-lib has said on this thread since then; empty for nothing. It names the cause, what follows only
/// the consequences.
const char *alsa_messages_first(void);
