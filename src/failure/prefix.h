/* prefix: what a program of a known kind puts in front of a line: a CI's or
 * syslog's time, `[rank0]: `, `(pid=123) `, `web-1  | `. Each function returns how
 * many bytes of the line (s, n) that is, or 0; `after` is the line below it. */
#ifndef REMEDY_FAILURE_PREFIX_H
#define REMEDY_FAILURE_PREFIX_H

#include <stdbool.h>
#include <stddef.h>

enum { PREFIX_FAR = 160 }; /* none is longer */

struct words {
	const char *s;
	size_t n;
};

/* What the lines before told. */
struct prefixes {
	size_t bar;           /* column of `|` on the line before, in docker compose's way; 0: none */
	char tag[PREFIX_FAR]; /* host and tag that stood behind the last time */
	size_t tag_size;
};

/* What one line's prefix tells. */
struct prefix {
	struct words name; /* of the writer; n is 0 if there is none */
	size_t bar;
	bool joined;  /* it continues the line before */
	bool partial; /* the next line continues it */
};

size_t prefix_known(struct prefixes *all, const char *s, size_t n, const char *after, size_t after_n, struct prefix *d);
/* docker compose's and honcho's names and bars. */
size_t prefix_barred(const struct prefixes *all, const char *s, size_t n, const char *after, size_t after_n,
		     struct prefix *d);
/* The line begins as P does, every number standing for any number. */
size_t prefix_alike(const char *s, size_t n, struct words p);
/* What of a prefix of n bytes (PREFIX_FAR at most) names the writer: the prefix with
 * its dates and times as noughts, in `name`; returns its length. */
size_t prefix_writer(const char *s, size_t n, char name[static PREFIX_FAR]);

#endif
