#include "capture/log.h"

#include <stdint.h>
#include <string.h>

#include "base/utf16.h"

enum { CAPACITY = LOG_WHOLE + 3 * LOG_BLOCK, LINE_LIMIT = 64 * 1024 };
static const size_t nowhere = SIZE_MAX;

struct log *
log_new(struct arena *a, log_filter *wanted, log_reader *read, void *of, bool live)
{
	struct log *l = arena_alloc(a, sizeof(*l));
	*l = (struct log){.arena = a, .wanted = wanted, .read = read, .of = of, .live = live};
	l->bytes = arena_alloc(a, CAPACITY + 1);
	log_begin(l);
	return l;
}

void
log_begin(struct log *l)
{
	l->size = l->seen = l->done = l->last = 0;
	l->line = 1;
	l->from = nowhere;
	l->cut = l->live;
	l->begun = false;
	l->utf16 = NULL;
}

/* How often '\n' stands in the text. */
static size_t
count_lines(const char *text, size_t n)
{
	/* Lanes of bytes that count to 255 before they are added up. */
	enum { LANES = 16, ROUNDS = 255 };
	typedef uint8_t lanes __attribute__((vector_size(LANES)));
	size_t count = 0, i = 0;
	while (i + 2 * LANES <= n) {
		lanes even = {0}, odd = {0}, first, second;
		for (int round = 0; round < ROUNDS && i + 2 * LANES <= n; round++, i += 2 * LANES) {
			memcpy(&first, text + i, LANES);
			memcpy(&second, text + i + LANES, LANES);
			even -= (lanes)(first == '\n');
			odd -= (lanes)(second == '\n');
		}
		for (int k = 0; k < LANES; k++)
			count += (size_t)even[k] + odd[k];
	}
	for (; i < n; i++)
		count += text[i] == '\n';
	return count;
}

/* Where the line begins that holds `at`, looked for as far back as `least`. */
static size_t
line_start(const struct log *l, size_t least, size_t at)
{
	const char *newline = at > least ? memrchr(l->bytes + least, '\n', at - least) : NULL;
	return newline != NULL ? (size_t)(newline - l->bytes) + 1 : least;
}

/* Gives [from, to) to the reader. */
static void
deliver(struct log *l, size_t to, struct log_part part)
{
	part.text = l->bytes + l->from;
	part.size = to - l->from;
	part.line = l->line + count_lines(l->bytes, l->from);
	char after = l->bytes[to];
	l->bytes[to] = '\0';
	size_t read = l->read(l->of, &part);
	l->bytes[to] = after;
	if (!part.open || read >= part.size) {
		l->done = to;
		l->from = nowhere;
		return;
	}
	l->done = l->from = l->from + read;
	l->last = to;
}

/* The stretch holds frames of a traceback: its end is still to come. */
static bool
goes_on(const char *text, size_t n)
{
	return memmem(text, n, "  File \"", 8) != NULL;
}

/* Where the stretch ends that begins at `seen`; 0 if that is not known yet. */
static size_t
stretch_end(const struct log *l, bool all)
{
	size_t to = l->seen + LOG_STRETCH;
	if (to >= l->size)
		return all ? l->size : 0;
	size_t left = l->size - to;
	const char *newline = memchr(l->bytes + to, '\n', left < LINE_LIMIT ? left : LINE_LIMIT);
	if (newline != NULL)
		return (size_t)(newline - l->bytes) + 1;
	return left >= LINE_LIMIT || all ? to : 0;
}

/* Looks through what came; with `all` also through the last piece, up to `size`. */
static void
look(struct log *l, bool all)
{
	size_t to;
	while (l->seen < l->size && (to = stretch_end(l, all)) > 0) {
		const char *text = l->bytes + l->seen;
		size_t n = to - l->seen;
		if (l->wanted(l->of, text, n) || (l->from != nowhere && goes_on(text, n))) {
			if (l->from == nowhere) {
				size_t context = l->seen > LOG_CONTEXT ? l->seen - LOG_CONTEXT : 0;
				l->from = context > l->done ? line_start(l, l->done, context) : l->done;
				/* A line without an end is no context. */
				if (l->seen - l->from > 2 * LOG_CONTEXT)
					l->from = l->seen;
			}
			l->last = to;
		} else if (l->from != nowhere && to - l->last >= LOG_CONTEXT) {
			deliver(l, to, (struct log_part){.open = false});
		}
		l->seen = to;
		if (l->from != nowhere && to - l->from >= LOG_PART - LOG_BLOCK) {
			size_t from = l->from;
			deliver(l, to, (struct log_part){.open = true});
			if (l->from == from) { /* too long to be one failure */
				l->done = to;
				l->from = nowhere;
			}
		}
	}
}

/* Drops what nobody needs any more. */
static void
forget(struct log *l)
{
	size_t keep = l->from != nowhere ? l->from : l->seen > LOG_CONTEXT ? l->seen - LOG_CONTEXT : 0;
	if (l->from == nowhere && keep < l->done)
		keep = l->done;
	else if (l->from == nowhere)
		keep = line_start(l, l->done, keep);
	if (l->from == nowhere && l->seen - keep > 2 * LOG_CONTEXT)
		keep = l->seen;
	if (keep == 0)
		return;
	l->line += count_lines(l->bytes, keep);
	memmove(l->bytes, l->bytes + keep, l->size - keep);
	l->size -= keep;
	l->seen -= keep;
	l->done = l->done > keep ? l->done - keep : 0;
	l->last = l->last > keep ? l->last - keep : 0;
	if (l->from != nowhere)
		l->from -= keep;
}

char *
log_room(struct log *l)
{
	return l->bytes + l->size;
}

static void
came(struct log *l, size_t n)
{
	l->size += n;
	if (!l->cut && l->size <= LOG_WHOLE)
		return;
	l->cut = true;
	look(l, false);
	forget(l);
}

void
log_add_here(struct log *l, size_t n)
{
	struct utf16 found;
	char *bytes = log_room(l);
	if (!l->begun && n > 0) {
		l->begun = true;
		if (utf16_begins(&found, bytes, n)) {
			l->utf16 = arena_alloc(l->arena, sizeof(*l->utf16));
			*l->utf16 = found;
			bytes += 2;
			n -= 2;
		}
	}
	if (l->utf16 == NULL) {
		came(l, n);
		return;
	}
	/* Half as many units, of three bytes at most, and one that was begun before. */
	struct arena *scratch = arena_new();
	struct buf out = buf_new(scratch);
	utf16_decode(l->utf16, bytes, n, &out);
	memcpy(log_room(l), out.text, out.size);
	came(l, out.size);
	arena_free(scratch);
}

void
log_add(struct log *l, const char *bytes, size_t n)
{
	memcpy(log_room(l), bytes, n);
	log_add_here(l, n);
}

bool
log_waits(const struct log *l)
{
	return l->from != nowhere || memchr(l->bytes + l->seen, '\n', l->size - l->seen) != NULL;
}

void
log_settle(struct log *l, enum log_pause pause)
{
	size_t size = l->size, end = line_start(l, l->done, l->size);
	if (end > l->seen) {
		l->size = end;
		look(l, true);
		l->size = size;
	}
	if (l->from != nowhere && l->seen > l->from)
		deliver(l, l->seen, (struct log_part){.open = pause != LOG_STOPPED, .quiet = pause == LOG_QUIET});
	forget(l);
}

void
log_end(struct log *l)
{
	if (!l->cut) {
		l->from = 0;
		deliver(l, l->size, (struct log_part){.whole = true});
		return;
	}
	look(l, true);
	if (l->from != nowhere)
		deliver(l, l->size, (struct log_part){.open = false});
}
