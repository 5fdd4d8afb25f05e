/* facts: what is true of the interpreter that failed, its environment, the
 * module in question, the project, and the system. docs/facts.md lists the
 * names. Each is found out when first asked for, at most once, in bounded time,
 * without starting a process (native facts are called in a forked child).
 *
 * Values are strings: "true"/"false", a version, a path, a list joined by ", ".
 * A fact that cannot be known is NULL, and then neither `x: true` nor `x: false`
 * holds. */
#ifndef REMEDY_FACTS_FACTS_H
#define REMEDY_FACTS_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/catalog.h"
#include "failure/failure.h"

struct facts;

/* Facts for the failures of one run; failures NULL: of the machine alone. Each
 * process that wrote a failure has an interpreter of its own.
 *
 * A run that is not local (`remedy explain`) is foreign: its facts come from
 * what its text tells (docs/facts.md has the rule), and machine facts that the
 * text does not confirm are NULL; but `python` is always known, since nearly
 * every fix uses it: the path seen in the text, else python3.X (py -3.X on
 * Windows), else python3. */
struct facts *facts_new(struct arena *a, struct catalog *c, const struct failures *f);

/* Sets a fact by hand (tests, `--fact NAME=VALUE`); value NULL makes it unknown. */
void facts_set(struct facts *f, const char *name, const char *value);
/* From now on nothing is found out: only what was set is known. */
void facts_freeze(struct facts *f);

/* The value, or NULL. The groups and the failure of m (may be NULL) are what
 * module.*, name.*, file.* and the like are about. */
const char *facts_get(struct facts *f, const struct match *m, const char *name);
/* Where the value came from, for `remedy facts` and `remedy why`: a path, a
 * file's name, "set by hand". NULL for an unknown fact. */
const char *facts_source(struct facts *f, const struct match *m, const char *name);

/* Keeps what was slow to find and will be asked again: the names in site
 * directories, in $XDG_CACHE_HOME/remedy/folders. For whoever has answered. */
void facts_remember(struct facts *f);

/* How long all facts together may take; 40 ms unless told. For commands that a
 * person waits for. A native fact has its own limit of 200 ms. */
void facts_patience(struct facts *f, unsigned milliseconds);

/* All of `when:` holds. */
bool facts_hold(struct facts *f, const struct match *m, const struct condition *when, size_t count);
/* The first condition that does not hold, or NULL. */
const struct condition *facts_failing(struct facts *f, const struct match *m, const struct condition *when,
				      size_t count);

/* All names that there are (native ones included), sorted, NULL-terminated. */
const char *const *facts_names(struct facts *f);
/* What is wrong in the files that declare native facts; asks for all of them. */
const struct diagnostics *facts_diagnostics(struct facts *f);
/* True if lint should know the name. */
bool facts_known(struct facts *f, const char *name);

#endif
