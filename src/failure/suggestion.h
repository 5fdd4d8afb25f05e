/* suggestion: what newer Pythons add to a message of theirs, in the words that patterns know. */
#ifndef REMEDY_FAILURE_SUGGESTION_H
#define REMEDY_FAILURE_SUGGESTION_H

#include "base/arena.h"

/* The message as Python 3.13 says it: what 3.15 suggests for a missing attribute is worded as
 * before, and a missing module is one whatever is said of it (a context still finds that). */
const char *suggestion_plain(struct arena *a, const char *type, const char *message);

#endif
