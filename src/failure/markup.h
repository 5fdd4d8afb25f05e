/* markup: tracebacks in pages and mails: `File &quot;a.py&quot;`, `&lt;module&gt;`, tags
 * around the parts (a CI's console, Werkzeug's and Django's pages, what Pygments coloured). */
#ifndef REMEDY_FAILURE_MARKUP_H
#define REMEDY_FAILURE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

/* What the lines before told; zeroed at first. */
struct markup {
	bool open;         /* in a <pre> or <textarea> */
	bool inside;       /* in a traceback in markup */
	const char *close; /* the next end of a <pre> or <textarea> that was looked for; NULL: not yet */
};

/* False if no line of the text can be one of those: one fast pass. */
bool markup_possible(const char *text, size_t n);

/* If the line (s, n) is of a traceback that stands in markup, makes it what a browser
 * shows, in place; returns its length, n where it is none. A <br> becomes a newline. The
 * text goes on at `after`, up to `end`. Linear in the text, however often it is asked. */
size_t markup_open(struct markup *m, char *s, size_t n, const char *after, const char *end);

#endif
