/* parser: what the forms share. Each form (a traceback, a group, a panic, a
 * tool's line …) is one function in a file of its own; parser.c has the table of
 * them and asks each in turn at every line.
 *
 * A scope is a part of the text with failures of its own: the whole text, one
 * member of an exception group, what a build wrote inside pip's error. */
#ifndef REMEDY_FAILURE_PARSER_H
#define REMEDY_FAILURE_PARSER_H

#include <stdbool.h>
#include <stddef.h>

#include "failure/clean.h"
#include "failure/failure.h"
#include "failure/line.h"

enum {
	DEPTH_LIMIT = 32, /* of scopes in scopes */
	QUOTE_LIMIT = 4,  /* of tracebacks in messages of tracebacks */
};

struct parser {
	struct arena *arena;
	const struct run *run;
	struct cleaned text;
	unsigned depth;
	unsigned quotes;
	struct tangle *tangle; /* made when it is first needed */
	size_t tangled;        /* up to here it was looked whether tracebacks alternate */
	/* boundary_ahead's last answer. */
	struct {
		const char *margin;
		size_t from, to;
		int kind;
	} ahead;
};

enum weight {
	WEIGHT_CONSEQUENCE, /* follows from something that was printed before: "make: *** Error 1" */
	WEIGHT_WEAK,        /* may be no failure at all: an exception's name without a traceback */
	WEIGHT_FULL,
};

struct found {
	struct failure *failure;
	enum weight weight;
	bool test; /* it failed inside a test of the user's own */
};

struct scope {
	struct parser *parser;
	struct view view;
	struct found *found;
	size_t count;
	size_t room;
	size_t first;              /* of `found`, of the writer whose words are being read */
	enum failure_link pending; /* said since the last failure: how the next one stands to it */
	const char *origin;        /* of the next failure, said by a line before it */
	unsigned origin_lines;     /* for so many lines more */
	bool tangled;              /* the last failures' lines alternated: a chain may be of any of them */
	bool test_failed;          /* that line was a test runner's */
	bool pytest;               /* inside pytest's report of failures */
	bool captured;             /* and there, in what a test printed */
	bool summed;               /* its summary is all that it printed */
	const char *tested;        /* the function whose source pytest shows; NULL: not known */
	bool likely;               /* failure_possible of the line at hand */
	struct failure *draft;     /* holds the frames that pytest printed since its last exception */
};

/* Reads the form that begins at l. Returns the offset behind it, or 0 if l does
 * not begin this form. It may consume lines without finding a failure. */
typedef size_t form(struct scope *s, const struct line *l);

form chain_parse, origin_parse, traceback_parse, box_parse, notebook_parse, pytest_parse, panic_parse, fatal_parse,
	signal_parse, build_parse, compiler_parse, tool_parse, exception_parse, json_parse, lambda_parse,
	structured_parse, repeat_parse, dask_parse, dagster_parse;

/* A scope over [from, end) of the view of `outer`, behind a margin of its own
 * (NULL: the same). */
struct scope scope_within(const struct scope *outer, const char *margin, size_t end);
/* Parses from `offset` to the end of the view; returns the offset where it ended. */
size_t scope_run(struct scope *s, size_t offset);
/* Adds a failure: links it to the last one if a line between them said so. */
void scope_add(struct scope *s, struct failure *f, enum weight weight);

/* A new failure that begins at `offset`; name and message are "" at first. */
struct failure *failure_new(struct scope *s, enum failure_kind kind, size_t offset);
void failure_name(struct scope *s, struct failure *f, const char *type, size_t n);
void failure_add_frame(struct scope *s, struct failure *f, struct frame frame);
/* Frames that were printed innermost first, the other way round. */
void failure_reverse_frames(struct failure *f);
/* The deepest of its chain. */
struct failure *failure_innermost(struct failure *f);
/* Puts `inner` at the deep end of f's chain. */
void failure_link_inner(struct failure *f, struct failure *inner, enum failure_link link);
/* The lines in [from, end), without margin, joined by newlines. */
char *scope_text(struct scope *s, const struct view *v, size_t from, size_t end);

/* An exception's first line: "json.decoder.JSONDecodeError: Expecting value". */
struct headline {
	const char *type;
	size_t type_size;
	const char *rest; /* behind ": " */
	size_t rest_size;
	bool known;  /* a built-in exception */
	bool likely; /* dotted, or its name ends as exceptions' names do */
	bool single; /* its message is one line; what follows are notes */
};
/* False if the line is no such thing: no identifier, a log level. */
bool headline_read(const struct line *l, struct headline *h);
/* Reads message, notes and tracebacks inside the message of an exception whose
 * headline l is, into f. Returns the offset behind it. */
size_t exception_read(struct scope *s, const struct view *v, const struct line *l, const struct headline *h,
		      struct failure *f);

/* Whether a line can be part of a message (boundary.c). */
enum boundary {
	BOUNDARY_NONE,
	BOUNDARY_CHAIN, /* the sentence between chained tracebacks: all before it is message */
	BOUNDARY_OTHER,
};
enum boundary boundary_of(const struct line *l);
/* What certainly ends a message at `from` or later; BOUNDARY_OTHER if that is
 * too far away. */
enum boundary boundary_ahead(struct scope *s, const struct view *v, size_t from);

/* The line has a traceback's header at its end; *column is where it begins. */
bool traceback_header(const struct line *l, size_t *column);
/* `  File "x.py", line 3, in f`; function is NULL where it has none. */
bool traceback_frame(struct scope *s, const struct line *l, struct frame *frame);
/* Reads the frames at `offset`, where the exception stands elsewhere than below them;
 * returns the offset behind them. */
size_t traceback_frames(struct scope *s, size_t offset, struct failure *f);
/* IPython's `File ~/a.py:3, in f(x)`, `Cell In[1], line 1`. */
bool notebook_frame(struct scope *s, const struct line *l, struct frame *frame);
/* Several tracebacks whose lines alternate, the first of which begins at l. */
size_t tangle_parse(struct scope *s, const struct line *l);
/* Reads the traceback at l (its header, or its first frame). NULL if there is no
 * exception at its end; *end is the offset behind what was read either way. */
struct failure *traceback_read(struct scope *s, const struct line *l, size_t *end);

/* Reads the members of the group whose own part ended at `offset`; `v` is the
 * view it was read in. Returns the offset behind them. */
size_t group_read(struct scope *s, const struct view *v, size_t offset, struct failure *f);

/* The failure that, if cured, cures the run (root.c); NULL if there is none to
 * speak of. */
const struct failure *root_choose(const struct scope *s);
/* It only tells that another process failed. */
bool root_reports(const struct failure *f);
/* The same within one scope, before its chain is followed to the deepest. */
const struct found *root_found(const struct scope *s);
/* The failures that the exit status alone tells of. */
void signal_add(struct scope *s);
/* Number of a signal by its description or name ("Segmentation fault",
 * "SIGSEGV"), or 0; and the name of a number, "SIGSEGV", or NULL. */
int signal_number(const char *s, size_t n);
const char *signal_name(int number);

#endif
