#include "failure/episode.h"

#include <string.h>

#include "failure/parser.h"

enum {
	NEAR = 4 * 1024,    /* bytes between what belongs together */
	BEFORE = 4 * 1024,  /* of the text in front of an episode that belongs to it */
	AFTER = 4 * 1024,   /* and behind it */
	DEPTH = DEPTH_LIMIT /* of groups in groups */
};

/* Where the first of a chain begins, and the last ends. */
static size_t
begin_of(const struct failure *f)
{
	size_t begin = f->offset;
	for (; f != NULL; f = f->cause)
		if (f->offset < begin)
			begin = f->offset;
	return begin;
}

static size_t
end_of(const struct failure *f)
{
	size_t end = f->end;
	for (; f != NULL; f = f->cause)
		if (f->end > end)
			end = f->end;
	return end;
}

static bool
is_launcher_or_less(const struct found *one)
{
	return one->weight != WEIGHT_FULL || root_reports(one->failure);
}

static bool
is_left_over(const struct failure *f)
{
	return f->origin != NULL && (strcmp(f->origin, "__del__") == 0 || strcmp(f->origin, "ignored") == 0 ||
				     strcmp(f->origin, "atexit") == 0);
}

static bool
is_same(const struct failure *x, const struct failure *y)
{
	return x->kind == y->kind && strcmp(x->type, y->type) == 0 && strcmp(x->message, y->message) == 0;
}

/* Whether `one` follows from what [first, …) of the same episode told. */
static bool
belongs(const struct found *first, size_t count, const struct found *one)
{
	const struct found *before = &first[count - 1];
	size_t end = end_of(before->failure), begin = begin_of(one->failure);
	if (begin > end + NEAR || before->failure->process != one->failure->process)
		return false;
	if (is_same(first->failure, one->failure))
		return false; /* it happened again */
	if (is_launcher_or_less(one))
		return true;
	switch (one->failure->kind) {
	case FAILURE_TOOL:
	case FAILURE_SIGNAL:
		return true;
	case FAILURE_EXCEPTION:
		if (is_left_over(one->failure))
			return true;
		break;
	default:
		break;
	}
	/* What a tool said before belongs to the failure of who called it. */
	for (size_t i = 0; i < count; i++)
		if (first[i].failure->kind != FAILURE_TOOL && first[i].weight == WEIGHT_FULL)
			return false;
	return true;
}

static void
shift(struct failure *f, size_t by, unsigned depth)
{
	for (; f != NULL; f = f->cause) {
		f->offset -= f->offset < by ? f->offset : by;
		f->end -= f->end < by ? f->end : by;
		for (struct failure **m = f->members; m != NULL && depth > 0 && *m != NULL; m++)
			shift(*m, by, depth - 1);
	}
}

static size_t
line_start(const char *text, size_t least, size_t at)
{
	const char *newline = at > least ? memrchr(text + least, '\n', at - least) : NULL;
	return newline != NULL ? (size_t)(newline - text) + 1 : least;
}

static size_t
line_end(const char *text, size_t at, size_t most)
{
	const char *newline = at < most ? memchr(text + at, '\n', most - at) : NULL;
	return newline != NULL ? (size_t)(newline - text) + 1 : most;
}

/* The part of the text from `least` to `most` that tells of [first, count). */
static void
take_text(struct episode *e, const struct failures *f, size_t least, size_t most)
{
	size_t begin = most, end = least;
	for (size_t i = 0; i < e->failures.count; i++) {
		size_t from = begin_of(e->failures.all[i]), to = end_of(e->failures.all[i]);
		begin = from < begin ? from : begin;
		end = to > end ? to : end;
	}
	size_t from = begin > least + BEFORE ? line_start(f->text, least, begin - BEFORE) : least;
	size_t to = most > end + AFTER ? line_end(f->text, end + AFTER, most) : most;
	e->failures.text = f->text + from;
	e->failures.size = to - from;
	for (size_t i = 0; i < e->failures.count; i++)
		shift(e->failures.all[i], from, DEPTH);
}

struct episodes
episode_split(struct arena *a, struct failures *f)
{
	struct episodes split = {.all = arena_array(a, f->count, sizeof(*split.all))};
	struct parser parser = {.arena = a, .run = f->run};
	size_t least = 0;
	for (size_t first = 0, next; first < f->count; first = next) {
		const struct found *found = f->found + first;
		struct episode *e = &split.all[split.count++];
		for (next = first + 1; next < f->count && belongs(found, next - first, &f->found[next]); next++)
			;
		struct scope scope = {
			.parser = &parser, .found = (struct found *)found, .count = next - first, .room = next - first};
		e->failures =
			(struct failures){.all = f->all + first, .count = next - first, .run = f->run, .found = found};
		e->failures.root = root_choose(&scope);
		e->place = f->all[first]->place;
		for (size_t i = first; i < next; i++) {
			for (const struct failure *cause = f->all[i]; cause != NULL; cause = cause->cause) {
				e->place = cause->place < e->place ? cause->place : e->place;
				e->last = cause->last > e->last ? cause->last : e->last;
			}
		}
		e->failures.text = f->text;
		e->failures.size = f->size;
		/* Texts put together by writer are in no order: each has its end then. */
		if (next - first == f->count)
			continue;
		size_t end = end_of(f->all[next - 1]);
		size_t most = next < f->count ? begin_of(f->all[next]) : f->size;
		if (least > begin_of(f->all[first]))
			least = begin_of(f->all[first]);
		if (most < end)
			most = end;
		take_text(e, f, least, most);
		least = end;
	}
	return split;
}
