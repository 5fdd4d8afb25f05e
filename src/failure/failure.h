/* failure: what a run printed, understood: exceptions with their chains, Rust
 * panics, fatal errors, tools' own error lines, deaths by signal.
 *
 * failure_parse takes any bytes and never fails; a text without a failure gives
 * count 0. Time is linear in the text. All strings are UTF-8 (bytes that are
 * not are replaced by U+FFFD), without escape sequences, and live in the arena. */
#ifndef REMEDY_FAILURE_FAILURE_H
#define REMEDY_FAILURE_FAILURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "capture/run.h"

enum failure_kind {
	FAILURE_EXCEPTION, /* a Python exception */
	FAILURE_PANIC,     /* a Rust panic printed by the panic hook (thread '…' panicked at …) */
	FAILURE_FATAL,     /* "Fatal Python error: …", faulthandler, terminate called, glibc's abort messages */
	FAILURE_SIGNAL,    /* death by signal, known by the exit status alone; type is "SIGSEGV" … */
	FAILURE_TOOL,      /* a tool's own error (pip, gcc, ld.so, click, bash …); type is the tool's name */
};

enum failure_link {
	LINK_NONE,
	LINK_CAUSE,   /* "The above exception was the direct cause" */
	LINK_CONTEXT, /* "During handling of the above exception" */
	LINK_PANIC,   /* an exception printed before the panic that swallowed it */
	LINK_INNER,   /* a tool's error inside another's (the compiler's in pip's), a worker's inside its launcher's */
};

struct frame {
	const char *file;     /* as printed: a path, "<stdin>", "<string>", "<frozen …>" */
	int line;             /* 0 if unknown */
	const char *function; /* as printed, "<module>"; NULL if none was printed */
	const char *source;   /* the source line (of several, the first), trimmed; NULL if not printed */
	int caret_from;       /* columns (from 1) in `source` that are marked by ^ or ~; 0 if none */
	int caret_to;         /* last marked column, inclusive */
};

struct failure {
	enum failure_kind kind;
	const char *type;     /* as printed, qualified: "json.decoder.JSONDecodeError"; never NULL */
	const char *name;     /* its last component: "JSONDecodeError" */
	const char *message;  /* may have several lines; "" if none; never NULL */
	const char **notes;   /* PEP 678, NULL-terminated; may be NULL */
	struct frame *frames; /* outermost first, as printed */
	size_t frame_count;
	/* SyntaxError and its kin: the place in the file that could not be read. */
	const char *file; /* NULL if this is no syntax error */
	int line;
	const char *source; /* as printed, without the indent that Python adds; trimmed at its end only */
	int caret_from;     /* columns in `source`, from 1; 0 if no caret */
	int caret_to;
	const char *origin;       /* "thread Thread-1", "__del__", "atexit", "asyncio", "pytest", "unittest", "worker",
				 "doctest", "ignored" (any other "Exception ignored in"); NULL for the run's own */
	enum failure_link link;   /* how `cause` stands to this */
	struct failure *cause;    /* what came first; NULL at the deepest */
	struct failure **members; /* an exception group's, NULL-terminated; NULL if this is none */
	int signal;               /* number, for FAILURE_SIGNAL and where the text tells (faulthandler); else 0 */
	const struct process *process; /* who wrote it; NULL if not known */
	size_t offset;                 /* of its first byte in the text cleaned */
	size_t end;                    /* one past its last byte there */
	size_t place;                  /* where in run->text the line begins that it begins in */
	size_t last;                   /* and the line that it ends in */
};

struct failures {
	struct failure **all; /* in order of appearance: the outermost of each chain */
	size_t count;
	const struct failure *
		root; /* the failure that, if cured, cures the run; NULL: nothing to be said (Ctrl-C, SystemExit, an assertion in the user's test …) */
	const char *
		text; /* the run's text cleaned: UTF-8, no escapes, no log dressing, \n line ends; what offsets refer to */
	size_t size;
	const struct run *run;
	const struct found *found; /* what the parser thinks of each of `all` (parser.h) */
};

/* Reads all of r->text. Of more than 8 MiB only stretches in which a failure is
 * possible are kept, and of these the first and the last 4 MiB. What one process
 * (or one named writer: "web-1  | ") wrote stands together in the cleaned text.
 *
 * The root is found so (root.c has it in full): nothing for Ctrl-C, SystemExit, a
 * pipe whose reader went away, tests that fail by assertion only, a run that
 * ended well; else a death by signal or a fatal error; else the last uncaught
 * exception (of tests the first that is no assertion), or what came before it
 * if it only reports that another process failed; else the first exception of a
 * thread, task or worker; else the first error of a compiler or tool that is no
 * mere consequence. Of its chain the deepest cause, of a group the first leaf. */
struct failures *failure_parse(struct arena *a, const struct run *r);

/* False if nothing in the text can be a failure: one fast pass (1 GB/s and more),
 * for `remedy explain` on large logs. True promises nothing. */
bool failure_possible(const char *text, size_t n);

/* Its file is in site-packages, dist-packages or the standard library, or "<…>". */
bool frame_is_library(const struct frame *frame);
/* "last user frame": the innermost frame that is no library's; else the
 * innermost; NULL if there are no frames. */
const struct frame *failure_user_frame(const struct failure *f);

#endif
