#include "failure/markup.h"

#include <string.h>

enum {
	LOOK = 6,       /* lines behind a header in which a frame is looked for */
	LINE = 4096,    /* bytes of a line that are looked at for that */
	TAG = 512,      /* bytes; what is longer is none */
	REFERENCE = 10, /* likewise, `&#x00027;` */
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the tag at s (s[0] is '<'), or 0 if it is none. */
static size_t
tag_length(const char *s, size_t n)
{
	size_t limit = n < TAG ? n : TAG, name = n > 1 && s[1] == '/' ? 2 : 1;
	if (name >= n || !is_letter(s[name]))
		return 0;
	for (size_t i = name; i < limit && s[i] != '<'; i++) {
		if (s[i] == '>')
			return i + 1;
	}
	return 0;
}

/* The character that the reference at s (s[0] is '&') stands for and its length in *size;
 * '\0' if it is none, or none of ASCII's. */
static char
reference_read(const char *s, size_t n, size_t *size)
{
	static const struct {
		const char *name;
		char meant;
	} known[] = {{"&quot;", '"'}, {"&apos;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&nbsp;", ' '}};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		*size = strlen(known[i].name);
		if (n >= *size && memcmp(s, known[i].name, *size) == 0)
			return known[i].meant;
	}
	if (n < 4 || s[1] != '#')
		return '\0';
	bool hex = s[2] == 'x' || s[2] == 'X';
	int code = 0;
	for (*size = hex ? 3 : 2; *size < n && *size < REFERENCE; ++*size) {
		char c = s[*size];
		int digit = c >= '0' && c <= '9'                            ? c - '0'
			    : hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
									    : -1;
		if (c == ';') {
			++*size;
			return code == 0xa0 ? ' ' : code >= 0x20 && code < 0x7f ? (char)code : '\0';
		}
		if (digit < 0)
			return '\0';
		code = code * (hex ? 16 : 10) + digit;
		if (code > 0xffff)
			return '\0';
	}
	return '\0';
}

/* Takes tags and references off (s, n) into `out`, which may be s; returns the length. */
static size_t
strip(char *out, const char *s, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n;) {
		size_t size = s[i] == '<' ? tag_length(s + i, n - i) : 0;
		if (size > 0) {
			bool breaks = size >= 4 && (s[i + 1] | 0x20) == 'b' && (s[i + 2] | 0x20) == 'r' &&
				      !is_letter(s[i + 3]);
			i += size;
			if (breaks && i < n)
				out[kept++] = '\n';
			continue;
		}
		char meant = s[i] == '&' ? reference_read(s + i, n - i, &size) : '\0';
		out[kept++] = meant != '\0' ? meant : s[i];
		i += meant != '\0' ? size : 1;
	}
	return kept;
}

enum look {
	LOOK_OTHER,
	LOOK_PLAIN,   /* a traceback's frame, of which a browser would hide a part */
	LOOK_EITHER,  /* one that is the same in a page */
	LOOK_DRESSED, /* one only by what a browser shows of it */
};

static bool
is_frame(const char *s, size_t n)
{
	const char *file = memmem(s, n, "File \"", 6);
	return file != NULL && memmem(file, n - (size_t)(file - s), "\", line ", 8) != NULL;
}

static enum look
look_of(const char *s, size_t n)
{
	char shown[LINE];
	n = n < LINE ? n : LINE;
	/* Most lines end here: of this word nothing is ever written in another way. */
	if (memmem(s, n, "File ", 5) == NULL)
		return LOOK_OTHER;
	if (is_frame(s, n)) {
		if (memmem(s, n, ", in &lt;", 9) != NULL)
			return LOOK_DRESSED;
		return memmem(s, n, ", in <", 6) != NULL ? LOOK_PLAIN : LOOK_EITHER;
	}
	size_t size = strip(shown, s, n);
	return size != n && is_frame(shown, size) ? LOOK_DRESSED : LOOK_OTHER;
}

/* Of the lines from `at` on the first frame is dressed. */
static bool
frame_follows(const char *at, const char *end)
{
	for (int i = 0; i < LOOK && at < end; i++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		enum look look = look_of(at, (size_t)((newline != NULL ? newline : end) - at));
		if (look != LOOK_OTHER)
			return look == LOOK_DRESSED;
		at = newline != NULL ? newline + 1 : end;
	}
	return false;
}

static const char *
closing(const char *s, size_t n)
{
	const char *pre = memmem(s, n, "</pre>", 6), *area = memmem(s, n, "</textarea>", 11);
	return pre != NULL && (area == NULL || pre < area) ? pre : area;
}

/* The end of a <pre> or <textarea> is at s or behind it. What was found once is not
 * looked for again. */
static bool
closes(struct markup *m, const char *s, const char *end)
{
	if (m->close == NULL || m->close < s) {
		m->close = closing(s, (size_t)(end - s));
		m->close = m->close != NULL ? m->close : end;
	}
	return m->close < end;
}

bool
markup_possible(const char *text, size_t n)
{
	const char *end = text + n;
	for (const char *p = text; (p = memchr(p, '&', (size_t)(end - p))) != NULL; p++) {
		size_t size;
		char meant = reference_read(p, (size_t)(end - p), &size);
		if (meant != '\0' && strchr("\"'<>", meant) != NULL)
			return true;
	}
	return false;
}

size_t
markup_open(struct markup *m, char *s, size_t n, const char *after, const char *end)
{
	static const char header[] = "Traceback (most recent call last)";
	enum look look = look_of(s, n);
	if (memmem(s, n, "<textarea", 9) != NULL || memmem(s, n, "<pre", 4) != NULL)
		m->open = true;
	bool enclosed = m->open && closes(m, s, end);
	if (look != LOOK_OTHER)
		m->inside = look == LOOK_DRESSED || (look == LOOK_EITHER && enclosed);
	else if (memmem(s, n, header, sizeof(header) - 1) != NULL)
		/* Of some pages only the values are escaped: the frames look plain. */
		m->inside = enclosed || frame_follows(after, end);
	bool inside = m->inside, encloses = false;
	size_t blanks = 0;
	while (blanks < n && s[blanks] == ' ')
		blanks++;
	encloses = n - blanks > 9 && (memcmp(s + blanks, "<textarea", 9) == 0 || memcmp(s + blanks, "<pre", 4) == 0);
	blanks = encloses ? blanks : 0; /* they are the page's own indent */
	if (closing(s, n) != NULL)
		m->open = m->inside = false;
	return inside ? strip(s, s + blanks, n - blanks) : n;
}
