/* panic: what Rust's panic hook prints, with its backtrace; and pyo3's words
 * around a panic that crosses Python.
 *
 *   thread '<unnamed>' panicked at src/lib.rs:10:5:      (1.73 and later)
 *   Python API call failed
 *   thread '<unnamed>' panicked at 'message', src/lib.rs:10:5      (before) */
#include <string.h>

#include "failure/parser.h"

enum { MESSAGE_LINES = 100 };

/* "src/lib.rs:10:5" -> file and line. */
static bool
place_read(struct scope *s, const char *text, size_t n, struct frame *place)
{
	size_t i = n;
	int numbers[2];
	for (int k = 0; k < 2; k++) {
		size_t end = i, digits;
		while (i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9')
			i--;
		if (i == end || i < 2 || text[i - 1] != ':')
			return false;
		numbers[k] = line_number(text + i, end - i, &digits);
		i--;
	}
	*place = (struct frame){.file = arena_strndup(s->parser->arena, text, i), .line = numbers[1]};
	return true;
}

/* "   3: crate::function" and "             at /path/file.rs:3:5", innermost
 * first in print. */
static size_t
backtrace_read(struct scope *s, size_t offset, struct failure *f)
{
	struct line l;
	while (line_read(&s->view, offset, &l)) {
		struct line t = line_trim(&l);
		size_t digits;
		struct frame place;
		line_number(t.s, t.n, &digits);
		if (digits > 0 && digits + 1 < t.n && t.s[digits] == ':' && l.s[0] == ' ') {
			const char *name = t.s + digits + 2;
			failure_add_frame(
				s, f,
				(struct frame){.file = "",
					       .function = arena_strndup(s->parser->arena, name, t.n - digits - 2)});
		} else if (line_starts(&t, "at ") && l.s[0] == ' ') {
			if (f->frame_count > 0 && place_read(s, t.s + 3, t.n - 3, &place)) {
				f->frames[f->frame_count - 1].file = place.file;
				f->frames[f->frame_count - 1].line = place.line;
			}
		} else if (!line_starts(&t, "[... omitted ")) {
			break;
		}
		offset = l.next;
	}
	failure_reverse_frames(f);
	return offset;
}

static bool
ends_panic(const struct line *l)
{
	size_t column;
	return line_starts(l, "note: ") || line_starts(l, "stack backtrace:") || line_starts(l, "thread '") ||
	       line_starts(l, "--- PyO3") || line_starts(l, "fatal runtime error") || traceback_header(l, &column) ||
	       line_starts(l, "pyo3_runtime.") || line_starts(l, "error: ") || line_starts(l, "warning: ");
}

/* An exception printed right before the panic is what the panic swallowed: pyo3
 * prints it, then panics with "Python API call failed". */
static bool
follows_directly(const struct scope *s, const struct failure *last, size_t start)
{
	struct line l;
	for (size_t offset = last->end; offset < start && line_read(&s->view, offset, &l); offset = l.next) {
		if (l.n > 0 && !line_starts(&l, "--- PyO3") && !line_starts(&l, "Python stack trace below"))
			return false;
	}
	return last->end <= start;
}

static void
panic_add(struct scope *s, struct failure *f)
{
	struct found *last = s->count > s->first ? &s->found[s->count - 1] : NULL;
	if (last != NULL && (last->failure->kind == FAILURE_EXCEPTION || last->failure->kind == FAILURE_PANIC) &&
	    last->failure->process == f->process && follows_directly(s, last->failure, f->offset)) {
		f->cause = last->failure;
		f->link = LINK_PANIC;
		s->count--;
	}
	s->pending = LINK_NONE;
	scope_add(s, f, WEIGHT_FULL);
}

size_t
panic_parse(struct scope *s, const struct line *l)
{
	static const char at[] = " panicked at ";
	if (line_starts(l, "--- PyO3 is resuming a panic") || line_is(l, "Python stack trace below:"))
		return l->next;
	if (!line_starts(l, "thread '"))
		return 0;
	const char *words = line_find(l, at);
	if (words == NULL)
		return 0;
	struct arena *a = s->parser->arena;
	struct failure *f = failure_new(s, FAILURE_PANIC, l->start);
	failure_name(s, f, "panic", 5);
	const char *rest = words + sizeof(at) - 1;
	size_t n = l->n - (size_t)(rest - l->s), offset = l->next;
	struct frame place = {.file = "", .line = 0};
	struct line m;
	bool placed = false;
	if (n > 0 && rest[0] == '\'') {
		/* The old form; a message of several lines ends with the line that has the place. */
		size_t from = (size_t)(rest - s->view.text) + 1;
		struct line last = *l;
		const char *mark = NULL;
		for (int i = 0; i < MESSAGE_LINES; i++) {
			const char *p = i == 0 ? rest : last.s;
			size_t left = (size_t)(last.s + last.n - p);
			for (const char *q = p; (q = memmem(q, left - (size_t)(q - p), "', ", 3)) != NULL; q += 3)
				mark = q;
			if (mark != NULL || !line_read(&s->view, last.next, &m) || ends_panic(&m))
				break;
			last = m;
		}
		if (mark != NULL) {
			f->message = arena_strndup(a, s->view.text + from, (size_t)(mark - s->view.text) - from);
			placed = place_read(s, mark + 3, (size_t)(last.s + last.n - mark) - 3, &place);
		} else {
			f->message = arena_strndup(a, rest + 1, n - 1);
		}
		offset = last.next;
	} else {
		if (n > 0 && rest[n - 1] == ':')
			n--;
		placed = place_read(s, rest, n, &place);
		size_t from = offset, end = offset;
		for (int i = 0; i < MESSAGE_LINES && line_read(&s->view, offset, &m) && !ends_panic(&m); i++) {
			if (m.n == 0 && i > 0)
				break;
			offset = end = m.next;
		}
		f->message = scope_text(s, &s->view, from, end);
	}
	while (line_read(&s->view, offset, &m) && m.n > 0) {
		if (line_starts(&m, "stack backtrace:"))
			offset = backtrace_read(s, m.next, f);
		else if (line_starts(&m, "note: "))
			offset = m.next;
		else
			break;
	}
	if (placed && f->frame_count == 0)
		failure_add_frame(s, f, place);
	f->end = offset;
	panic_add(s, f);
	return offset;
}
