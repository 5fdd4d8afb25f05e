#include "failure/parser.h"

#include <string.h>

#include "base/buf.h"

enum { LINE_LIMIT = 4096 }; /* what tells a line's form stands within so many bytes */

/* In order: what tells about the next failure, then the forms that are certain,
 * then those that one line makes likely. */
static form *const forms[] = {
	chain_parse,      origin_parse, repeat_parse,  lambda_parse,    traceback_parse, box_parse,      notebook_parse,
	pytest_parse,     panic_parse,  fatal_parse,   signal_parse,    build_parse,     compiler_parse, json_parse,
	structured_parse, dask_parse,   dagster_parse, exception_parse, tool_parse,
};

struct scope
scope_within(const struct scope *outer, const char *margin, size_t end)
{
	struct scope s = {.parser = outer->parser, .view = outer->view};
	if (margin != NULL) {
		s.view.margin = margin;
		s.view.margin_size = strlen(margin);
	}
	if (end < s.view.end)
		s.view.end = end;
	return s;
}

size_t
scope_run(struct scope *s, size_t offset)
{
	struct line l;
	struct pairs pairs;
	s->parser->depth++;
	while (line_read(&s->view, offset, &l)) {
		size_t next = 0;
		s->likely = failure_possible(l.s, l.n < LINE_LIMIT ? l.n : LINE_LIMIT);
		if (s->likely)
			line_pair(&l, &pairs);
		for (size_t i = 0; l.n > 0 && next == 0 && i < sizeof(forms) / sizeof(forms[0]); i++)
			next = forms[i](s, &l);
		if (next == 0 && l.n > 0 && s->origin_lines > 0 && --s->origin_lines == 0) {
			s->origin = NULL;
			s->test_failed = false;
		}
		offset = next > l.start ? next : l.next;
	}
	s->parser->depth--;
	return offset;
}

struct failure *
failure_new(struct scope *s, enum failure_kind kind, size_t offset)
{
	struct failure *f = arena_alloc(s->parser->arena, sizeof(*f));
	const struct run *r = s->parser->run;
	f->kind = kind;
	f->type = f->name = f->message = "";
	f->offset = f->end = offset;
	f->process = clean_segment(&s->parser->text, offset)->process;
	if (f->process == NULL && r->count == 1)
		f->process = &r->processes[0];
	return f;
}

void
failure_name(struct scope *s, struct failure *f, const char *type, size_t n)
{
	f->type = arena_strndup(s->parser->arena, type, n);
	/* RayTaskError(ValueError): the part in parentheses is no component of its own. */
	size_t end = strcspn(f->type, "(");
	const char *name = f->type;
	for (size_t i = 0; i < end; i++) {
		if (f->type[i] == '.')
			name = f->type + i + 1;
	}
	f->name = name;
}

void
failure_add_frame(struct scope *s, struct failure *f, struct frame frame)
{
	/* Grows at powers of two, so that no count of what there is room for is kept. */
	size_t n = f->frame_count;
	if ((n & (n - 1)) == 0) {
		struct frame *grown = arena_array(s->parser->arena, n == 0 ? 1 : n * 2, sizeof(*grown));
		if (n > 0)
			memcpy(grown, f->frames, n * sizeof(*grown));
		f->frames = grown;
	}
	f->frames[f->frame_count++] = frame;
}

void
failure_reverse_frames(struct failure *f)
{
	for (size_t i = 0; i < f->frame_count / 2; i++) {
		struct frame one = f->frames[i];
		f->frames[i] = f->frames[f->frame_count - 1 - i];
		f->frames[f->frame_count - 1 - i] = one;
	}
}

struct failure *
failure_innermost(struct failure *f)
{
	while (f->cause != NULL)
		f = f->cause;
	return f;
}

void
failure_link_inner(struct failure *f, struct failure *inner, enum failure_link link)
{
	struct failure *deepest = failure_innermost(f);
	deepest->cause = inner;
	deepest->link = link;
}

char *
scope_text(struct scope *s, const struct view *v, size_t from, size_t end)
{
	struct buf b = buf_new(s->parser->arena);
	struct line l;
	for (size_t offset = from; offset < end && line_read(v, offset, &l); offset = l.next) {
		if (offset > from)
			buf_add_char(&b, '\n');
		buf_add(&b, l.s, l.n);
	}
	return b.text;
}

static void
scope_push(struct scope *s, struct found one)
{
	if (s->count == s->room) {
		size_t room = s->room == 0 ? 8 : s->room * 2;
		struct found *grown = arena_array(s->parser->arena, room, sizeof(*grown));
		if (s->count > 0)
			memcpy(grown, s->found, s->count * sizeof(*grown));
		s->found = grown;
		s->room = room;
	}
	s->found[s->count++] = one;
}

static bool
is_worker(const struct failure *f)
{
	return f->origin != NULL && strcmp(f->origin, "worker") == 0;
}

void
scope_add(struct scope *s, struct failure *f, enum weight weight)
{
	bool test = s->test_failed;
	if (f->origin == NULL)
		f->origin = s->origin;
	/* pytest --tb=native: tracebacks as Python prints them. */
	if (s->captured) {
		weight = weight == WEIGHT_FULL ? WEIGHT_WEAK : weight;
	} else if (s->pytest && f->origin == NULL && f->kind == FAILURE_EXCEPTION) {
		f->origin = "pytest";
		test = true;
	}
	struct failure *deepest, *cell = NULL;
	struct found *last = s->count > s->first ? &s->found[s->count - 1] : NULL;
	if (last != NULL && weight == WEIGHT_FULL && strcmp(last->failure->name, "CellExecutionError") == 0)
		cell = last->failure;
	if (cell != NULL && (cell->cause == NULL) == (s->pending == LINK_NONE)) {
		/* nbclient's message goes on with the traceback of the cell. */
		deepest = failure_innermost(f);
		deepest->cause = cell->cause;
		deepest->link = s->pending;
		cell->cause = f;
		cell->link = LINK_INNER;
		cell->end = f->end;
		s->pending = LINK_NONE;
		return;
	}
	if (s->pending != LINK_NONE && last != NULL && f->process == last->failure->process) {
		deepest = failure_innermost(f);
		deepest->cause = last->failure;
		deepest->link = is_worker(last->failure) ? LINK_INNER : s->pending;
		if (f->origin == NULL && !is_worker(last->failure))
			f->origin = last->failure->origin;
		test = test || last->test;
		s->count--;
	} else if (last != NULL && last->failure->kind == FAILURE_PANIC &&
		   strcmp((deepest = failure_innermost(f))->name, "PanicException") == 0) {
		deepest->cause = last->failure;
		deepest->link = LINK_PANIC;
		s->count--;
	}
	s->pending = LINK_NONE;
	s->tangled = false;
	s->origin = NULL;
	s->origin_lines = 0;
	s->test_failed = false;
	scope_push(s, (struct found){f, weight, test});
}
