/* origin: the lines in front of a traceback that say whose it is: a thread's, a
 * finalizer's, a worker's, a test's. */
#include <string.h>

#include "failure/parser.h"

enum {
	WITHIN = 4, /* lines between such a line and its traceback */
	INDENT = 8,
};

/* Python 2: "Exception ValueError: ValueError('x',) in <bound method …> ignored". */
static size_t
origin_ignored(struct scope *s, const struct line *l)
{
	struct line rest = line_skip(l, strlen("Exception "));
	struct headline h;
	rest.n -= strlen(" ignored");
	if (!headline_read(&rest, &h) || !h.likely)
		return 0;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	failure_name(s, f, h.type, h.type_size);
	f->end = l->next;
	f->origin = memmem(h.rest, h.rest_size, "__del__", 7) != NULL ? "__del__" : "ignored";
	/* The message stands in a repr: Type('message',) */
	const char *open = memmem(h.rest, h.rest_size, "('", 2);
	const char *close = open != NULL ? memmem(open, (size_t)(h.rest + h.rest_size - open), "',) in ", 7) : NULL;
	if (close != NULL)
		f->message = arena_strndup(s->parser->arena, open + 2, (size_t)(close - open) - 2);
	scope_add(s, f, WEIGHT_FULL);
	return l->next;
}

static const char *
origin_thread(struct scope *s, const struct line *l)
{
	struct line rest = line_skip(l, strlen("Exception in thread "));
	size_t n = 0;
	while (n < rest.n && rest.s[n] != ':' && !(rest.s[n] == ' ' && n + 1 < rest.n && rest.s[n + 1] == '('))
		n++;
	return arena_printf(s->parser->arena, "thread %.*s", (int)(n < 200 ? n : 200), rest.s);
}

static const char *
origin_of(struct scope *s, const struct line *l)
{
	switch (l->s[0]) {
	case 'E':
		if (line_starts(l, "Exception in thread ") && !line_starts(l, "Exception in thread \""))
			return origin_thread(s, l);
		if (line_starts(l, "Exception in callback "))
			return "asyncio";
		if (line_starts(l, "Exception ignored ")) {
			if (line_find(l, "__del__") != NULL)
				return "__del__";
			return line_find(l, "atexit") != NULL ? "atexit" : "ignored";
		}
		if (line_starts(l, "Error in atexit.") || line_starts(l, "Error in sys.exitfunc"))
			return "atexit";
		return NULL;
	case 'T':
		return line_starts(l, "Task exception was never retrieved") ? "asyncio" : NULL;
	case 'F':
		if (line_is(l, "Failed example:"))
			return "doctest";
		return line_starts(l, "Future exception was never retrieved") ? "asyncio" : NULL;
	case 'u':
		return line_starts(l, "unhandled exception during asyncio.run() shutdown") ? "asyncio" : NULL;
	case 'P':
		if (line_starts(l, "Process ") && line_ends(l, ":") && l->n < 80 &&
		    memchr(l->s + 8, ' ', l->n - 8) == NULL)
			return "worker";
		return NULL;
	case '-':
		return line_starts(l, "-- Process ") && line_ends(l, "terminated with the following error:") ? "worker"
													     : NULL;
	default:
		return NULL;
	}
}

size_t
origin_parse(struct scope *s, const struct line *line)
{
	/* All of a text may be indented. */
	struct line t = line_trim(line);
	const struct line *l = line_indent(line) <= INDENT ? &t : line;
	if (line_starts(l, "Exception ") && line_ends(l, " ignored"))
		return origin_ignored(s, l);
	const char *origin = origin_of(s, l);
	if (origin != NULL) {
		s->origin = origin;
		s->origin_lines = strcmp(origin, "doctest") == 0 ? 64 : WITHIN;
		s->pending = LINK_NONE;
		return l->next;
	}
	/* unittest: "ERROR: test_x (module.Class)" and a rule below it. */
	struct line rule;
	if ((line_starts(l, "ERROR: ") || line_starts(l, "FAIL: ")) && line_read(&s->view, l->next, &rule)) {
		if (rule.n > 0 && rule.s[0] != '-' && !line_read(&s->view, rule.next, &rule))
			return 0;
		if (!line_is_rule(&rule, "-", 70))
			return 0;
		s->origin = "unittest";
		s->origin_lines = WITHIN;
		s->test_failed = true;
		return rule.next;
	}
	return 0;
}
