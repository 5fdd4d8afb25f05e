#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "hint/expand.h"
#include "hint/hint.h"
#include "hint/style.h"

enum {
	PAGE_WIDTH = 100,
	CHAIN_LIMIT = 32,
	FACT_LIMIT = 64,
	MESSAGE_LIMIT = 300,
};

struct page {
	struct buf *out;
	struct arena *a;
	const struct style *s;
	size_t width;
};

static void
heading(const struct page *p, const char *title)
{
	buf_printf(p->out, "\n%s\n", style_ink(p->a, p->s, INK_TITLE, style_text(p->a, p->s, title)));
}

/* Wrapped text, each line after `indent` columns. */
static void
prose(const struct page *p, const char *text, size_t indent)
{
	size_t count;
	char **lines = style_lines(p->a, p->s, text, p->width - indent, 0, &count);
	for (size_t i = 0; i < count; i++)
		buf_printf(p->out, "%*s%s\n", *lines[i] != '\0' ? (int)indent : 0, "", lines[i]);
}

static bool
ends_sentence(const char *line)
{
	static const char *const marks[] = {".", ":", "!", "?", "。", "：", "！", "？"};
	size_t n = strlen(line);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t length = strlen(marks[i]);
		if (n >= length && strcmp(line + n - length, marks[i]) == 0)
			return true;
	}
	return false;
}

/* The catalog's own line breaks are undone where they only kept its lines
 * short; lines that begin with blanks (commands) stay as they are. */
static void
explanation(const struct page *p, const char *why)
{
	enum { BROKEN = 60 }; /* columns: shorter lines were meant to end there */
	struct buf paragraph = buf_new(p->a);
	for (const char *s = why; *s != '\0';) {
		size_t n = strcspn(s, "\n");
		char *line = arena_strndup(p->a, s, n);
		s += n + (s[n] == '\n');
		if (*line == ' ' || *line == '\0') {
			buf_printf(p->out, "%s%s\n", *line != '\0' ? "  " : "", style_text(p->a, p->s, line));
			continue;
		}
		buf_add_string(&paragraph, line);
		bool goes_on =
			*s != '\0' && *s != '\n' && *s != ' ' && text_width(line) >= BROKEN && !ends_sentence(line);
		if (goes_on) {
			bool wide =
				text_width(line) > strlen(line) / 2 && (unsigned char)line[strlen(line) - 1] >= 0x80;
			buf_add_string(&paragraph, wide ? "" : " ");
			continue;
		}
		prose(p, paragraph.text, 2);
		paragraph = buf_new(p->a);
	}
}

static const char *
link_word(enum failure_link link)
{
	switch (link) {
	case LINK_CAUSE:
		return _("caused by");
	case LINK_CONTEXT:
		return _("while handling");
	case LINK_PANIC:
		return _("hiding");
	case LINK_INNER:
		return _("within it:");
	case LINK_NONE:
		break;
	}
	return "";
}

/* Where a frame's file is: absolute, if that can be told. */
static const char *
absolute(const struct page *p, const struct failure *f, const char *file)
{
	if (*file == '/')
		return file;
	if (*file == '<' || f->process == NULL || f->process->cwd == NULL)
		return "";
	return path_normal(p->a, file, f->process->cwd);
}

/* A place in a file as it is shown, and as a link; of a path that is long the end. */
struct position {
	const char *shown, *linked;
};

static struct position
position(const struct page *p, const struct failure *f, const char *file, int line, size_t width)
{
	const char *shown = text_safe(p->a, file, MESSAGE_LIMIT);
	const char *rest = shown, *slash;
	while (text_width(rest) + (rest > shown ? 2 : 0) > width && (slash = strchr(rest + 1, '/')) != NULL)
		rest = slash + 1;
	if (rest > shown)
		shown = arena_printf(p->a, "…/%s", rest);
	if (line > 0)
		shown = arena_printf(p->a, "%s:%d", shown, line);
	shown = style_text(p->a, p->s, shown);
	return (struct position){shown, style_link(p->a, p->s, absolute(p, f, file), shown)};
}

/* Where it came from: the user's own line, and (not in `brief`) the one that raised it. */
static struct position
place(const struct page *p, const struct failure *f, size_t width, bool brief)
{
	if (f->file != NULL)
		return position(p, f, f->file, f->line, width);
	const struct frame *frame = failure_user_frame(f);
	if (frame == NULL)
		return (struct position){"", ""};
	const struct frame *last = &f->frames[f->frame_count - 1];
	struct position at = position(p, f, frame->file, frame->line, width / 2);
	if (brief)
		return at;
	const char *function = frame->function != NULL && strcmp(frame->function, "<module>") != 0
				       ? arena_printf(p->a, ", %s", text_safe(p->a, frame->function, MESSAGE_LIMIT))
				       : "";
	function = style_text(p->a, p->s, function);
	struct position raised = {"", ""};
	const char *arrow = "";
	if (last != frame) {
		raised = position(p, f, last->file, last->line, width / 2);
		arrow = style_text(p->a, p->s, " → ");
	}
	return (struct position){arena_printf(p->a, "%s%s%s%s", at.shown, function, arrow, raised.shown),
				 arena_printf(p->a, "%s%s%s%s", at.linked, function, arrow, raised.linked)};
}

/* One failure of the chain in one line: what it was, and where. */
static void
chain_line(const struct page *p, const struct failure *f, const char *word)
{
	enum { LEAST = 24, BETWEEN = 4 };
	size_t width = p->width - 2;
	const char *text = arena_printf(p->a, "%s%s%s%s%s", word, *word != '\0' ? " " : "", f->type,
					*f->message != '\0' ? ": " : "", text_safe(p->a, f->message, MESSAGE_LIMIT));
	struct position at = place(p, f, width / 2, false);
	if (text_width(at.shown) + BETWEEN + LEAST > width)
		at = place(p, f, width / 2, true);
	size_t taken = text_width(at.shown) + BETWEEN;
	if (*at.shown == '\0' || taken + LEAST > width) {
		buf_printf(p->out, "  %s\n", style_cut(p->a, p->s, text, width));
		return;
	}
	buf_printf(p->out, "  %s  (%s)\n", style_cut(p->a, p->s, text, width - taken), at.linked);
}

static bool
chain_holds(const struct failure *f, const struct failure *wanted)
{
	for (size_t i = 0; f != NULL && i < CHAIN_LIMIT; i++, f = f->cause) {
		if (f == wanted)
			return true;
		for (size_t j = 0; f->members != NULL && f->members[j] != NULL; j++)
			if (f->members[j] == wanted)
				return true;
	}
	return false;
}

/* The failure the hint is about, from the outside to the cause, a line each. */
static void
chain(const struct page *p, const struct hint *h, const struct failures *f)
{
	const struct failure *wanted = h->match->failure != NULL ? h->match->failure : f->root;
	const struct failure *outer = wanted;
	for (size_t i = 0; i < f->count; i++)
		if (chain_holds(f->all[i], wanted)) {
			outer = f->all[i];
			break;
		}
	if (outer == NULL)
		return;
	heading(p, _("What failed"));
	enum failure_link link = LINK_NONE;
	bool shown = false;
	for (size_t i = 0; outer != NULL && i < CHAIN_LIMIT; i++) {
		chain_line(p, outer, link_word(link));
		shown = shown || outer == wanted;
		link = outer->link;
		outer = outer->cause;
	}
	if (!shown && wanted != NULL) /* a member of an exception group */
		chain_line(p, wanted, _("of the group:"));
}

static void
add_fact(const char **names, size_t *count, const char *name)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp(names[i], name) == 0)
			return;
	if (*count < FACT_LIMIT)
		names[(*count)++] = name;
}

/* The facts that a template names; groups of the match are none. */
static void
add_placeholders(struct arena *a, struct facts *f, const char **names, size_t *count, const char *template)
{
	for (const char *p = template; p != NULL && (p = strchr(p, '{')) != NULL; p++) {
		const char *end;
		char *name = p[1] == '{' ? NULL : expand_name(a, p, &end);
		if (p[1] == '{')
			p++;
		else if (name != NULL && strchr(name, '.') != NULL && facts_known(f, name))
			add_fact(names, count, name);
	}
}

static void
facts_of(const struct page *p, const struct hint *h, struct facts *f)
{
	const char *names[FACT_LIMIT];
	size_t count = 0, width = 0;
	const struct pattern *pattern = h->match->pattern;
	for (size_t i = 0; i < pattern->when_count; i++)
		add_fact(names, &count, pattern->when[i].fact);
	add_placeholders(p->a, f, names, &count, pattern->summary);
	add_placeholders(p->a, f, names, &count, pattern->why);
	for (size_t i = 0; i < pattern->fix_count; i++)
		for (size_t j = 0; j < pattern->fixes[i].when_count; j++)
			add_fact(names, &count, pattern->fixes[i].when[j].fact);
	static const char *const always[] = {"python.path",     "python.version", "python.venv_path",
					     "project.manager", "os.id",          NULL};
	for (const char *const *name = always; *name != NULL; name++)
		add_fact(names, &count, *name);

	for (size_t i = 0; i < count; i++)
		if (facts_get(f, h->match, names[i]) != NULL && strlen(names[i]) > width)
			width = strlen(names[i]);
	if (width == 0)
		return;
	heading(p, _("What was found here"));
	for (size_t i = 0; i < count; i++) {
		const char *value = facts_get(f, h->match, names[i]);
		if (value == NULL)
			continue;
		const char *source = facts_source(f, h->match, names[i]);
		char *text =
			arena_printf(p->a, "%-*s  %s", (int)width, names[i], text_safe(p->a, value, MESSAGE_LIMIT));
		text = style_text(p->a, p->s, text);
		char *from = source != NULL && *source != '\0' && strcmp(source, value) != 0
				     ? style_text(p->a, p->s, text_safe(p->a, _(source), MESSAGE_LIMIT))
				     : NULL;
		if (from != NULL && text_width(text) + text_width(from) + 6 <= p->width)
			buf_printf(p->out, "  %s  %s\n", text,
				   style_ink(p->a, p->s, INK_QUIET, arena_printf(p->a, "(%s)", from)));
		else if (from != NULL)
			buf_printf(p->out, "  %s\n    %s\n", text,
				   style_ink(p->a, p->s, INK_QUIET, arena_printf(p->a, "(%s)", from)));
		else
			buf_printf(p->out, "  %s\n", text);
	}
}

static void
one_fix(const struct page *p, const struct fix *fix, size_t number)
{
	enum { INDENT = 5 };
	char *head = arena_printf(p->a, "  %zu. ", number);
	struct arena *a = p->a;
	bool begun = false;
	if (*fix->label != '\0') {
		size_t count;
		char **lines = style_lines(a, p->s, fix->label, p->width - INDENT, 0, &count);
		for (size_t i = 0; i < count; i++)
			buf_printf(p->out, "%s%s\n", i == 0 ? head : "     ", lines[i]);
		begun = count > 0;
	}
	char *text = NULL;
	if (fix->command != NULL) {
		buf_printf(p->out, "%s%s\n", begun ? "       " : head, style_ink(a, p->s, INK_MARK, fix->command));
		begun = true;
	} else if (fix->text != NULL) {
		text = arena_strdup(a, fix->text);
	} else {
		const char *file = path_from_here(a, fix->file);
		char *where = fix->line > 0 ? arena_printf(a, "%s:%d", file, fix->line) : arena_strdup(a, file);
		text = fix->before != NULL ? arena_printf(a, _("in %s:"), where)
					   : arena_printf(a, _("look at %s"), where);
	}
	if (text != NULL) {
		size_t count;
		char **lines = style_lines(a, p->s, text, p->width - INDENT, 0, &count);
		for (size_t i = 0; i < count; i++)
			buf_printf(p->out, "%s%s\n", i == 0 && !begun ? head : "     ", lines[i]);
	}
	if (fix->before != NULL && *fix->before != '\0')
		buf_printf(p->out, "       - %s\n", style_text(a, p->s, fix->before));
	if (fix->before != NULL)
		buf_printf(p->out, "       + %s\n", style_text(a, p->s, fix->after));
	if (fix->privileged)
		prose(p, _("This changes the system and asks for an administrator's rights."), INDENT);
	if (*fix->reason != '\0')
		prose(p, fix->reason, INDENT);
}

static void
addresses(const struct page *p, const char *title, const char **list)
{
	if (list == NULL || *list == NULL)
		return;
	heading(p, title);
	for (; *list != NULL; list++)
		buf_printf(p->out, "  %s\n", style_text(p->a, p->s, text_safe(p->a, *list, MESSAGE_LIMIT)));
}

void
hint_page(struct buf *out, const struct hint *h, const struct failures *f, struct facts *facts, const struct style *s)
{
	const struct page p = {
		.out = out, .a = out->arena, .s = s, .width = s->width - 1 < PAGE_WIDTH ? s->width - 1 : PAGE_WIDTH};
	const struct pattern *pattern = h->match->pattern;
	size_t count;
	char **lines = style_hanging(p.a, s, arena_printf(p.a, "remedy: %s", h->summary), p.width, 0, &count);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%s\n", i == 0 ? "" : "  ", style_ink(p.a, s, INK_TITLE, lines[i]));
	if (*h->why != '\0') {
		buf_add_char(out, '\n');
		explanation(&p, h->why);
	}
	if (h->fix_count > 0)
		heading(&p, _("What to do"));
	for (size_t i = 0; i < h->fix_count; i++)
		one_fix(&p, &h->fixes[i], i + 1);
	chain(&p, h, f);
	facts_of(&p, h, facts);
	addresses(&p, _("To read on"), pattern->docs);
	addresses(&p, _("Where others met it"), pattern->seen);
	heading(&p, _("Pattern"));
	if (*pattern->file == '\0') {
		prose(&p,
		      _("none; the cure is remembered: `remedy history --cures`. `remedy add` makes a pattern of it"),
		      2);
		return;
	}
	buf_printf(out, "  %s  ", pattern->id);
	const char *file = hint_source(p.a, pattern);
	char *where = arena_printf(p.a, "%s:%d", file, pattern->line);
	buf_printf(out, "(%s)\n", style_link(p.a, s, file, style_text(p.a, s, where)));
	if (strcmp(pattern->layer, "built-in") == 0 || strcmp(pattern->layer, "pack") == 0)
		prose(&p, arena_printf(p.a, _("remedy disable %s silences it"), pattern->id), 2);
}
