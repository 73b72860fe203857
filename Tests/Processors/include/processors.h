#pragma once

/// The numbers of the processors that this process may use, at most `most`; how many there are, or 0.
int processors_allowed(int *numbers, int most);

/// Keeps the calling thread on one processor; 0, or -1 where the system does not let it.
int processors_stay(int number);
