/* arena: the one allocation scheme. A command makes an arena, everything it
 * learns lives there, and goes with it. Nothing is freed one by one.
 *
 * Memory that cannot be had ends the process through the handler given to
 * arena_on_exhausted (main.c sets it: silence and status 1), so no caller
 * checks for NULL. */
#ifndef REMEDY_BASE_ARENA_H
#define REMEDY_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new, empty arena; the caller ends it with arena_free. */
struct arena *arena_new(void);
void arena_free(struct arena *a);
/* Has the kernel give the memory that a short run takes at once: page by page, as it
 * is touched, takes four times as long. For an arena of arena_new. */
void arena_warm(struct arena *a);
/* One whose memory is its parent's, and given back with it (arena_free does
 * nothing): for scratch work where the kernel's part would be the larger one. */
struct arena *arena_within(struct arena *parent);
/* Empties it for the next use; what was allocated before is gone. */
void arena_reset(struct arena *a);

/* Where an arena stands; what is allocated after arena_mark is gone with
 * arena_release. A large piece, and a block made in between, stay until the
 * arena is emptied. */
struct arena_mark {
	void *block;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_release(struct arena *a, struct arena_mark m);

/* `size` zeroed bytes, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);
/* `count` zeroed elements of `size` bytes; an overflow counts as exhaustion. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* Copies, NUL-terminated. arena_strdup(a, NULL) is NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Called once memory has run out; must not return. */
void arena_on_exhausted(void (*handler)(void));

#endif
