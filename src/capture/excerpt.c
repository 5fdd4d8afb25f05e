#include "capture/excerpt.h"

#include <string.h>

struct excerpt {
	struct arena *arena;
	excerpt_filter *wanted;
	void *of;
	char *now;    /* the stretch that is being filled */
	char *before; /* the one before it, if that was not kept */
	size_t now_size, before_size;
	bool after; /* the last stretch was wanted, so the next one is kept too */
	bool gap;   /* something was left out since what is kept */
	char *head;
	size_t head_size;
	char *tail;       /* a ring */
	size_t tail_size; /* all that ever went in */
	char last;        /* the last byte kept */
};

struct excerpt *
excerpt_new(struct arena *a, excerpt_filter *wanted, void *of)
{
	struct excerpt *e = arena_alloc(a, sizeof(*e));
	*e = (struct excerpt){.arena = a,
			      .wanted = wanted,
			      .of = of,
			      .now = arena_alloc(a, EXCERPT_STRETCH),
			      .before = arena_alloc(a, EXCERPT_STRETCH),
			      .last = '\n'};
	return e;
}

static void
excerpt_keep(struct excerpt *e, const char *bytes, size_t n)
{
	if (n == 0)
		return;
	e->last = bytes[n - 1];
	if (e->head == NULL)
		e->head = arena_alloc(e->arena, EXCERPT_HEAD);
	size_t room = EXCERPT_HEAD - e->head_size, first = n < room ? n : room;
	memcpy(e->head + e->head_size, bytes, first);
	e->head_size += first;
	bytes += first;
	n -= first;
	if (n > 0 && e->tail == NULL)
		e->tail = arena_alloc(e->arena, EXCERPT_TAIL);
	while (n > 0) {
		size_t at = e->tail_size % EXCERPT_TAIL, part = EXCERPT_TAIL - at;
		if (part > n)
			part = n;
		memcpy(e->tail + at, bytes, part);
		e->tail_size += part;
		bytes += part;
		n -= part;
	}
}

/* The next stretch is not what follows what is kept: it begins a line. */
static void
excerpt_join(struct excerpt *e)
{
	if (e->gap && e->last != '\n')
		excerpt_keep(e, "\n", 1);
	e->gap = false;
}

/* Looks at the first n bytes of the stretch; the rest becomes the next one's beginning. */
static void
excerpt_look(struct excerpt *e, size_t n)
{
	bool wanted = e->wanted(e->of, e->now, n);
	if (wanted || e->after) {
		excerpt_join(e);
		excerpt_keep(e, e->before, e->before_size);
		excerpt_keep(e, e->now, n);
		e->before_size = 0;
	} else {
		e->gap = e->gap || e->before_size > 0;
		memcpy(e->before, e->now, n);
		e->before_size = n;
	}
	e->after = wanted;
	memmove(e->now, e->now + n, e->now_size - n);
	e->now_size -= n;
}

void
excerpt_add(struct excerpt *e, const char *bytes, size_t n)
{
	while (n > 0) {
		size_t room = EXCERPT_STRETCH - e->now_size, part = n < room ? n : room;
		memcpy(e->now + e->now_size, bytes, part);
		e->now_size += part;
		bytes += part;
		n -= part;
		if (e->now_size == EXCERPT_STRETCH) {
			const char *newline = memrchr(e->now, '\n', EXCERPT_STRETCH);
			excerpt_look(e, newline != NULL ? (size_t)(newline - e->now) + 1 : EXCERPT_STRETCH);
		}
	}
}

char *
excerpt_text(struct excerpt *e, size_t *size, bool *cut)
{
	/* A tool's last words need not be such that any failure has: the end counts as wanted. */
	excerpt_join(e);
	excerpt_keep(e, e->before, e->before_size);
	excerpt_keep(e, e->now, e->now_size);
	e->before_size = e->now_size = 0;
	*cut = e->tail_size > EXCERPT_TAIL;
	size_t kept = *cut ? EXCERPT_TAIL : e->tail_size;
	char *text = arena_alloc(e->arena, e->head_size + kept + 2);
	size_t n = e->head_size;
	if (n > 0)
		memcpy(text, e->head, n);
	if (*cut) {
		/* The oldest line of the tail has lost its beginning. */
		size_t at = e->tail_size % EXCERPT_TAIL;
		text[n++] = '\n';
		memcpy(text + n, e->tail + at, EXCERPT_TAIL - at);
		memcpy(text + n + EXCERPT_TAIL - at, e->tail, at);
		char *line = memchr(text + n, '\n', EXCERPT_STRETCH);
		size_t lost = line != NULL ? (size_t)(line - (text + n)) + 1 : 0;
		memmove(text + n, text + n + lost, kept - lost);
		kept -= lost;
	} else if (kept > 0) {
		memcpy(text + n, e->tail, kept);
	}
	n += kept;
	text[n] = '\0';
	*size = n;
	return text;
}
