/* excerpt: of a stream without end, what may tell of a failure: the beginning
 * and the end of it, in bounded memory. What is looked for is the caller's to
 * say. Context is kept on both sides of what was found. */
#ifndef REMEDY_CAPTURE_EXCERPT_H
#define REMEDY_CAPTURE_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum {
	EXCERPT_STRETCH = 64 * 1024,    /* looked at in one piece */
	EXCERPT_HEAD = 1024 * 1024,     /* kept of the beginning */
	EXCERPT_TAIL = 3 * 1024 * 1024, /* kept of the end */
};

typedef bool excerpt_filter(void *of, const char *text, size_t n);

struct excerpt;

/* Keeps the stretches of which `wanted` is true, one before and after each, and
 * the last one, whatever stands there. */
struct excerpt *excerpt_new(struct arena *a, excerpt_filter *wanted, void *of);
void excerpt_add(struct excerpt *e, const char *bytes, size_t n);
/* What is kept, NUL-terminated, in order; *cut tells whether some of what was
 * wanted is missing. Ends the excerpt: nothing can be added any more. */
char *excerpt_text(struct excerpt *e, size_t *size, bool *cut);

#endif
