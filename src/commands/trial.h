/* trial: does the capture work here? Programs are run with it preloaded, in a
 * ring of their own that is removed again, and what it recorded is looked at. */
#ifndef REMEDY_COMMANDS_TRIAL_H
#define REMEDY_COMMANDS_TRIAL_H

#include <stdbool.h>

#include "base/arena.h"

/* NULL if `program` ran as it does without the library and its start was
 * recorded, and for a Python its exit status too; else what is wrong, translated.
 * Waits two seconds at most. `dir` is where rings are kept; it must be there. */
char *trial_run(struct arena *a, const char *library, const char *dir, const char *program, bool python);

/* That the library does no harm to `program`: tried once, and again when it, the
 * program, their file systems, the folder or the system are others. What was tried
 * stands in $XDG_CACHE_HOME/remedy/trial, since a shell's start waits for this. */
bool trial_passed(struct arena *a, const char *library, const char *dir, const char *program);

#endif
