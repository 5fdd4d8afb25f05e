/* workbench: patterns taken from their sources, all layers' or some files', to be
 * tested and linted among those that they have to live with. */
#ifndef REMEDY_COMMANDS_WORKBENCH_H
#define REMEDY_COMMANDS_WORKBENCH_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diagnostic.h"

/* `remedy patterns test` and `lint`: the arguments are files or ids, none means
 * everything. Return the exit status. */
int workbench_test(struct arena *a, int argc, char **argv);
int workbench_lint(struct arena *a, int argc, char **argv);

/* What stands against a file that is not written yet. */
struct verdict {
	bool accepted;
	struct diagnostics wrong; /* their lines are the text's */
	const char *taken;        /* id of the pattern that speaks instead for one of its examples, or NULL */
	const char *failed;       /* what its examples printed instead of what they expect; "" if nothing */
};

/* Whether `text`, as the file `file` of the user's own patterns, would pass test and
 * lint beside the others there. Nothing is written. */
struct verdict workbench_judge(struct arena *a, const char *file, const char *text, size_t size);

/* file:line:column: message, and the advice under it. */
void workbench_print(FILE *out, const struct diagnostics *d);

/* The working folder; NULL if there is none. */
char *workbench_folder(struct arena *a);

#endif
