/* buf: a byte string that grows, in an arena. Always NUL-terminated, so that
 * `b.text` can be handed on as a C string; it may hold NULs of its own, then
 * `b.size` counts. */
#ifndef REMEDY_BASE_BUF_H
#define REMEDY_BASE_BUF_H

#include <stddef.h>

#include "base/arena.h"

struct buf {
	struct arena *arena;
	char *text;
	size_t size;     /* bytes in use, without the NUL */
	size_t capacity; /* bytes there, with the NUL */
};

struct buf buf_new(struct arena *a);
void buf_add(struct buf *b, const char *bytes, size_t n);
void buf_add_string(struct buf *b, const char *s);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
