/* fatal: a process that ends itself: CPython's fatal errors with faulthandler's
 * dump, C++'s terminate, glibc's abort messages, assertions in C. */
#include <signal.h>
#include <string.h>

#include "failure/parser.h"

enum { DUMP_LINES = 400 };

/* `  File "a.py", line 3 in f`: faulthandler's frames have no comma. */
static bool
dump_frame(struct scope *s, const struct line *l, struct frame *frame)
{
	struct line t = line_trim(l);
	static const char between[] = "\", line ";
	if (l->n == t.n || !line_starts(&t, "File \""))
		return false;
	const char *file = t.s + 6, *line = memmem(file, t.n - 6, between, sizeof(between) - 1);
	if (line == NULL)
		return false;
	size_t digits, left = (size_t)(t.s + t.n - line) - (sizeof(between) - 1);
	const char *number = line + sizeof(between) - 1;
	*frame = (struct frame){.file = arena_strndup(s->parser->arena, file, (size_t)(line - file)),
				.line = line_number(number, left, &digits)};
	if (left > digits + 4 && memcmp(number + digits, " in ", 4) == 0)
		frame->function = arena_strndup(s->parser->arena, number + digits + 4, left - digits - 4);
	return true;
}

/* What follows "Fatal Python error": the runtime's state, an exception, a dump of
 * each thread (innermost frame first in print; the current thread's is kept). */
static size_t
dump_read(struct scope *s, size_t offset, struct failure *f)
{
	struct frame frame;
	bool current = false, begun = false;
	struct line l;
	size_t end;
	for (int i = 0; i < DUMP_LINES && line_read(&s->view, offset, &l); i++) {
		struct headline h;
		struct failure *inner;
		/* The file that could not be read at the start. It has no header. */
		if (!begun && f->cause == NULL && dump_frame(s, &l, &frame) && frame.function == NULL &&
		    (inner = traceback_read(s, &l, &end)) != NULL) {
			failure_link_inner(f, inner, LINK_INNER);
			f->end = offset = end;
			continue;
		}
		begun = begun || line_find(&l, "(most recent call first)") != NULL;
		if (line_starts(&l, "Current thread 0x") || line_starts(&l, "Stack (most recent call first)")) {
			current = true;
		} else if (line_starts(&l, "Thread 0x") || line_starts(&l, "Current thread's C stack trace")) {
			current = false;
		} else if (dump_frame(s, &l, &frame)) {
			if (current)
				failure_add_frame(s, f, frame);
		} else if (headline_read(&l, &h) && h.known && f->cause == NULL) {
			inner = failure_new(s, FAILURE_EXCEPTION, l.start);
			failure_name(s, inner, h.type, h.type_size);
			inner->message = arena_strndup(s->parser->arena, h.rest, h.rest_size);
			inner->end = l.next;
			failure_link_inner(f, inner, LINK_INNER);
		} else if (l.n > 0 && l.s[0] != ' ' && !line_starts(&l, "Python runtime state:") &&
			   !line_starts(&l, "<no Python frame>") && !line_starts(&l, "Extension modules:") &&
			   !line_starts(&l, "<truncated") && !line_starts(&l, "<cannot")) {
			break;
		}
		offset = l.next;
		f->end = offset;
	}
	failure_reverse_frames(f);
	return f->end;
}

static size_t
fatal_python(struct scope *s, const struct line *l, size_t skip)
{
	struct failure *f = failure_new(s, FAILURE_FATAL, l->start);
	struct line message = line_skip(l, skip);
	message = line_trim(&message);
	f->type = f->name = "Fatal Python error";
	f->message = arena_strndup(s->parser->arena, message.s, message.n);
	f->signal = signal_number(message.s, message.n);
	f->end = l->next;
	size_t end = dump_read(s, l->next, f);
	scope_add(s, f, WEIGHT_FULL);
	return end;
}

/* "terminate called after throwing an instance of 'std::runtime_error'" and
 * "  what():  message". */
static size_t
fatal_terminate(struct scope *s, const struct line *l)
{
	static const char after[] = "terminate called after throwing an instance of '";
	struct failure *f = failure_new(s, FAILURE_FATAL, l->start);
	f->type = f->name = "terminate";
	f->signal = SIGABRT;
	f->end = l->next;
	if (!line_starts(l, after)) {
		f->message = arena_strndup(s->parser->arena, l->s, l->n);
		scope_add(s, f, WEIGHT_FULL);
		return f->end;
	}
	struct line type = line_skip(l, sizeof(after) - 1), what;
	if (type.n > 0 && type.s[type.n - 1] == '\'')
		type.n--;
	f->type = arena_strndup(s->parser->arena, type.s, type.n);
	const char *colon = strrchr(f->type, ':');
	f->name = colon != NULL ? colon + 1 : f->type;
	if (line_read(&s->view, l->next, &what)) {
		struct line t = line_trim(&what);
		if (line_starts(&t, "what():")) {
			t = line_skip(&t, strlen("what():"));
			t = line_trim(&t);
			f->message = arena_strndup(s->parser->arena, t.s, t.n);
			f->end = what.next;
		}
	}
	scope_add(s, f, WEIGHT_FULL);
	return f->end;
}

static bool
is_glibc(const struct line *l)
{
	static const char *const starts[] = {
		"double free or corruption",
		"free(): ",
		"malloc(): ",
		"realloc(): ",
		"munmap_chunk(): ",
		"corrupted size vs.",
		"corrupted double-linked list",
		"malloc_consolidate(): ",
		"*** stack smashing detected ***",
		"*** buffer overflow detected ***",
		"*** bit out of range",
		"*** invalid %N$",
		"break adjusted to free malloc space",
		"*** Error in `",
		"calloc(): ",
		"_int_free",
		"mremap_chunk(): ",
		"tcache_thread_shutdown(): ",
	};
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (l->s[0] == starts[i][0] && line_starts(l, starts[i]))
			return true;
	}
	return false;
}

static size_t
fatal_line(struct scope *s, const struct line *l, const char *type, int signal)
{
	struct failure *f = failure_new(s, FAILURE_FATAL, l->start);
	f->type = f->name = type;
	f->message = arena_strndup(s->parser->arena, l->s, l->n);
	f->signal = signal;
	f->end = l->next;
	scope_add(s, f, WEIGHT_FULL);
	return l->next;
}

size_t
fatal_parse(struct scope *s, const struct line *l)
{
	static const char fatal[] = "Fatal Python error:", windows[] = "Windows fatal exception:";
	if (line_starts(l, fatal))
		return fatal_python(s, l, sizeof(fatal) - 1);
	if (line_starts(l, windows))
		return fatal_python(s, l, sizeof(windows) - 1);
	if (line_starts(l, "terminate called "))
		return fatal_terminate(s, l);
	if (line_starts(l, "libc++abi: terminating"))
		return fatal_line(s, l, "terminate", SIGABRT);
	if (is_glibc(l))
		return fatal_line(s, l, "glibc", SIGABRT);
	/* python: malloc.c:2617: sysmalloc: Assertion `…' failed. */
	if ((line_ends(l, "' failed.") && line_find(l, ": Assertion `") != NULL) ||
	    (line_starts(l, "Assertion failed: ") && line_find(l, ", file ") != NULL))
		return fatal_line(s, l, "assert", SIGABRT);
	if (line_starts(l, "fatal runtime error: "))
		return fatal_line(s, l, "rust", SIGABRT);
	if (line_starts(l, "==") && line_find(l, "==ERROR: AddressSanitizer: ") != NULL)
		return fatal_line(s, l, "AddressSanitizer", SIGABRT);
	return 0;
}
