#include "base/buf.h"

#include <stdarg.h>
#include <string.h>

struct buf
buf_new(struct arena *a)
{
	enum { FIRST = 64 };
	return (struct buf){.arena = a, .text = arena_alloc(a, FIRST), .size = 0, .capacity = FIRST};
}

void
buf_add(struct buf *b, const char *bytes, size_t n)
{
	if (n == 0)
		return;
	if (b->capacity - b->size <= n) {
		size_t capacity = b->capacity * 2;
		if (capacity - b->size <= n)
			capacity = b->size + n + 1;
		char *grown = arena_alloc(b->arena, capacity);
		memcpy(grown, b->text, b->size);
		b->text = grown;
		b->capacity = capacity;
	}
	memcpy(b->text + b->size, bytes, n);
	b->size += n;
	b->text[b->size] = '\0';
}

void
buf_add_string(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_add_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buf_add_string(b, arena_vprintf(b->arena, format, args));
	va_end(args);
}
