#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "hint/hint.h"
#include "hint/style.h"

enum {
	LINE_LIMIT = 6,
	SUMMARY_LINES = 3,
	WHY_LINES = 2,
	ALTERNATIVES = 2,
	TEXT_WIDTH = 110, /* prose is not read well in longer lines */
};

/* One fix of the short form: its lines, without the column in front. */
struct entry {
	char **lines;
	size_t count;
	const char *label; /* what was left out of the lines for want of room, or NULL */
};

static void
add_line(struct buf *out, const char *indent, const char *text)
{
	buf_printf(out, "%s%s\n", *text != '\0' ? indent : "", text);
}

static char *
place_of(struct arena *a, const struct fix *fix)
{
	const char *file = path_from_here(a, fix->file);
	return fix->line > 0 ? arena_printf(a, "%s:%d", file, fix->line) : arena_strdup(a, file);
}

static char *
change_of(struct arena *a, const struct fix *fix)
{
	if (*fix->before == '\0') /* a line of its own */
		return arena_printf(a, "%s: + %s", place_of(a, fix), fix->after);
	return arena_printf(a, "%s: %s → %s", place_of(a, fix), fix->before, *fix->after != '\0' ? fix->after : "''");
}

static char *
labelled(struct arena *a, const char *label, const char *text)
{
	return *label != '\0' ? arena_printf(a, _("%s: %s"), label, text) : arena_strdup(a, text);
}

static struct entry
entry_of(struct arena *a, const struct style *s, const struct fix *fix, size_t width, size_t limit)
{
	struct entry e = {.lines = NULL};
	if (fix->command != NULL) {
		/* Never broken by us: a command must be one line to be copied. */
		char *whole = labelled(a, style_text(a, s, fix->label), fix->command);
		bool fits = text_width(whole) <= width;
		e.lines = arena_array(a, 1, sizeof(*e.lines));
		e.lines[0] = fits ? whole : arena_strdup(a, fix->command);
		e.count = 1;
		e.label = fits || *fix->label == '\0' ? NULL : fix->label;
		return e;
	}
	char *text = fix->text != NULL     ? arena_strdup(a, fix->text)
		     : fix->before != NULL ? change_of(a, fix)
					   : arena_printf(a, _("look at %s"), place_of(a, fix));
	if (fix->text == NULL)
		text = labelled(a, fix->label, text);
	e.lines = style_lines(a, s, text, width < TEXT_WIDTH ? width : TEXT_WIDTH, limit, &e.count);
	return e;
}

/* A label that found no room before its command goes above it, if `room` lines
 * are left for it. */
static void
entry_take_label(struct arena *a, const struct style *s, struct entry *e, size_t width, size_t *room)
{
	size_t count;
	if (e->label == NULL || *room == 0)
		return;
	char **lines = style_lines(a, s, arena_printf(a, _("%s:"), e->label), width, 0, &count);
	if (count > *room)
		return;
	char **all = arena_array(a, count + 1, sizeof(*all));
	memcpy(all, lines, count * sizeof(*all));
	all[count] = e->lines[0];
	e->lines = all;
	e->count = count + 1;
	*room -= count;
}

static void
print_entry(struct buf *out, const struct style *s, const char *word, size_t column, const struct entry *e,
	    const char *note)
{
	struct arena *a = out->arena;
	char *indent = arena_printf(a, "%*s", (int)column + 4, "");
	char *head =
		arena_printf(a, "  %s%*s", style_ink(a, s, INK_MARK, word), (int)(column - text_width(word)) + 2, "");
	for (size_t i = 0; i < e->count; i++)
		add_line(out, i == 0 ? head : indent,
			 i + 1 == e->count && *note != '\0' ? arena_printf(a, "%s%s", e->lines[i], note) : e->lines[i]);
}

/* What stands behind the first fix where there is room: the key that types it. */
static const char *
key_note(struct arena *a, const struct style *s, const struct fix *fix, const struct entry *e, size_t width)
{
	enum { GAP = 3 };
	if (s->key == NULL || fix->text != NULL || e->count == 0)
		return "";
	const char *note = style_text(a, s, arena_printf(a, _("%s puts it in the prompt"), text_safe(a, s->key, 20)));
	if (text_width(e->lines[e->count - 1]) + GAP + text_width(note) > width)
		return "";
	return arena_printf(a, "%*s%s", GAP, "", style_ink(a, s, INK_QUIET, note));
}

static size_t
least(size_t x, size_t y)
{
	return x < y ? x : y;
}

/* The first line of a reason, without the beginning of a sentence that goes on in
 * the next one. */
static const char *
opening(struct arena *a, const char *why)
{
	static const char *const ends[] = {".", ":", ";", "!", "?", ")", "\"", "…", "。", "：", "；", "）", "」"};
	size_t n = strcspn(why, "\n"), kept = 0;
	if (why[n] == '\0' || why[n + 1] == '\0' || why[n + 1] == ' ')
		return arena_strndup(a, why, n);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t size = strlen(ends[i]);
		if (n >= size && memcmp(why + n - size, ends[i], size) == 0)
			return arena_strndup(a, why, n);
	}
	for (size_t i = 0; i < n; i++) {
		if (why[i] == '.' && why[i + 1] == ' ')
			kept = i + 1;
		else if (strncmp(why + i, "。", strlen("。")) == 0)
			kept = i + strlen("。");
	}
	return arena_strndup(a, why, kept > 0 ? kept : n);
}

void
hint_print(struct buf *out, const struct hint *h, const struct style *s)
{
	struct arena *a = out->arena;
	const char *words[] = {style_text(a, s, _("fix")), style_text(a, s, _("or")), style_text(a, s, _("more"))};
	size_t column = 0;
	for (size_t i = 0; i < 3; i++)
		if (text_width(words[i]) > column)
			column = text_width(words[i]);
	size_t width = s->width - 1; /* the last column is left free: some terminals wrap there */
	size_t fix_width = width > column + 4 ? width - column - 4 : 1;
	size_t prose = least(width, TEXT_WIDTH);

	size_t summary_count, why_count = 0;
	char **summary =
		style_hanging(a, s, arena_printf(a, "remedy: %s", h->summary), prose, SUMMARY_LINES, &summary_count);
	size_t room = LINE_LIMIT - summary_count - (s->more != NULL ? 1 : 0);

	struct entry entries[1 + ALTERNATIVES];
	size_t entry_count = 0;
	if (h->fix_count > 0) {
		entries[0] = entry_of(a, s, &h->fixes[0], fix_width, least(room, 3));
		room -= entries[entry_count++].count;
	}
	char **why = style_lines(a, s, opening(a, h->why), prose - 2, h->fix_count == 0 ? room : 0, &why_count);
	/* Half a reason helps less than one more way out. */
	if (h->fix_count > 0 && (why_count > WHY_LINES || why_count + (h->fix_count > 1) > room))
		why_count = 0;
	room -= why_count;
	for (size_t i = 1; i < h->fix_count && entry_count < 1 + ALTERNATIVES && room > 0; i++) {
		entries[entry_count] = entry_of(a, s, &h->fixes[i], fix_width, least(room, 2));
		room -= entries[entry_count++].count;
	}

	for (size_t i = 0; i < summary_count; i++) {
		if (i == 0 && strncmp(summary[0], "remedy:", 7) == 0)
			buf_printf(out, "%s%s\n", style_ink(a, s, INK_NAME, "remedy:"),
				   style_ink(a, s, INK_TITLE, summary[0] + 7));
		else
			buf_printf(out, "  %s\n", style_ink(a, s, INK_TITLE, summary[i]));
	}
	for (size_t i = 0; i < why_count; i++)
		add_line(out, "  ", why[i]);
	for (size_t i = 0; i < entry_count; i++) {
		entry_take_label(a, s, &entries[i], fix_width, &room);
		print_entry(out, s, words[i > 0], column, &entries[i],
			    i == 0 ? key_note(a, s, &h->fixes[0], &entries[0], fix_width) : "");
	}
	if (s->more != NULL)
		buf_printf(out, "  %s%*s`%s`\n", style_ink(a, s, INK_QUIET, words[2]),
			   (int)(column - text_width(words[2])) + 2, "", s->more);
}

void
hint_print_line(struct buf *out, const struct hint *h, const struct style *s, bool again)
{
	struct arena *a = out->arena;
	const char *tail = s->more != NULL ? arena_printf(a, " — %s", s->more) : "";
	tail = style_text(a, s, tail);
	char *text = again ? arena_printf(a, _("remedy: as before: %s"), h->summary)
			   : arena_printf(a, "remedy: %s", h->summary);
	text = style_text(a, s, text);
	size_t width = s->width - 1, taken = text_width(tail);
	if (text_width(text) + taken > width)
		text = style_cut(a, s, text, width > taken + 10 ? width - taken : 10);
	buf_printf(out, "%s%s\n", text, tail);
}
