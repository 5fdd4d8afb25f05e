#include "failure/failure.h"

#include <stdlib.h>
#include <string.h>

#include "failure/parser.h"

enum { LONG = 64 << 10 };

struct place {
	size_t origin;
	size_t index;
};

static int
compare_origin(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

/* What was written first comes first, also where the text was put together by
 * writer. */
static void
order_by_time(struct scope *s)
{
	struct arena *a = s->parser->arena;
	const struct cleaned *text = &s->parser->text;
	if (text->count < 2 || s->count < 2)
		return;
	struct place *order = arena_array(a, s->count, sizeof(*order));
	for (size_t i = 0; i < s->count; i++) {
		const struct failure *first = s->found[i].failure;
		size_t offset = first->offset;
		for (; first != NULL; first = first->cause) {
			if (first->offset < offset)
				offset = first->offset;
		}
		const struct segment *in = clean_segment(text, offset);
		order[i].origin = in->origin + (offset - in->offset);
		order[i].index = i;
	}
	qsort(order, s->count, sizeof(*order), compare_origin);
	struct found *sorted = arena_array(a, s->count, sizeof(*sorted));
	for (size_t i = 0; i < s->count; i++)
		sorted[i] = s->found[order[i].index];
	s->found = sorted;
	s->room = s->count;
}

/* Where they stand in the text as it was written. Of what is inside a failure
 * nobody asks. */
static void
place(const struct cleaned *text, struct failure *outermost)
{
	for (struct failure *f = outermost; f != NULL; f = f->cause) {
		f->place = clean_segment(text, f->offset)->origin;
		f->last = clean_segment(text, f->end > f->offset ? f->end - 1 : f->offset)->origin;
	}
}

/* What each writer wrote, for itself: no message goes on in another's words. */
static void
read_parts(struct scope *s)
{
	const struct cleaned *text = &s->parser->text;
	for (size_t i = 0; i < text->part_count; i++) {
		struct scope part = {.parser = s->parser, .view = s->view, .found = s->found, .count = s->count};
		part.room = s->room;
		part.first = s->count;
		part.view.end = i + 1 < text->part_count ? text->parts[i + 1] : text->size;
		s->parser->ahead.to = 0;
		scope_run(&part, text->parts[i]);
		s->found = part.found;
		s->count = part.count;
		s->room = part.room;
	}
	if (text->part_count == 0)
		scope_run(s, 0);
}

struct failures *
failure_parse(struct arena *a, const struct run *r)
{
	struct parser p = {.arena = a, .run = r, .text = clean_run(a, r)};
	struct scope s = {.parser = &p, .view = {p.text.text, p.text.size, "", 0}};
	/* A long log is read line by line only if there is anything in it. */
	if (p.text.size < LONG || failure_possible(p.text.text, p.text.size))
		read_parts(&s);
	order_by_time(&s);
	signal_add(&s);
	struct failures *all = arena_alloc(a, sizeof(*all));
	all->all = arena_array(a, s.count + 1, sizeof(*all->all));
	all->count = s.count;
	for (size_t i = 0; i < s.count; i++) {
		all->all[i] = s.found[i].failure;
		place(&p.text, all->all[i]);
	}
	all->root = root_choose(&s);
	all->text = p.text.text;
	all->size = p.text.size;
	all->run = r;
	all->found = s.found;
	return all;
}

bool
frame_is_library(const struct frame *frame)
{
	const char *file = frame->file;
	if (file[0] == '<' || file[0] == '\0')
		return true;
	if (strstr(file, "site-packages") != NULL || strstr(file, "dist-packages") != NULL)
		return true;
	/* A module inside a wheel that is on the path, as Debian has its pip's. */
	if (strstr(file, ".whl/") != NULL)
		return true;
	/* The standard library: …/lib/python3.11/…, C:\Python311\Lib\… */
	const char *lib = strstr(file, "/lib/python");
	if (lib == NULL)
		lib = strstr(file, "/lib64/python");
	if (lib == NULL)
		lib = strstr(file, "/lib/pypy");
	if (lib != NULL)
		return true;
	return strstr(file, "\\Lib\\") != NULL || strstr(file, "\\lib\\") != NULL;
}

const struct frame *
failure_user_frame(const struct failure *f)
{
	for (size_t i = f->frame_count; i > 0; i--) {
		if (!frame_is_library(&f->frames[i - 1]))
			return &f->frames[i - 1];
	}
	return f->frame_count > 0 ? &f->frames[f->frame_count - 1] : NULL;
}
