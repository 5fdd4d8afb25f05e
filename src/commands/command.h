/* command: one file a subcommand, each ending in its own entry; main.c lists
 * them. */
#ifndef REMEDY_COMMANDS_COMMAND_H
#define REMEDY_COMMANDS_COMMAND_H

#include "base/arena.h"

enum { STATUS_DONE = 0, STATUS_NONE = 1, STATUS_USAGE = 2 };

struct command {
	const char *name;
	const char *usage;   /* what follows "remedy NAME", e.g. "[ID]" */
	const char *summary; /* N_(): one line for `remedy --help` */
	const char *help;    /* N_(): options, a line each, and an example */
	/* argv[0] is the subcommand's name. Returns the exit status. */
	int (*run)(struct arena *a, int argc, char **argv);
};

/* All of them, as `remedy --help` lists them, NULL-terminated; in main.c. */
extern const struct command *const command_table[];

/* "remedy NAME: <message>" and the usage line on stderr; returns STATUS_USAGE. */
int command_misused(const struct command *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
