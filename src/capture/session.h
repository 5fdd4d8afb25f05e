/* session: a command on a pty of its own, in a session of its own. Between us and
 * it stands a small process that leads the session: without it the command could
 * not be stopped (Ctrl-Z), since nobody in its session could continue it. Should
 * we be killed, that process puts the terminal's modes back and hangs up. */
#ifndef REMEDY_CAPTURE_SESSION_H
#define REMEDY_CAPTURE_SESSION_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "capture/terminal.h"

/* A command about to be started. */
struct start {
	char **argv;
	int fds[3];       /* what it gets as stdin, stdout, stderr; -1: closed */
	sigset_t mask;    /* the signals that were blocked before we began */
	sigset_t ignored; /* those that were ignored: SIGPIPE, SIGCHLD … */
	int failed;       /* where the errno is written if it cannot be executed */
	int ours[16];     /* descriptors that the leader must not hold; -1 at the end */
};

enum tiding { SESSION_STARTED = 1, SESSION_STOPPED, SESSION_ENDED };
enum order { SESSION_CONTINUE = 1, SESSION_CONTINUE_BEHIND, SESSION_SIGNAL };

struct session {
	int master;
	int slave;   /* -1 once the leader has it */
	int control; /* a socket to the leader */
	pid_t leader;
};

/* A pty like the person's terminal. It leaves what is written as it is (the
 * person's terminal adds the carriage returns) unless `front`. False with errno. */
bool session_open(struct session *s, const struct terminal *t, bool front);
/* Starts the command; with `front` it has the pty's foreground. False with errno. */
bool session_start(struct session *s, const struct terminal *t, const struct start *start, bool front);
/* What the leader has to tell, if anything: `value` is a pid, a signal or a
 * status of waitpid. False if there is nothing now; a leader that is gone has
 * told of an end (by SIGKILL, if it could not tell itself). */
bool session_hear(struct session *s, enum tiding *what, int *value);
void session_tell(struct session *s, enum order what, int value);

/* Becomes the command: descriptors, signals, exec. Never returns. */
void start_command(const struct start *start) __attribute__((noreturn));

#endif
