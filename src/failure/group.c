/* group: exception groups (PEP 654), as CPython and the exceptiongroup backport
 * print them:
 *
 *   + Exception Group Traceback (most recent call last):
 *   |   File "a.py", line 1, in <module>
 *   | ExceptionGroup: outer (2 sub-exceptions)
 *   +-+---------------- 1 ----------------
 *     | ValueError: one
 *     +---------------- 2 ----------------
 *     | TypeError: two
 *     +------------------------------------
 */
#include <string.h>

#include "failure/parser.h"

static bool
begins(const struct view *v, size_t offset, const char *base, size_t base_size, const char *mark)
{
	size_t n = strlen(mark);
	return v->end > offset && v->end - offset >= base_size + n && memcmp(v->text + offset, base, base_size) == 0 &&
	       memcmp(v->text + offset + base_size, mark, n) == 0;
}

static size_t
line_end(const struct view *v, size_t offset)
{
	const char *newline = memchr(v->text + offset, '\n', v->end - offset);
	return newline != NULL ? (size_t)(newline - v->text) + 1 : v->end;
}

/* The last rule of a group has no number in it. */
static bool
is_last(const struct view *v, size_t offset)
{
	return memmem(v->text + offset, line_end(v, offset) - offset, "- ", 2) == NULL;
}

size_t
group_read(struct scope *s, const struct view *v, size_t offset, struct failure *f)
{
	if (v->margin_size < 2 || v->margin[v->margin_size - 2] != '|' || s->parser->depth >= DEPTH_LIMIT)
		return offset;
	const char *base = v->margin;
	size_t base_size = v->margin_size - 2;
	if (!begins(v, offset, base, base_size, "+-+-"))
		return offset;
	struct arena *a = s->parser->arena;
	char *margin = arena_printf(a, "%.*s  | ", (int)base_size, base);
	size_t room = 4, count = 0;
	f->members = arena_array(a, room + 1, sizeof(*f->members));
	offset = line_end(v, offset);
	for (;;) {
		struct scope member = scope_within(s, margin, v->end);
		size_t ended = scope_run(&member, offset);
		for (size_t i = 0; i < member.count; i++) {
			if (count == room) {
				struct failure **grown = arena_array(a, room * 2 + 1, sizeof(*grown));
				memcpy(grown, f->members, count * sizeof(*grown));
				f->members = grown;
				room *= 2;
			}
			f->members[count++] = member.found[i].failure;
		}
		offset = ended;
		if (!begins(v, offset, base, base_size, "  +-"))
			break;
		bool last = is_last(v, offset);
		offset = line_end(v, offset);
		if (last)
			break;
	}
	f->end = offset;
	return offset;
}
