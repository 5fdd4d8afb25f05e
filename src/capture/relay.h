/* relay: runs a command as if we were not there, and listens to what it writes.
 *
 * Where stdin, stdout or stderr is a terminal the command gets a pty in a session
 * of its own for them (session.h), with the size, the modes and the job control
 * of the person's terminal. What is a pipe or a file is a pipe for the command
 * too; stdin that is no terminal is handed on untouched. The person's terminal is
 * read only while the command may read it: at once, if we stand alone in the
 * foreground; as part of a pipeline only once the command asks for it. */
#ifndef REMEDY_CAPTURE_RELAY_H
#define REMEDY_CAPTURE_RELAY_H

#include <sys/types.h>

#include "base/arena.h"
#include "capture/flow.h"

struct relay {
	void (*started)(void *of, pid_t pid); /* it runs, under its own name already */
	flow_listener *heard;
	void *of;
};

struct relay_end {
	int status;  /* as waitpid gives it */
	int error;   /* errno if it could not be executed; else 0 */
	int lost[3]; /* errno if what it wrote on 1 or 2 could not be passed on; else 0 */
};

/* Runs argv (NULL-terminated) until it has ended and all that it wrote is passed
 * on. What it leaves behind in the background and still writes is served by a
 * process that stays until that has ended. */
struct relay_end relay_run(struct arena *a, const struct relay *r, char **argv);

#endif
