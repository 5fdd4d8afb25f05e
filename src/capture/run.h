/* run: what one command line's processes were, what they wrote on the person's
 * stderr (and, for test runners, stdout), and how they ended. Read from the
 * ring (ring.h) or made up from a log by `remedy explain`.
 *
 * Everything lives in the arena given. Bytes are as they were written: any
 * encoding, escapes included; failure/ cleans them. */
#ifndef REMEDY_CAPTURE_RUN_H
#define REMEDY_CAPTURE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"

struct process {
	pid_t pid;
	pid_t parent;
	unsigned
		depth; /* Python processes above it in this run: 0 for one that the shell (or make, a script) started */
	bool python;   /* it is CPython or PyPy */
	bool ended;    /* its exit status is known */
	int status;    /* exit status, if ended */
	const char *execfn; /* the path it was executed by, as given (AT_EXECFN) */
	const char *exe;    /* the real executable (/proc/self/exe) */
	const char *cwd;    /* working directory at its start */
	char **argv;        /* NULL-terminated */
	size_t argc;
	char **env;       /* the variables that matter, "NAME=value", NULL-terminated: see RUN_ENV in ring.h */
	const char *text; /* all it wrote, in order; NUL-terminated, may hold NULs */
	size_t size;
};

struct run {
	uint32_t number;           /* of the command line in its shell; 0 for a log */
	const char *shell;         /* "bash", "zsh", "fish" or NULL */
	const char *command;       /* the command line as the person gave it, or NULL */
	int status;                /* of the command line; -1 if unknown */
	bool local;                /* false: text from elsewhere, this machine's facts may not apply (DESIGN 10) */
	const char *cwd;           /* the shell's working directory, or NULL */
	struct process *processes; /* by start */
	size_t count;
	const char *text; /* what all of them wrote, in the order in which it came; NUL-terminated */
	size_t size;
	bool truncated; /* the beginning was overwritten or dropped */
	struct {
		size_t offset;
		size_t process;
	} * pieces; /* who wrote text from offset on; sorted; `process` indexes processes */
	size_t piece_count;
	const struct ring_copy *ring; /* what it was read from, or NULL */
};

/* The process, of those of this run, that failed and that the person is to be
 * told about where no failure of its own says who: the last Python process of
 * the least depth with a status other than 0 (as of exceptions the last one that
 * nobody caught: failure/root.c), else the last Python process that wrote
 * something, else NULL. */
const struct process *run_culprit(const struct run *r);
/* Who wrote the byte at `offset` of r->text; NULL if that is not known. */
const struct process *run_writer(const struct run *r, size_t offset);
/* The value of an environment variable that the process started with, or NULL
 * (also NULL for variables outside RUN_ENV). */
const char *process_env(const struct process *p, const char *name);

/* A run made of a text from anywhere, without processes. `text` is kept, not
 * copied. command may be NULL, status -1. */
struct run *run_from_text(struct arena *a, const char *text, size_t size, const char *command, int status);

/* Run `number` of the ring at `path` (number 0: the last one that `remedy
 * report` was asked about). NULL if there is nothing to be had: no such file, a
 * foreign owner, a bad header, nothing of that run left. Never blocks, never
 * trusts a length; *why (may be NULL) then gets a translated reason for
 * `remedy doctor`. */
struct run *run_from_ring(struct arena *a, const char *path, uint32_t number, const char **why);

/* The run before r that was reported last, out of the same copy of the ring;
 * NULL if there is none. */
struct run *run_reported(struct arena *a, const struct run *r);

#endif
