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

#endif
