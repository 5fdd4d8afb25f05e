/* diagnosis: a run led through all rooms: failures, patterns, facts, hints. */
#ifndef REMEDY_COMMANDS_DIAGNOSIS_H
#define REMEDY_COMMANDS_DIAGNOSIS_H

#include "base/diagnostic.h"
#include "capture/run.h"
#include "hint/hint.h"

struct diagnosis {
	struct failures *failures;
	struct matches matches;
	struct facts *facts;
	struct hints hints;
};

/* The failures of a run, and the facts that can be asked of it; no hints yet. */
struct diagnosis diagnosis_parse(struct arena *a, struct catalog *c, const struct run *run);
/* The hints for what diagnosis_parse found; `limit` as for hint_make. */
void diagnosis_hints(struct arena *a, struct catalog *c, struct diagnosis *d, size_t limit);

/* The hints to be told of: the best one, and the best for each other program
 * that the person started in the same line and that failed by itself; at most
 * `limit`. */
struct hints diagnosis_independent(struct arena *a, struct catalog *c, const struct diagnosis *d, size_t limit);

/* True if the failures happened here: the user's own file is here, with the line that
 * the traceback shows. Files of a Python are in the same place on many machines. */
bool diagnosis_is_here(struct arena *a, const struct failures *f);

#endif
