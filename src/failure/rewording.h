/* rewording: what newer Pythons say in other words, in those that patterns know. */
#ifndef REMEDY_FAILURE_REWORDING_H
#define REMEDY_FAILURE_REWORDING_H

#include "base/arena.h"

/* The message of an exception called `type` as Python 3.13 says it: what 3.15 suggests for a
 * missing attribute is worded as before, and a missing module is one whatever is said of it
 * (a context still finds that). */
const char *rewording_plain(struct arena *a, const char *type, const char *message);

#endif
