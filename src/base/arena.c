#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED
#endif
#endif

/* The address sanitizer knows nothing of what is handed out here unless it is told:
 * nobody may touch what lies between two pieces, nor the rest of a block. */
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#define HIDE(at, size) __asan_poison_memory_region(at, size)
#define SHOW(at, size) __asan_unpoison_memory_region(at, size)
#else
enum { GAP = 0 };
#define HIDE(at, size) ((void)(at), (void)(size))
#define SHOW(at, size) ((void)(at), (void)(size))
#endif

struct block {
	struct block *next;
	size_t used;
	size_t size;
	size_t pad; /* keeps data[] aligned to 16 */
	char data[];
};

/* Stands at the begin of its first block. */
struct arena {
	struct block *head;
	struct block *first;
	struct arena *parent; /* NULL: blocks come from the kernel */
};

enum {
	BLOCK_SIZE = 256 * 1024 - sizeof(struct block),
	INNER_SIZE = 32 * 1024,
	ALIGNMENT = 16,
	SELF = (sizeof(struct arena) + ALIGNMENT - 1) & -ALIGNMENT,
};

static void (*exhausted)(void);

static void
arena_exhausted(void)
{
	if (exhausted != NULL)
		exhausted();
	abort();
}

void
arena_on_exhausted(void (*handler)(void))
{
	exhausted = handler;
}

static struct block *
block_new(struct arena *parent, size_t size)
{
	if (size > SIZE_MAX - sizeof(struct block))
		arena_exhausted();
	if (parent != NULL) {
		struct block *inner = arena_alloc(parent, sizeof(struct block) + size);
		inner->size = size;
		HIDE(inner->data, size);
		return inner;
	}
	/* From the kernel: zeroed, and not touched before it is used. */
	struct block *b =
		/* cppcheck-suppress invalidFunctionArg; no file */
		mmap(NULL, sizeof(struct block) + size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (b == MAP_FAILED)
		arena_exhausted();
	b->size = size;
	HIDE(b->data, size);
	return b;
}

static void
block_free(struct block *b)
{
	SHOW(b->data, b->size);
	munmap(b, sizeof(*b) + b->size);
}

/* Zero again, and nobody's. */
static void
block_clear(struct block *b, size_t from)
{
	SHOW(b->data + from, b->size - from);
	memset(b->data + from, 0, b->used - from);
	HIDE(b->data + from, b->size - from);
	b->used = from;
}

static struct arena *
arena_in(struct arena *parent, size_t size)
{
	struct block *b = block_new(parent, size);
	struct arena *a = (struct arena *)b->data;
	SHOW(a, SELF);
	b->used = SELF;
	*a = (struct arena){b, b, parent};
	return a;
}

struct arena *
arena_new(void)
{
	return arena_in(NULL, BLOCK_SIZE);
}

struct arena *
arena_within(struct arena *parent)
{
	return arena_in(parent, INNER_SIZE);
}

void
arena_warm(struct arena *a)
{
	enum { WARM = 128 * 1024, POPULATE = 23 }; /* MADV_POPULATE_WRITE, since Linux 5.14; half a block */
	if (a->parent == NULL)
		madvise(a->first, WARM, POPULATE);
}

/* All blocks but the first. */
static void
arena_shrink(struct arena *a)
{
	for (struct block *b = a->head; b != NULL;) {
		struct block *next = b->next;
		if (b != a->first && a->parent == NULL)
			block_free(b);
		b = next;
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL || a->parent != NULL)
		return;
	struct block *first = a->first;
	arena_shrink(a);
	block_free(first);
}

void
arena_reset(struct arena *a)
{
	arena_shrink(a);
	struct block *first = a->first;
	first->next = NULL;
	a->head = first;
	block_clear(first, SELF);
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){a->head, a->head->used};
}

void
arena_release(struct arena *a, struct arena_mark m)
{
	if (a->head != m.block)
		return;
	block_clear(a->head, m.used);
}

/* What lies behind `used` in a block is zero. */
void *
arena_alloc(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - ALIGNMENT - GAP)
		arena_exhausted();
	size_t need = ((size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1)) + GAP;
	if (need == 0)
		need = ALIGNMENT;
	struct block *b = a->head;
	if (b->size - b->used < need) {
		size_t usual = a->parent == NULL ? BLOCK_SIZE : b->size * 2;
		if (need > usual / 4) {
			/* A large piece gets a block of its own behind the head, so that the
			 * head's free rest is not lost. */
			struct block *big = block_new(a->parent, need);
			big->used = need;
			big->next = b->next;
			b->next = big;
			SHOW(big->data, size);
			return big->data;
		}
		struct block *fresh = block_new(a->parent, usual);
		fresh->next = b;
		a->head = b = fresh;
	}
	void *p = b->data + b->used;
	b->used += need;
	SHOW(p, size);
	return p;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		arena_exhausted();
	return arena_alloc(a, count * size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	if (n == SIZE_MAX)
		arena_exhausted();
	char *copy = arena_alloc(a, n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *
arena_vprintf(struct arena *a, const char *format, va_list args)
{
	/* Into the block's free rest, where it mostly fits. */
	struct block *b = a->head;
	size_t left = b->size - b->used;
	char *rest = b->data + b->used;
	va_list again;
	SHOW(rest, left);
	va_copy(again, args);
	int n = vsnprintf(rest, left, format, again);
	va_end(again);
	if (n >= 0 && (size_t)n < left) {
		size_t need = (((size_t)n + ALIGNMENT) & ~(size_t)(ALIGNMENT - 1)) + GAP;
		HIDE(rest + n + 1, left - (size_t)n - 1);
		b->used += need < left ? need : left;
		return rest;
	}
	memset(rest, 0, left);
	HIDE(rest, left);
	if (n < 0)
		return arena_strdup(a, "");
	char *s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, format, args);
	return s;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *s = arena_vprintf(a, format, args);
	va_end(args);
	return s;
}
