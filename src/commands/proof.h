/* proof: a pattern's samples run as a failing program's output would be, on the
 * facts of a plain machine (docs/patterns.md, "Proof"). */
#ifndef REMEDY_COMMANDS_PROOF_H
#define REMEDY_COMMANDS_PROOF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/catalog.h"
#include "catalog/definition.h"

enum proof {
	PROOF_PASSED,
	PROOF_TAKEN, /* another pattern speaks first */
	PROOF_FAILED,
};

/* Runs an example (or, with `silent`, a text that must get no hint of this
 * pattern). What went wrong is added to `out`, several lines, indented. *taken
 * (may be NULL) gets the id of the pattern that speaks instead. */
enum proof proof_run(struct arena *a, struct catalog *c, const struct definition *def, const struct sample *s,
		     bool silent, struct buf *out, const char **taken);

#endif
