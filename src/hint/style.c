#include "hint/style.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 20, WIDTH_MOST = 1000 };

static bool
env_is_set(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0';
}

static unsigned
width_of(int fd)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long width = columns != NULL ? strtol(columns, NULL, 10) : 0;
	if (width <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width <= 0)
		width = WIDTH_DEFAULT;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (unsigned)width;
}

/* Terminals that are known to take OSC 8 for a link; others might print it. */
static bool
knows_links(const char *term)
{
	static const char *const programs[] = {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", NULL};
	const char *program = getenv("TERM_PROGRAM");
	for (const char *const *p = programs; program != NULL && *p != NULL; p++)
		if (strcmp(program, *p) == 0)
			return true;
	const char *vte = getenv("VTE_VERSION");
	if (vte != NULL && strtol(vte, NULL, 10) >= 5000)
		return true;
	if (env_is_set("KITTY_WINDOW_ID") || env_is_set("WT_SESSION") || env_is_set("KONSOLE_VERSION"))
		return true;
	return strncmp(term, "foot", 4) == 0 || strncmp(term, "alacritty", 9) == 0 || strcmp(term, "xterm-kitty") == 0;
}

struct style
style_of(int fd)
{
	const char *term = getenv("TERM");
	bool plain =
		!isatty(fd) || term == NULL || *term == '\0' || strcmp(term, "dumb") == 0 || env_is_set("REMEDY_PLAIN");
	return (struct style){
		.width = width_of(fd),
		.color = !plain && !env_is_set("NO_COLOR"),
		.utf8 = lang_utf8(),
		.links = !plain && knows_links(term),
		.more = "remedy why",
	};
}

char *
style_ink(struct arena *a, const struct style *s, enum ink ink, const char *text)
{
	static const char *const codes[] = {
		[INK_NAME] = "1;33", [INK_TITLE] = "1", [INK_MARK] = "1;32", [INK_QUIET] = "2"};
	if (!s->color || *text == '\0')
		return arena_strdup(a, text);
	return arena_printf(a, "\033[%sm%s\033[0m", codes[ink], text);
}

static const char *
ascii_of(int c)
{
	static const struct {
		int c;
		const char *ascii;
	} known[] = {
		{0xa0, " "},    {0xab, "\""},   {0xbb, "\""},   {0xb7, "-"},    {0xd7, "x"},   {0xc4, "Ae"},
		{0xd6, "Oe"},   {0xdc, "Ue"},   {0xdf, "ss"},   {0xe4, "ae"},   {0xf6, "oe"},  {0xfc, "ue"},
		{0x2010, "-"},  {0x2011, "-"},  {0x2013, "-"},  {0x2014, "-"},  {0x2018, "'"}, {0x2019, "'"},
		{0x201a, "'"},  {0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""}, {0x2022, "*"}, {0x2026, "..."},
		{0x2192, "->"}, {0x2264, "<="}, {0x2265, ">="}, {0x2570, "`"},
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].c == c)
			return known[i].ascii;
	return "?";
}

char *
style_text(struct arena *a, const struct style *s, const char *text)
{
	if (s->utf8)
		return arena_strdup(a, text);
	struct buf out = buf_new(a);
	size_t n = strlen(text);
	for (size_t i = 0, length; i < n; i += length) {
		int c = text_decode(text + i, n - i, &length);
		if (c >= 0 && c < 0x80)
			buf_add_char(&out, (char)c);
		else
			buf_add_string(&out, ascii_of(c));
	}
	return out.text;
}

char *
style_link(struct arena *a, const struct style *s, const char *file, const char *text)
{
	char host[256] = "";
	if (!s->links || *file != '/' || gethostname(host, sizeof(host) - 1) != 0)
		return arena_strdup(a, text);
	struct buf out = buf_new(a);
	buf_printf(&out, "\033]8;;file://%s", host);
	for (const unsigned char *p = (const unsigned char *)file; *p != '\0'; p++) {
		if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
		    strchr("/._-~+", *p) != NULL)
			buf_add_char(&out, (char)*p);
		else
			buf_printf(&out, "%%%02X", *p);
	}
	buf_printf(&out, "\033\\%s\033]8;;\033\\", text);
	return out.text;
}

/* The bytes of text that fit into `width` columns. */
static size_t
fitting(const char *text, size_t width)
{
	size_t n = strlen(text), used = 0, i = 0;
	while (i < n) {
		size_t length;
		char one[8] = "";
		text_decode(text + i, n - i, &length);
		memcpy(one, text + i, length < sizeof(one) ? length : sizeof(one) - 1);
		used += text_width(one);
		if (used > width)
			break;
		i += length;
	}
	return i;
}

char *
style_cut(struct arena *a, const struct style *s, const char *text, size_t width)
{
	if (text_width(text) <= width)
		return arena_strdup(a, text);
	const char *mark = s->utf8 ? "…" : "...";
	size_t room = text_width(mark) < width ? width - text_width(mark) : 0;
	size_t n = fitting(text, room);
	while (n > 0 && text[n - 1] == ' ')
		n--;
	return arena_printf(a, "%.*s%s", (int)n, text, mark);
}

char **
style_lines(struct arena *a, const struct style *s, const char *text, size_t width, size_t limit, size_t *count)
{
	enum { WIDTH_WRAPPED = 10 };
	char *wrapped = text_wrap(a, style_text(a, s, text), width < WIDTH_WRAPPED ? WIDTH_WRAPPED : width, "");
	size_t total = 1;
	for (const char *p = wrapped; (p = strchr(p, '\n')) != NULL; p++)
		total++;
	char **lines = arena_array(a, total, sizeof(*lines));
	*count = 0;
	for (char *p = wrapped; p != NULL;) {
		char *end = strchr(p, '\n');
		size_t n = end != NULL ? (size_t)(end - p) : strlen(p);
		while (n > 0 && p[n - 1] == ' ')
			n--;
		lines[(*count)++] = arena_strndup(a, p, n);
		p = end != NULL ? end + 1 : NULL;
	}
	while (*count > 0 && *lines[*count - 1] == '\0')
		--*count;
	if (limit > 0 && *count > limit) {
		*count = limit;
		char *last = arena_printf(a, "%s %s", lines[limit - 1], s->utf8 ? "…" : "...");
		lines[limit - 1] = text_width(last) <= width ? last : style_cut(a, s, last, width);
	}
	return lines;
}

char **
style_hanging(struct arena *a, const struct style *s, const char *text, size_t width, size_t limit, size_t *count)
{
	char **lines = style_lines(a, s, text, width, limit, count);
	return *count > 1 ? style_lines(a, s, text, width - 2, limit, count) : lines;
}
