#include "failure/clean.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/utf16.h"
#include "failure/dressing.h"
#include "failure/piece.h"

enum {
	SEQUENCE = 4096, /* an escape sequence that is longer is none */
	ERASED = 1,      /* stands for "the line was erased here" while a line is built */
};

/* Bytes of the escape sequence at s (s[0] is ESC), or 0 if it is none. Control
 * sequences are ECMA-48's, strings (OSC, DCS, …) end at BEL or ST. Up to *endless
 * there is no such end: strings that begin one after the other and never end are
 * not looked through again and again. */
static size_t
escape_length(const char *s, size_t n, const char **endless)
{
	if (n < 2)
		return 1;
	size_t limit = n < SEQUENCE ? n : SEQUENCE;
	size_t i = 2;
	if (s[1] == '[') {
		while (i < limit && s[i] >= 0x20 && s[i] <= 0x3f)
			i++;
		return i < limit && s[i] >= 0x40 && s[i] <= 0x7e ? i + 1 : i;
	}
	if (s[1] == ']' || s[1] == 'P' || s[1] == 'X' || s[1] == '^' || s[1] == '_') {
		if (*endless > s + i && *endless <= s + limit)
			i = (size_t)(*endless - s);
		for (; i < limit && s[i] != '\n'; i++) {
			if (s[i] == '\a')
				return i + 1;
			if (s[i] == '\033' && i + 1 < limit && s[i + 1] == '\\')
				return i + 2;
		}
		*endless = s + i - 1; /* the byte there may begin ST */
		return 2;
	}
	if (s[1] >= 0x20 && s[1] <= 0x2f) {
		while (i < limit && s[i] >= 0x20 && s[i] <= 0x2f)
			i++;
		return i < limit ? i + 1 : i;
	}
	return s[1] >= 0x30 && s[1] <= 0x7e ? 2 : 1;
}

static bool
progress(const char *s, size_t n)
{
	if (n == 0 || memchr(s, '%', n) != NULL || memchr(s, '|', n) != NULL || memchr(s, '#', n) != NULL)
		return true;
	static const char *const marks[] = {"it/s",   "B/s",    "ETA",    "eta ",   "...",
					    "\u2026", "\u2588", "\u2501", "\u280b", "\u2819"};
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (memmem(s, n, marks[i], strlen(marks[i])) != NULL)
			return true;
	}
	return false;
}

/* The line that begins at `start` holds carriage returns: what was written over
 * goes where it was a progress bar, and becomes a line of its own where not. */
static void
clean_rewritten(struct buf *out, size_t start)
{
	char *s = out->text + start;
	size_t n = out->size - start, kept = 0, last = 0; /* s[last..kept): the segment seen last */
	for (size_t i = 0; i <= n;) {
		char *end = memchr(s + i, '\r', n - i);
		size_t to = end != NULL ? (size_t)(end - s) : n;
		size_t from = i;
		i = to + 1;
		bool erased = from < to && s[from] == ERASED;
		while (from < to && s[from] == ERASED)
			from++;
		if (erased)
			kept = last;
		if (from == to)
			continue;
		size_t before = kept - last;
		size_t alike = to - from < before ? to - from : before;
		bool same = alike > 1 && memcmp(s + last, s + from, alike < 4 ? alike : 4) == 0;
		if (before > 0 && (same || progress(s + last, before)))
			kept = last;
		else if (before > 0) {
			s[kept++] = '\n';
			last = kept;
		}
		/* Never overlaps forward: what is kept is no longer than what was read. */
		memmove(s + kept, s + from, to - from);
		kept += to - from;
	}
	out->size = start + kept;
	out->text[out->size] = '\0';
}

struct writer {
	struct buf *out;
	struct cleaned *cleaned;
	size_t room;    /* for segments */
	size_t line;    /* where in `out` the line begins that is being written */
	size_t indent;  /* and where the no-break spaces end that it begins with */
	bool rewritten; /* it holds '\r' */
	const char *endless;
	const struct process *process;
};

/* A line of run->text that begins at `origin` is written next. */
static void
clean_begin_line(struct writer *w, size_t origin)
{
	struct cleaned *c = w->cleaned;
	if (c->count == w->room) {
		size_t room = w->room == 0 ? 64 : w->room * 2;
		struct segment *grown = arena_array(w->out->arena, room, sizeof(*grown));
		if (c->count > 0)
			memcpy(grown, c->segments, c->count * sizeof(*grown));
		c->segments = grown;
		w->room = room;
	}
	c->segments[c->count++] = (struct segment){w->out->size, origin, w->process};
}

static void
clean_end_line(struct writer *w)
{
	if (w->rewritten)
		clean_rewritten(w->out, w->line);
	w->rewritten = false;
	w->line = w->out->size;
}

static size_t
clean_escape(struct writer *w, const char *s, size_t n)
{
	size_t length = escape_length(s, n, &w->endless);
	if (length < 3 || s[1] != '[' || s[length - 1] != 'K')
		return length;
	bool whole = s[2] == '2' || s[2] == '1';
	bool at_start = w->out->size == w->line || w->out->text[w->out->size - 1] == '\r';
	if (whole || at_start) {
		if (!at_start)
			buf_add_char(w->out, '\r');
		buf_add_char(w->out, ERASED);
		w->rewritten = true;
	}
	return length;
}

/* One byte that is not plain text; returns how many bytes it took. */
static size_t
clean_special(struct writer *w, const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	if (c == '\n') {
		clean_end_line(w);
		buf_add_char(w->out, '\n');
		w->line = w->out->size;
		return 1;
	}
	if (c == '\033')
		return clean_escape(w, s, n);
	if (c == '\r') {
		size_t i = 1;
		while (i < n && s[i] == '\r')
			i++;
		if (i == n || s[i] == '\n')
			return i;
		/* env's complaint about a #! line with CRLF quotes the CR itself. */
		if (s[i] == '\'' || s[i] == ':' || (n - i >= 3 && memcmp(s + i, "\u2019", 3) == 0)) {
			buf_add_string(w->out, "\\r");
			return i;
		}
		buf_add_char(w->out, '\r');
		w->rewritten = true;
		return i;
	}
	if (c == '\b') {
		if (w->out->size > w->line && (unsigned char)w->out->text[w->out->size - 1] < 0x80)
			w->out->text[--w->out->size] = '\0';
		return 1;
	}
	if (c < 0x80)
		return 1;
	size_t length;
	int code = text_decode(s, n, &length);
	if (code < 0)
		buf_add_string(w->out, "\uFFFD");
	else if (code == 0xa0 && (w->out->size == w->line || w->out->size == w->indent)) {
		buf_add_char(w->out, ' '); /* AWS indents by these */
		w->indent = w->out->size;
	} else if (code >= 0xa0 && code != 0xfeff)
		buf_add(w->out, s, length);
	return length;
}

static void
clean_bytes(struct writer *w, const char *s, size_t n, size_t origin)
{
	static const bool plain[256] = {[0x09] = true, [0x20 ... 0x7e] = true};
	for (size_t i = 0; i < n;) {
		size_t from = i;
		while (i < n && plain[(unsigned char)s[i]])
			i++;
		buf_add(w->out, s + from, i - from);
		if (i == n)
			return;
		bool ends = s[i] == '\n';
		i += clean_special(w, s + i, n - i);
		if (ends && i < n)
			clean_begin_line(w, origin + i);
	}
}

/* A log that PowerShell wrote: UTF-16 with its byte order mark. */
static struct run *
clean_from_utf16(struct arena *a, const struct run *r, struct utf16 *u)
{
	struct buf out = buf_new(a);
	utf16_decode(u, r->text + 2, r->size - 2, &out);
	struct run *decoded = arena_alloc(a, sizeof(*decoded));
	*decoded = *r;
	decoded->text = out.text;
	decoded->size = out.size;
	decoded->pieces = NULL;
	decoded->piece_count = 0;
	return decoded;
}

struct cleaned
clean_run(struct arena *a, const struct run *r)
{
	struct utf16 u;
	if (utf16_begins(&u, r->text, r->size))
		r = clean_from_utf16(a, r, &u);
	struct pieces pieces = pieces_of(a, r);
	struct buf out = buf_new(a);
	struct cleaned c = {.count = 0};
	struct writer w = {.out = &out, .cleaned = &c};
	for (size_t i = 0; i < pieces.count; i++) {
		const struct piece *p = &pieces.all[i];
		bool follows = i > 0 && pieces.all[i - 1].process == p->process && p->process != SIZE_MAX;
		if (!follows && out.size > w.line) {
			clean_end_line(&w);
			buf_add_char(&out, '\n');
			w.line = out.size;
		}
		w.process = p->process == SIZE_MAX ? NULL : &r->processes[p->process];
		c.written = c.written || w.process != NULL;
		clean_begin_line(&w, p->from);
		clean_bytes(&w, r->text + p->from, p->to - p->from, p->from);
	}
	clean_end_line(&w);
	if (c.count == 0)
		clean_begin_line(&w, 0);
	c.text = out.text;
	c.size = out.size;
	dressing_remove(a, &c);
	return c;
}

const struct segment *
clean_segment(const struct cleaned *c, size_t offset)
{
	size_t low = 0, high = c->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (c->segments[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return &c->segments[low];
}
