/* hint: matches and facts made into what a person reads: summary, why, fixes,
 * best first. Printed, or as JSON. */
#ifndef REMEDY_HINT_HINT_H
#define REMEDY_HINT_HINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/catalog.h"
#include "facts/facts.h"

struct fix {
	const char *kind;    /* "install", "system", "run", "edit", "open", "say" */
	const char *label;   /* translated, "" if none */
	const char *reason;  /* translated, "" if none */
	const char *command; /* install, system, run: what to type; else NULL */
	const char *text;    /* say; else NULL */
	const char *file;    /* edit, open */
	int line;
	const char *before, *after; /* edit */
	bool privileged;            /* it uses sudo or changes the system */
};

struct hint {
	const char *id;
	const char *exception; /* type of the failure it is about; "" for text */
	const char *summary;   /* translated, one line */
	const char *why;       /* translated; paragraphs by newline; the first one is shown in short */
	struct fix *fixes;
	size_t fix_count;
	const struct match *match;
};

struct hints {
	struct hint *all; /* best first */
	size_t count;
};

/* The hints of these matches in their order (catalog_match's): those whose
 * `when:` holds and whose summary can be filled in. At most `limit` (0: all). */
struct hints hint_make(struct arena *a, struct catalog *c, struct facts *f, const struct matches *m, size_t limit);

/* A template with {placeholders}: groups of the match, facts, and {message},
 * {type}, {name}, {command}, {file}, {line}, {function}, {source} of the failure.
 * "{{" and "}}" are braces. Text that was captured is made safe; with `shell` it is one
 * quoted word. NULL if a placeholder is unknown or cannot be quoted. */
char *hint_expand(struct arena *a, struct facts *f, const struct match *m, const char *template, bool shell);

/* The file a pattern was written in. A built-in one's is in our own share folder
 * as it stands now, not where the catalog was compiled. */
const char *hint_source(struct arena *a, const struct pattern *p);

/* A typed fix as a command for this machine; NULL if it cannot be had here. */
struct fix *hint_fix(struct arena *a, struct catalog *c, struct facts *f, const struct match *m,
		     const struct fix_template *t);

struct style {
	unsigned width; /* columns */
	bool color;
	bool utf8;
	bool links;       /* the terminal is known to understand OSC 8 */
	const char *key;  /* that puts the fix into the prompt, as it is called; NULL: none */
	const char *more; /* the command that tells more, at the end of the short form; NULL: no such line */
};
/* From the terminal on fd: COLUMNS or its size, NO_COLOR, TERM=dumb,
 * REMEDY_PLAIN, lang_utf8. `more` is "remedy why". */
struct style style_of(int fd);

/* The short form, at most six lines; every line ends in newline. */
void hint_print(struct buf *out, const struct hint *h, const struct style *s);
/* One line, cut to the terminal's width: for a failure met `again`, and where
 * the person asked for quiet. */
void hint_print_line(struct buf *out, const struct hint *h, const struct style *s, bool again);
/* The whole page (`remedy why`). */
void hint_page(struct buf *out, const struct hint *h, const struct failures *f, struct facts *facts,
	       const struct style *s);
/* The JSON object of DESIGN's contracts, one line, newline at its end. */
void hint_json(struct buf *out, const struct hints *h, const struct failures *f);

/* The same in steps, for the hints and failures of several texts: a new object,
 * what is added to it (beyond 2000 failures nothing is), and its text; the last
 * one frees it. */
struct json_t;
struct json_t *hint_json_new(void);
void hint_json_add(struct arena *a, struct json_t *object, const struct hints *h, const struct failures *f);
void hint_json_end(struct buf *out, struct json_t *object);
/* One hint as an object; json_decref frees it. */
struct json_t *hint_json_one(struct arena *a, const struct hint *h);

#endif
