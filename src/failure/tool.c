/* tool: the lines in which other tools say what failed (saying.h), and what of
 * the lines below them belongs to it. */
#include <string.h>

#include "failure/saying.h"

/* argparse and click say their errors below their usage; other programs have
 * lines that look so about something else. */
static bool
below_usage(const struct scope *s, const struct line *l)
{
	size_t from = l->start > 4096 ? l->start - 4096 : 0;
	const char *text = s->view.text + from;
	size_t n = l->start - from;
	return memmem(text, n, "Usage: ", 7) != NULL || memmem(text, n, "usage: ", 7) != NULL;
}

static bool
fits_argparse(const struct scope *s, const struct line *l, const char *words)
{
	static const char *const said[] = {"unrecognized arguments",
					   "the following arguments are required",
					   "argument ",
					   "one of the arguments ",
					   "too few arguments",
					   "no such option",
					   "ambiguous option"};
	size_t name = (size_t)(words - l->s), spaces = 0;
	for (size_t i = 0; i < name; i++) {
		if (l->s[i] == ':' || l->s[i] == '"' || l->s[i] == '\'')
			return false;
		spaces += l->s[i] == ' ';
	}
	/* "tool sub: error:" names a program and its subcommands, no sentence. */
	if (name == 0 || name > 80 || spaces > 4)
		return false;
	struct line rest = line_skip(l, name + strlen(": error: "));
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		if (line_starts(&rest, said[i]))
			return true;
	}
	return below_usage(s, l);
}

/* The end of the block that begins with line l: the lines below it that belong
 * to it by their looks, or all up to an empty one. */
static size_t
tool_block(struct scope *s, const struct line *l, bool paragraph)
{
	enum { MOST = 60 };
	static const char *const marks[] = {"\u2570",    "\u251c",   "\u2502",       "|",      "`",       "- ",
					    "Caused by", "Because ", "And because ", "hint: ", "cause: ", "The ",
					    "Possible "};
	size_t end = l->next;
	struct line m;
	for (int i = 0; i < MOST && line_read(&s->view, end, &m) && m.n > 0; i++) {
		bool belongs = paragraph || m.s[0] == ' ' || m.s[0] == '\t';
		for (size_t k = 0; !belongs && k < sizeof(marks) / sizeof(marks[0]); k++)
			belongs = line_starts(&m, marks[k]);
		if (!belongs)
			break;
		end = m.next;
	}
	return end;
}

/* What stands behind a progress bar that did not end its line: `eta 0:00:03ERROR: …`. */
static struct line
behind_bar(const struct line *l)
{
	static const char *const marks[] = {"eta ", "it/s", "B/s", "s/it"};
	const char *error = line_find(l, "ERROR: ");
	if (error == NULL || error == l->s)
		return *l;
	struct line bar = *l;
	bar.n = (size_t)(error - l->s);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (line_find(&bar, marks[i]) != NULL)
			return line_skip(l, bar.n);
	}
	return *l;
}

size_t
tool_parse(struct scope *s, const struct line *line)
{
	struct line l = line_trim(line);
	l = s->likely ? behind_bar(&l) : l;
	const char *words;
	const struct saying *t = NULL;
	do {
		t = saying_next(t, &l, s->likely, &words);
	} while (t != NULL && ((strcmp(t->name, "argparse") == 0 && !fits_argparse(s, &l, words)) ||
			       (strcmp(t->name, "click") == 0 && !below_usage(s, line))));
	/* GitHub's own words under what failed. */
	if (t == NULL || line_starts(&l, "Error: Process completed with exit code"))
		return 0;
	struct failure *f = failure_new(s, FAILURE_TOOL, line->start);
	enum weight weight = t->weight;
	bool rest = t->part == REST || t->part == REST_BLOCK;
	size_t skip = rest ? (size_t)(words - l.s) + strlen(t->words) : 0;
	f->type = f->name = t->name;
	f->message = arena_strndup(s->parser->arena, l.s + skip, l.n - skip);
	f->end = line->next;
	if (t->part != WHOLE && t->part != REST) {
		f->end = tool_block(s, line, t->part == PARAGRAPH);
		if (f->end > line->next)
			f->message = arena_printf(s->parser->arena, "%s\n%s", f->message,
						  scope_text(s, &s->view, line->next, f->end));
	}
	s->pending = LINK_NONE;
	scope_add(s, f, weight);
	return f->end;
}
