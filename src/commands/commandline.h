/* commandline: a command line that failed, as the shell tells of it, and the run it
 * was. What the shell itself printed (command not found, bad interpreter) no
 * ring holds: it is put together again from the status and the file. */
#ifndef REMEDY_COMMANDS_COMMANDLINE_H
#define REMEDY_COMMANDS_COMMANDLINE_H

#include "capture/run.h"

struct commandline {
	const char *ring;    /* path, or NULL */
	uint32_t number;     /* run in the ring; 0: the one reported last */
	const char *shell;   /* "bash", "zsh", "fish" or NULL */
	const char *command; /* or NULL */
	const char *cwd;
	int status;
};

/* The run of this line, with its command, status and shell filled in; NULL if
 * nothing is known of it but that it failed. */
struct run *commandline_run(struct arena *a, const struct commandline *line);

/* The run of the failure that this process's shell was told of last; NULL if it
 * was told of none. *ring (may be NULL) gets the shell's ring. */
struct run *commandline_last(struct arena *a, const char **ring);

/* True for a status that is no failure: success, Ctrl-C, a stopped job. */
bool commandline_is_quiet(int status);

/* What the shell printed for a command that it could not run (status 126 or
 * 127); NULL if that cannot be told for sure. */
char *commandline_message(struct arena *a, const char *shell, const char *command, int status);

#endif
