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

enum { LOCALS = 400 }; /* lines of variables below an exception */

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

/* pytest.fail()'s own exception, whose name is a word of any log. */
static bool
is_failed(const struct headline *h)
{
	return h->type_size == 6 && memcmp(h->type, "Failed", 6) == 0 && h->rest_size > 0;
}

/* Not "E     [100%]": a test that went wrong, in the progress of `pytest -q`. */
static bool
is_marked(const struct line *l)
{
	return l->n > 0 && l->s[0] == 'E' && !line_ends(l, "%]") &&
	       (l->n == 1 || (l->n > 3 && l->s[1] == ' ' && l->s[2] == ' '));
}

/* `E     File "test_x.py", line 1`: a SyntaxError as Python prints it, behind the
 * marks. Returns the offset behind it, or 0 if it is none. */
static size_t
pytest_syntax(struct scope *s, const struct line *l)
{
	struct line first = line_skip(l, 1);
	struct frame frame;
	size_t indent = line_indent(&first), end;
	if (indent < 3 || !traceback_frame(s, &first, &frame) || frame.function != NULL)
		return 0;
	char *margin = arena_printf(s->parser->arena, "%.*sE%*s", (int)s->view.margin_size, s->view.margin,
				    (int)indent - 2, "");
	struct scope marked = scope_within(s, margin, s->view.end);
	struct line m;
	if (!line_read(&marked.view, l->start, &m))
		return 0;
	struct failure *f = traceback_read(&marked, &m, &end);
	if (f == NULL || f->file == NULL)
		return 0;
	/* Its frames are those of whoever read the file. */
	if (s->draft != NULL) {
		f->frames = s->draft->frames;
		f->frame_count = s->draft->frame_count;
		s->draft = NULL;
	}
	f->origin = "pytest";
	s->test_failed = true;
	scope_add(s, f, WEIGHT_FULL);
	return end;
}

/* "name   = value", as --showlocals prints them, and what a long value goes on with. */
static bool
is_local(const struct line *l)
{
	size_t i = 0;
	while (i < l->n && l->s[i] != ' ' && l->s[i] != '=' && l->s[i] != ':')
		i++;
	size_t name = i;
	while (i < l->n && l->s[i] == ' ')
		i++;
	return i > name && (name == 0 || (i + 1 < l->n && l->s[i] == '=' && l->s[i + 1] == ' '));
}

/* "test_x.py:3: KeyError": where the long form's exception was raised, below it
 * and its variables. Returns the offset behind it, or 0. */
static size_t
place_below(struct scope *s, size_t offset, struct frame *place)
{
	struct line m, rest;
	for (int lines = 0; lines < LOCALS && line_read(&s->view, offset, &m); lines++, offset = m.next) {
		if (m.n == 0)
			continue;
		if (place_read(s, &m, place, &rest))
			return rest.n > 0 && !line_starts(&rest, "in ") ? m.next : 0;
		if (!is_local(&m))
			return 0;
	}
	return 0;
}

/* The lines marked E: the exception as it would be printed, behind the mark. */
static size_t
pytest_exception(struct scope *s, const struct line *l)
{
	size_t syntax = pytest_syntax(s, l);
	if (syntax > 0)
		return syntax;
	struct arena *a = s->parser->arena;
	struct line first = line_skip(l, 1), m;
	size_t width = 1 + line_indent(&first), end = l->next;
	first = line_trim(&first);
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	struct headline h;
	bool named = headline_read(&first, &h) && (h.likely || is_failed(&h));
	if (named)
		failure_name(s, f, h.type, h.type_size);
	else if ((line_starts(&first, "fixture '") && line_find(&first, "' not found") != NULL) ||
		 line_starts(&first, "recursive dependency involving fixture '"))
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
	struct frame place;
	size_t below = place_below(s, end, &place);
	if (below > 0) {
		if (f->frame_count > 0 && f->frames[f->frame_count - 1].line == 0) {
			f->frames[f->frame_count - 1].file = place.file;
			f->frames[f->frame_count - 1].line = place.line;
		} else {
			failure_add_frame(s, f, place);
		}
		f->end = end = below;
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
	for (size_t i = 0; i < s->count && !s->summed; i++) {
		if (s->found[i].test)
			return l->next;
	}
	s->summed = true;
	struct line rest = line_skip(l, (size_t)(dash - l->s) + 3);
	struct headline h;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	if (headline_read(&rest, &h) && (h.likely || is_failed(&h))) {
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

/* "    def load(path):": the long form shows the function from its head on. */
static size_t
pytest_function(struct scope *s, const struct line *l)
{
	struct line t = line_trim(l);
	if (line_indent(l) > 4)
		return 0;
	if (line_starts(&t, "async "))
		t = line_skip(&t, 6);
	if (!line_starts(&t, "def "))
		return 0;
	size_t n = 0;
	t = line_skip(&t, 4);
	while (n < t.n && t.s[n] != '(')
		n++;
	s->tested = arena_strndup(s->parser->arena, t.s, n);
	return l->next;
}

/* "file /home/ada/test_x.py, line 12", and below it the test's head. */
static size_t
pytest_file(struct scope *s, const struct line *l)
{
	const char *comma = line_find(l, ", line ");
	struct line head;
	size_t digits;
	if (comma == NULL)
		return 0;
	size_t number = (size_t)(comma - l->s) + 7;
	struct frame frame = {.file = arena_strndup(s->parser->arena, l->s + 5, number - 12),
			      .line = line_number(l->s + number, l->n - number, &digits)};
	if (digits == 0 || number + digits != l->n)
		return 0;
	if (line_read(&s->view, l->next, &head) && pytest_function(s, &head) > 0) {
		struct line t = line_trim(&head);
		frame.function = s->tested;
		frame.source = arena_strndup(s->parser->arena, t.s, t.n);
	}
	s->tested = NULL;
	failure_add_frame(s, draft_of(s), frame);
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
			s->captured = false;
			return l->next;
		}
		if (l->s[0] == '_' && s->pytest && heading(l, " ")) {
			s->draft = NULL;
			s->captured = false;
			return l->next;
		}
		if (heading(l, " short test summary ") || heading(l, " warnings summary ") || heading(l, " in ")) {
			s->pytest = s->captured = false;
			return l->next;
		}
		return 0;
	case '-':
		/* "---- Captured stderr call ----": what a test printed, it survived. */
		if (!s->pytest || !line_starts(l, "---") || line_find(l, " Captured ") == NULL)
			return 0;
		s->captured = true;
		return l->next;
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
					       .function = s->tested,
					       .source = arena_strndup(s->parser->arena, source.s, source.n)});
			s->tested = NULL;
			return l->next;
		}
		return 0;
	case ' ':
		return s->pytest ? pytest_function(s, l) : 0;
	case 'f':
		if (s->pytest && line_starts(l, "file ")) /* of a test whose fixture is missing */
			return pytest_file(s, l);
		break;
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
			if (!line_is(&t, "???"))
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
	bool named = rest.n > 0 && headline_read(&rest, &h) && (h.likely || is_failed(&h)) && h.rest_size > 0;
	if (named || line_starts(&rest, "assert ")) {
		struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
		if (named)
			failure_name(s, f, h.type, h.type_size);
		else
			failure_name(s, f, "AssertionError", 14);
		f->message = named ? arena_strndup(s->parser->arena, h.rest, h.rest_size)
				   : arena_strndup(s->parser->arena, rest.s, rest.n);
		f->end = l->next;
		f->origin = "pytest";
		failure_add_frame(s, f, place);
		s->test_failed = true;
		scope_add(s, f, WEIGHT_FULL);
		return l->next;
	}
	return 0;
}
