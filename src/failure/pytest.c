/* pytest: its own tracebacks (long, short, line), the errors of collecting, and
 * the summary where no traceback was printed.
 *
 *   test_x.py:3: in <module>                         (short; collecting)
 *       import foo
 *   E   ModuleNotFoundError: No module named 'foo'
 *
 *   >       import foo                                (long)
 *   E       ModuleNotFoundError: No module named 'foo'
 *
 *   test_x.py:3: ModuleNotFoundError */
#include <string.h>

#include "failure/parser.h"

/* "=== FAILURES ===" */
static bool
heading(const struct line *l, const char *words)
{
	return (l->s[0] == '=' || l->s[0] == '_') && line_starts(l, l->s[0] == '=' ? "==" : "__") &&
	       (line_ends(l, "==") || line_ends(l, "__")) && line_find(l, words) != NULL;
}

/* "path.py:12: in function" or "path.py:12: Type"; what stands behind the second
 * colon is left in *rest. */
static bool
place_read(struct scope *s, const struct line *l, struct frame *place, struct line *rest)
{
	if (l->s[0] == ' ' || l->n > 1024)
		return false;
	for (const char *p = l->s; (p = memchr(p, ':', (size_t)(l->s + l->n - p))) != NULL; p++) {
		size_t digits, left = (size_t)(l->s + l->n - p) - 1;
		int line = line_number(p + 1, left, &digits);
		if (digits == 0 || digits >= left || p[1 + digits] != ':')
			continue;
		size_t skip = (size_t)(p - l->s) + 2 + digits;
		*rest = line_skip(l, skip);
		*rest = line_trim(rest);
		/* A time of day looks so, too; outside of its report pytest's lines name a function. */
		if (p == l->s || (!s->pytest && !line_starts(rest, "in ")))
			return false;
		*place =
			(struct frame){.file = arena_strndup(s->parser->arena, l->s, (size_t)(p - l->s)), .line = line};
		return true;
	}
	return false;
}

static struct failure *
draft_of(struct scope *s)
{
	if (s->draft == NULL)
		s->draft = failure_new(s, FAILURE_EXCEPTION, 0);
	return s->draft;
}

static bool
is_marked(const struct line *l)
{
	return l->n > 0 && l->s[0] == 'E' && (l->n == 1 || (l->n > 3 && l->s[1] == ' ' && l->s[2] == ' '));
}

/* The lines marked E: the exception as it would be printed, behind the mark. */
static size_t
pytest_exception(struct scope *s, const struct line *l)
{
	struct arena *a = s->parser->arena;
	struct line first = line_skip(l, 1), m, rest;
	size_t width = 1 + line_indent(&first), end = l->next;
	first = line_trim(&first);
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	struct headline h;
	bool named = exception_headline(&first, &h) && h.likely;
	if (named)
		failure_name(s, f, h.type, h.type_size);
	else if (line_starts(&first, "fixture '") && line_find(&first, "' not found") != NULL)
		failure_name(s, f, "_pytest.fixtures.FixtureLookupError", 35); /* pytest leaves its name out */
	else
		failure_name(s, f, "AssertionError", 14);
	f->message = named ? arena_strndup(a, h.rest, h.rest_size) : arena_strndup(a, first.s, first.n);
	while (line_read(&s->view, end, &m) && is_marked(&m))
		end = m.next;
	if (end > l->next) {
		struct view marked = s->view;
		marked.margin =
			arena_printf(a, "%.*sE%*s", (int)s->view.margin_size, s->view.margin, (int)width - 1, "");
		marked.margin_size = s->view.margin_size + width;
		f->message = arena_printf(a, "%s\n%s", f->message, scope_text(s, &marked, l->next, end));
	}
	if (s->draft != NULL) {
		f->frames = s->draft->frames;
		f->frame_count = s->draft->frame_count;
		s->draft = NULL;
	}
	f->end = end;
	/* The long form names the place last. */
	struct frame place;
	if (line_read_filled(&s->view, end, 2, &m) && place_read(s, &m, &place, &rest) && rest.n > 0 &&
	    !line_starts(&rest, "in ")) {
		if (f->frame_count > 0 && f->frames[f->frame_count - 1].line == 0) {
			f->frames[f->frame_count - 1].file = place.file;
			f->frames[f->frame_count - 1].line = place.line;
		} else {
			failure_add_frame(s, f, place);
		}
		f->end = end = m.next;
	}
	f->origin = "pytest";
	s->test_failed = true;
	scope_add(s, f, WEIGHT_FULL);
	return end;
}

/* "FAILED test_x.py::test_y - ValueError: bad": used where nothing better was
 * printed for it. */
static size_t
pytest_summary(struct scope *s, const struct line *l)
{
	const char *dash = line_find(l, " - ");
	if (dash == NULL || (line_find(l, "::") == NULL && line_find(l, ".py") == NULL))
		return 0;
	for (size_t i = 0; i < s->count; i++) {
		if (s->found[i].test)
			return l->next;
	}
	struct line rest = line_skip(l, (size_t)(dash - l->s) + 3);
	struct headline h;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	if (exception_headline(&rest, &h) && h.likely) {
		failure_name(s, f, h.type, h.type_size);
		f->message = arena_strndup(s->parser->arena, h.rest, h.rest_size);
	} else {
		failure_name(s, f, "AssertionError", 14);
		f->message = arena_strndup(s->parser->arena, rest.s, rest.n);
	}
	f->end = l->next;
	f->origin = "pytest";
	s->test_failed = true;
	scope_add(s, f, WEIGHT_FULL);
	return l->next;
}

size_t
pytest_parse(struct scope *s, const struct line *l)
{
	struct frame place;
	struct line rest;
	switch (l->s[0]) {
	case '=':
	case '_':
		if (heading(l, " FAILURES ") || heading(l, " ERRORS ") || heading(l, " test session starts ")) {
			s->pytest = true;
			return l->next;
		}
		if (l->s[0] == '_' && s->pytest && heading(l, " ")) {
			s->draft = NULL;
			return l->next;
		}
		if (heading(l, " short test summary ") || heading(l, " warnings summary ")) {
			s->pytest = false;
			return l->next;
		}
		return 0;
	case 'E':
		if (is_marked(l) && l->n > 1)
			return pytest_exception(s, l);
		return line_starts(l, "ERROR ") ? pytest_summary(s, l) : 0;
	case 'F':
		return line_starts(l, "FAILED ") ? pytest_summary(s, l) : 0;
	case '>':
		if (s->pytest && l->n > 3 && l->s[1] == ' ' && l->s[2] == ' ') {
			struct line source = line_skip(l, 1);
			source = line_trim(&source);
			failure_add_frame(
				s, draft_of(s),
				(struct frame){.file = "",
					       .source = arena_strndup(s->parser->arena, source.s, source.n)});
			return l->next;
		}
		return 0;
	default:
		break;
	}
	if (!place_read(s, l, &place, &rest))
		return 0;
	struct failure *draft;
	if (line_starts(&rest, "in ") && memchr(rest.s + 3, ' ', rest.n - 3) == NULL) {
		struct line source;
		place.function = arena_strndup(s->parser->arena, rest.s + 3, rest.n - 3);
		size_t end = l->next;
		if (line_read(&s->view, end, &source) && line_indent(&source) >= 4) {
			struct line t = line_trim(&source);
			place.source = arena_strndup(s->parser->arena, t.s, t.n);
			end = source.next;
		}
		failure_add_frame(s, draft_of(s), place);
		return end;
	}
	if (!s->pytest)
		return 0;
	/* An outer frame of the long form: its `>` line came before. */
	if (rest.n == 0 && (draft = s->draft) != NULL && draft->frame_count > 0 &&
	    draft->frames[draft->frame_count - 1].line == 0) {
		draft->frames[draft->frame_count - 1].file = place.file;
		draft->frames[draft->frame_count - 1].line = place.line;
		return l->next;
	}
	/* --tb=line: "/path/test_x.py:3: ValueError: bad" */
	struct headline h;
	if (rest.n > 0 && exception_headline(&rest, &h) && h.likely && h.rest_size > 0) {
		struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
		failure_name(s, f, h.type, h.type_size);
		f->message = arena_strndup(s->parser->arena, h.rest, h.rest_size);
		f->end = l->next;
		f->origin = "pytest";
		failure_add_frame(s, f, place);
		s->test_failed = true;
		scope_add(s, f, WEIGHT_FULL);
		return l->next;
	}
	return 0;
}
