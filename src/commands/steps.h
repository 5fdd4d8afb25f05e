/* steps: the parts of a fix that is `a && b && c`, which the shell runs one after
 * the other and leaves at the first that fails. */
#ifndef REMEDY_COMMANDS_STEPS_H
#define REMEDY_COMMANDS_STEPS_H

#include <stddef.h>

#include "base/arena.h"

/* The parts of `line`, NULL-terminated, and how many; a line that is more than words,
 * pipes and && (a loop, a list, a group) is one part. */
char **steps_of(struct arena *a, const char *line, size_t *count);

/* The line for `shell` ("bash", "zsh", "fish"), keeping in __remedy_step at every step
 * what is to be said should it fail. NULL where there is one step only. */
char *steps_counted(struct arena *a, const char *line, const char *shell);

#endif
