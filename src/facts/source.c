#define _GNU_SOURCE
#include "facts/source.h"

#include <string.h>

#include "base/path.h"
#include "facts/program.h"

enum { SOURCE_LIMIT = 1 << 20 };

const char *const source_keywords[] = {
	"False",  "None",     "True",   "and", "as",    "assert", "async",  "await",    "break", "case",
	"class",  "continue", "def",    "del", "elif",  "else",   "except", "finally",  "for",   "from",
	"global", "if",       "import", "in",  "is",    "lambda", "match",  "nonlocal", "not",   "or",
	"pass",   "raise",    "return", "try", "while", "with",   "yield",  NULL,
};

const char *
source_text(struct subject *s, const char **path)
{
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *cwd = subject_cwd(s), *file = NULL;
	if (!s->facts->local)
		return NULL;
	if (frame != NULL && frame->file[0] != '<') {
		if (frame_is_library(frame))
			return NULL;
		file = frame->file;
	} else if (s->failure != NULL && s->failure->file != NULL && s->failure->file[0] != '<')
		file = s->failure->file;
	if (file == NULL || (*file != '/' && cwd == NULL))
		file = subject_program(s)->path;
	if (file == NULL)
		return NULL;
	file = path_normal(s->facts->arena, file, cwd == NULL ? "/" : cwd);
	if (path != NULL)
		*path = file;
	return path_read(s->facts->arena, file, SOURCE_LIMIT, true, NULL);
}

const char *
source_unread(struct subject *s)
{
	const char *file = s->failure != NULL ? s->failure->file : NULL, *cwd = subject_cwd(s);
	if (!s->facts->local || file == NULL || file[0] == '<' || (*file != '/' && cwd == NULL))
		return NULL;
	file = path_normal(s->facts->arena, file, cwd == NULL ? "/" : cwd);
	return path_read(s->facts->arena, file, SOURCE_LIMIT, true, NULL);
}

bool
source_is_keyword(const char *name, size_t size)
{
	for (const char *const *k = source_keywords; *k != NULL; k++)
		if (strlen(*k) == size && memcmp(*k, name, size) == 0)
			return true;
	return false;
}

/* Every byte above ASCII counts as a letter: Python allows most of them. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* Behind a string that begins at `at`; lines are counted in *line. */
static const char *
skip_string(const char *at, int *line)
{
	char quote = *at;
	bool triple = at[1] == quote && at[2] == quote;
	for (at += triple ? 3 : 1; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0') {
			at++;
			*line += *at == '\n';
			continue;
		}
		if (*at == '\n') {
			++*line;
			if (!triple)
				return at + 1;
		}
		if (*at == quote && (!triple || (at[1] == quote && at[2] == quote)))
			return at + (triple ? 3 : 1);
	}
	return at;
}

char
source_unclosed(const char *text, int *line)
{
	enum { DEEPEST = 200 };
	struct {
		char sign;
		int line;
	} open[DEEPEST];
	size_t depth = 0;
	int at_line = 1;
	for (const char *at = text; *at != '\0';) {
		if (*at == '"' || *at == '\'') {
			const char *begin = at;
			int from = at_line;
			at = skip_string(at, &at_line);
			bool triple = begin[1] == *begin && begin[2] == *begin;
			if (triple && *at == '\0' && (at - begin < 6 || strncmp(at - 3, begin, 3) != 0)) {
				*line = from;
				return *begin;
			}
			continue;
		}
		if (*at == '#') {
			at += strcspn(at, "\n");
			continue;
		}
		if (strchr("([{", *at) != NULL) {
			if (depth == DEEPEST)
				return '\0';
			open[depth].sign = *at;
			open[depth++].line = at_line;
		} else if (strchr(")]}", *at) != NULL) {
			char wanted = *at == ')' ? '(' : *at == ']' ? '[' : '{';
			if (depth == 0 || open[--depth].sign != wanted)
				return '\0';
		}
		at_line += *at++ == '\n';
	}
	if (depth == 0)
		return '\0';
	*line = open[depth - 1].line;
	return open[depth - 1].sign;
}

bool
source_above(const char *text, int line, struct source_above *above)
{
	enum { DEEPEST = 200 };
	char open[DEEPEST];
	size_t depth = 0;
	int at_line = 1;
	const char *end = NULL;
	for (const char *at = text; *at != '\0' && at_line < line;) {
		if (*at == '#') {
			at += strcspn(at, "\n");
			continue;
		}
		if (*at == '"' || *at == '\'') {
			at = skip_string(at, &at_line);
			end = at;
			above->line = at_line;
			continue;
		}
		if (strchr("([{", *at) != NULL) {
			if (depth == DEEPEST)
				return false;
			open[depth++] = *at;
		} else if (strchr(")]}", *at) != NULL) {
			char wanted = *at == ')' ? '(' : *at == ']' ? '[' : '{';
			if (depth == 0 || open[--depth] != wanted)
				return false;
		}
		if (strchr(" \t\r\n", *at) == NULL) {
			end = at + 1;
			above->line = at_line;
		}
		at_line += *at++ == '\n';
	}
	if (end == NULL || above->line >= line)
		return false;
	above->text = end;
	while (above->text > text && above->text[-1] != '\n')
		above->text--;
	above->text += strspn(above->text, " \t");
	above->size = (size_t)(end - above->text);
	above->inside = depth == 0 ? '\0' : open[depth - 1];
	return true;
}

static bool
defines(const char *before, size_t size)
{
	static const char *const words[] = {"def", "class", "import", "as", "for", "global", "nonlocal"};
	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++)
		if (strlen(words[n]) == size && memcmp(words[n], before, size) == 0)
			return true;
	return false;
}

/* `import os.path as p` gives os no value. */
static bool
is_renamed(const char *after)
{
	while (is_letter(*after) || (*after >= '0' && *after <= '9') || *after == '.')
		after++;
	after += strspn(after, " \t");
	return strncmp(after, "as", 2) == 0 && (after[2] == ' ' || after[2] == '\t');
}

bool
source_next(const char **at, struct source_name *name)
{
	const char *p = *at, *word = NULL; /* the word before, if only spaces stand between */
	size_t word_size = 0;
	char last = '\0';
	while (*p != '\0') {
		if (*p == '\n') {
			name->line++;
			word = NULL;
			last = *p++;
		} else if (*p == ' ' || *p == '\t') {
			p++;
		} else if (*p == '#') {
			p += strcspn(p, "\n");
		} else if (*p == '"' || *p == '\'') {
			p = skip_string(p, &name->line);
			word = NULL;
			last = '"';
		} else if (is_letter(*p)) {
			const char *begin = p;
			while (is_letter(*p) || (*p >= '0' && *p <= '9'))
				p++;
			size_t size = (size_t)(p - begin);
			if (source_is_keyword(begin, size)) {
				word = begin;
				word_size = size;
				last = 'a';
				continue;
			}
			const char *next = p + strspn(p, " \t");
			name->text = begin;
			name->size = size;
			name->attribute = last == '.';
			bool renamed = word != NULL && word_size == strlen("import") && *word == 'i' && is_renamed(p);
			name->defined = !name->attribute && ((word != NULL && !renamed && defines(word, word_size)) ||
							     (*next == '=' && next[1] != '=') || *next == ':');
			*at = p;
			return true;
		} else if (*p >= '0' && *p <= '9') {
			while (is_letter(*p) || (*p >= '0' && *p <= '9') || *p == '.')
				p++;
			last = '0';
		} else {
			last = *p++;
			word = NULL;
		}
	}
	*at = p;
	return false;
}

static size_t
line_indent(const char *line)
{
	return strspn(line, " \t");
}

struct source_place
source_place(struct arena *a, const char *text, const char *at)
{
	struct source_place place = {"module", NULL};
	const char *line = at;
	while (line > text && line[-1] != '\n')
		line--;
	size_t indent = line_indent(line);
	while (line > text && indent > 0) {
		for (line--; line > text && line[-1] != '\n';)
			line--;
		size_t other = line_indent(line);
		if (other >= indent || line[other] == '\n' || line[other] == '\r' || line[other] == '#')
			continue;
		indent = other;
		const char *word = line + other;
		if (strncmp(word, "async ", 6) == 0)
			word += 6;
		bool class = strncmp(word, "class ", 6) == 0;
		if (!class && strncmp(word, "def ", 4) != 0)
			continue;
		word += class ? 6 : 4;
		place.scope = class ? "class" : "function";
		place.owner = arena_strndup(a, word, strcspn(word, " (:[\n"));
		return place;
	}
	return place;
}
