#include "commands/passage.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"

enum {
	LEAST = 10, /* columns; in less nothing is broken by us */
	ANSWER = 4, /* what is left for it, at least, where the question can be broken */
};

size_t
passage_columns(int fd)
{
	struct winsize size;
	return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void
print_wrapped(struct arena *a, FILE *out, char *text)
{
	size_t columns = passage_columns(fileno(out)), n = strlen(text);
	bool ended = n > 0 && text[n - 1] == '\n';
	if (columns >= LEAST) {
		text[n - ended] = '\0';
		text = text_wrap(a, text, columns, arena_strndup(a, text, strspn(text, " ")));
		fprintf(out, "%s%s", text, ended ? "\n" : "");
	} else {
		fputs(text, out);
	}
}

void
passage_print(struct arena *a, FILE *out, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	print_wrapped(a, out, arena_vprintf(a, format, arguments));
	va_end(arguments);
}

void
passage_tell(const char *format, ...)
{
	int saved = errno;
	struct arena *a = arena_new();
	va_list arguments;
	va_start(arguments, format);
	print_wrapped(a, stderr, arena_vprintf(a, format, arguments));
	va_end(arguments);
	arena_free(a);
	errno = saved;
}

/* Where the words of a line stand: behind the name in a list, else behind its blanks. */
static size_t
words_at(struct arena *a, const char *line)
{
	size_t blanks = strspn(line, " ");
	const char *gap = blanks > 0 ? strstr(line + blanks, "  ") : NULL;
	return gap != NULL ? text_width(arena_strndup(a, line, (size_t)(gap - line))) + strspn(gap, " ") : blanks;
}

/* Chinese is written without blanks. */
static bool
ends_wide(const struct buf *text)
{
	size_t at = text->size;
	while (at > 0 && ((unsigned char)text->text[--at] & 0xc0) == 0x80)
		;
	return text_width(text->text + at) == 2;
}

/* What has been gathered of a paragraph, wrapped. */
static void
put_gathered(struct arena *a, FILE *out, const struct buf *text, size_t indent, size_t columns)
{
	if (text->size > 0)
		fprintf(out, "%s\n", text_wrap(a, text->text, columns, arena_printf(a, "%*s", (int)indent, "")));
}

void
passage_help(struct arena *a, FILE *out, const char *text)
{
	size_t columns = passage_columns(fileno(out)), widest = 0, indent = 0;
	for (const char *p = text; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
		size_t width = text_width(arena_strndup(a, p, strcspn(p, "\n")));
		widest = width > widest ? width : widest;
	}
	if (columns < LEAST || widest <= columns) {
		fputs(text, out);
		return;
	}
	struct buf gathered = buf_new(a);
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "\n"), blanks = strspn(p, " ");
		const char *line = arena_strndup(a, p, n);
		/* It goes on below the words of the line before. */
		if (gathered.size > 0 && n > blanks && blanks == indent) {
			buf_printf(&gathered, ends_wide(&gathered) ? "%s" : " %s", line + blanks);
		} else {
			put_gathered(a, out, &gathered, indent, columns);
			gathered = buf_new(a);
			indent = words_at(a, line);
			if (n == 0)
				fputc('\n', out);
			else
				buf_add_string(&gathered, line);
		}
		p += n;
		p += *p == '\n';
	}
	put_gathered(a, out, &gathered, indent, columns);
}

/* The question, wrapped. What it ends with, a blank, is *ending. */
static char *
wrapped(struct arena *a, const char *text, size_t columns, const char **ending)
{
	size_t n = strlen(text);
	while (n > 0 && text[n - 1] == ' ')
		n--;
	*ending = text + n;
	if (columns < LEAST + ANSWER || text_width(text) + ANSWER <= columns)
		return arena_strndup(a, text, n);
	return text_wrap(a, arena_strndup(a, text, n), columns - ANSWER, "");
}

struct question
passage_question(struct arena *a, const char *text, size_t columns)
{
	const char *ending;
	char *lines = wrapped(a, text, columns, &ending), *last = strrchr(lines, '\n');
	struct question q = {.above = "", .width = 0};
	last = last != NULL ? last + 1 : lines;
	q.above = arena_strndup(a, lines, (size_t)(last - lines));
	q.line = arena_printf(a, "%s%s", last, ending);
	for (const char *p = lines; p != NULL;) {
		size_t width = text_width(arena_strndup(a, p, strcspn(p, "\n")));
		q.width = width > q.width ? width : q.width;
		p = strchr(p, '\n');
		p = p != NULL ? p + 1 : NULL;
	}
	return q;
}

char *
passage_padded(struct arena *a, const char *text, size_t columns)
{
	const char *ending;
	struct buf out = buf_new(a);
	for (const char *p = wrapped(a, text, columns, &ending);;) {
		size_t n = strcspn(p, "\n");
		const char *line = arena_strndup(a, p, n);
		buf_add_string(&out, line);
		if (p[n] == '\0')
			break;
		size_t over = text_width(line) % columns;
		buf_printf(&out, "%*s", over > 0 ? (int)(columns - over) : 0, "");
		p += n + 1;
	}
	buf_add_string(&out, ending);
	return out.text;
}
