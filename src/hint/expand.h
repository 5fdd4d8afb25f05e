/* expand: templates of the catalog filled with what was captured and found out.
 * Everything lives in the arena given. */
#ifndef REMEDY_HINT_EXPAND_H
#define REMEDY_HINT_EXPAND_H

#include "facts/facts.h"

enum expansion {
	EXPAND_SHOWN, /* for a person to read: values made safe to print */
	EXPAND_SHELL, /* for a command line: each value one quoted word, unless it is a command itself */
	EXPAND_EXACT, /* for text that must stay as it is (names, lines of a file): hostile values refuse */
};

/* The template filled in; NULL if a placeholder is unknown, or its value must
 * not stand where it would. */
char *expand_template(struct arena *a, struct facts *f, const struct match *m, const char *template,
		      enum expansion how);

/* The name of the placeholder that begins at s, which points at a '{'; NULL if
 * that brace begins none. *end gets the byte after its '}'. */
char *expand_name(struct arena *a, const char *s, const char **end);

/* The value of a placeholder as it is, or NULL. */
const char *expand_value(struct arena *a, struct facts *f, const struct match *m, const char *name);

/* One word of the command line of the shell that failed: where the failure is of a Windows,
 * cmd's and PowerShell's; NULL for what must not enter it (base/quote.h). */
char *expand_word(struct arena *a, struct facts *f, const struct match *m, const char *s, bool option);

/* True if s holds nothing but bare words and single-quoted ones: a shell would
 * expand and run nothing of it by itself. */
bool expand_is_inert(const char *s);

#endif
