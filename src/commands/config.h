/* config: what the person has settled for ever, in config.yaml of the user's
 * folder:
 *
 *     key: Ctrl-x f            # puts the fix into the prompt; none: no key
 *     quiet: true              # one line a hint; off: nothing at all
 *     commands: [run.sh, "!make"]   # further command words that are Python runs; "!": that are none
 *     memory: off              # remember nothing
 *
 * Patterns that are switched off stand beside the user's own ones, in
 * patterns/disabled.yaml, where every catalog file may have them. */
#ifndef REMEDY_COMMANDS_CONFIG_H
#define REMEDY_COMMANDS_CONFIG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diagnostic.h"

struct config {
	const char *key;       /* NULL: not said */
	const char *quiet;     /* "", "1" or "off" */
	const char **commands; /* NULL-terminated; NULL: none */
	bool memory;           /* true unless it is switched off */
};

/* Reads it. What is wrong in it is added to d (may be NULL) and does not count. */
struct config config_read(struct arena *a, struct diagnostics *d);

/* Its path; NULL without a usable HOME. */
const char *config_file(struct arena *a);

/* The ids that patterns/disabled.yaml switches off, NULL-terminated. */
const char **config_disabled(struct arena *a);
/* Its name; NULL without a usable HOME. */
const char *config_disabled_file(struct arena *a);
/* What brings back a pattern that `file` switches off, in words. */
const char *config_enabling(struct arena *a, const char *id, const char *file);
/* Adds `id` to them, or takes it out. False with errno. */
bool config_disable(struct arena *a, const char *id, bool off);

#endif
