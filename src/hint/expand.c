#include "hint/expand.h"

#include <string.h>

#include "base/buf.h"
#include "base/quote.h"
#include "base/text.h"
#include "hint/hint.h"

enum {
	SHOWN_LIMIT = 240,    /* bytes of one value inside our own text */
	COMMAND_LIMIT = 1024, /* bytes of one value inside a command; longer ones nobody checks by eye */
};

/* Facts that are commands or several words already, quoted where they were made. */
static const char *const ready_made[] = {
	"python",
	"python.other",
	"module.other_abi_python",
	"module.elsewhere_python",
	"program.rest",
	"program.as_module",
	NULL,
};

static bool
is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("_./:=@%+,~-", c) != NULL);
}

bool
expand_is_inert(const char *s)
{
	bool quoted = false;
	for (const char *p = s; *p != '\0'; p++) {
		if (*p == '\'') {
			quoted = !quoted;
		} else if (quoted) {
			continue;
		} else if (*p == '\\' && (p[1] == '\'' || p[1] == '\\')) {
			p++; /* 'it'\''s', 'a'\\'b' */
		} else if (*p != ' ' && !is_bare(*p)) {
			return false;
		}
	}
	return !quoted;
}

static bool
is_windows(struct facts *f, const struct match *m)
{
	const char *name = facts_get(f, m, "os.name");
	return name != NULL && strcmp(name, "windows") == 0;
}

char *
expand_word(struct arena *a, struct facts *f, const struct match *m, const char *s, bool option)
{
	return is_windows(f, m) ? quote_windows(a, s, option) : quote_word(a, s, option);
}

/* A command made of words that neither cmd nor PowerShell reads anything into. */
static bool
is_inert_windows(const char *s)
{
	while (is_bare(*s) || *s == '\\' || *s == ' ')
		s++;
	return *s == '\0';
}

char *
expand_name(struct arena *a, const char *s, const char **end)
{
	const char *p = s + 1;
	if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '_'))
		return NULL;
	while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '_' ||
	       *p == '.')
		p++;
	if (*p != '}')
		return NULL;
	*end = p + 1;
	return arena_strndup(a, s + 1, (size_t)(p - s - 1));
}

static const char *
failure_value(struct arena *a, struct facts *f, const struct match *m, const char *name)
{
	if (strcmp(name, "command") == 0)
		return facts_get(f, m, "program.command");
	const struct failure *failure = m->failure;
	if (failure == NULL)
		return NULL;
	if (strcmp(name, "message") == 0)
		return failure->message;
	if (strcmp(name, "type") == 0)
		return failure->type;
	if (strcmp(name, "name") == 0)
		return failure->name;

	const struct frame *frame = failure_user_frame(failure);
	bool syntax = failure->file != NULL;
	if (strcmp(name, "file") == 0)
		return syntax ? failure->file : frame != NULL ? frame->file : NULL;
	if (strcmp(name, "source") == 0)
		return syntax ? failure->source : frame != NULL ? frame->source : NULL;
	if (strcmp(name, "function") == 0)
		return frame != NULL ? frame->function : NULL;
	if (strcmp(name, "line") == 0) {
		int line = syntax ? failure->line : frame != NULL ? frame->line : 0;
		return line > 0 ? arena_printf(a, "%d", line) : NULL;
	}
	return NULL;
}

const char *
expand_value(struct arena *a, struct facts *f, const struct match *m, const char *name)
{
	if (m != NULL) {
		for (size_t i = 0; i < m->group_count; i++) {
			/* One that took part and matched nothing is known to be empty. */
			if (strcmp(m->groups[i].name, name) == 0)
				return m->groups[i].value;
		}
		const char *value = failure_value(a, f, m, name);
		if (value != NULL)
			return *value != '\0' ? value : NULL;
	}
	return facts_get(f, m, name);
}

static bool
is_listed(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

/* Whether the shell, having read `size` bytes of s, stands inside quotes. */
static bool
ends_quoted(const char *s, size_t size)
{
	char quote = '\0';
	for (size_t i = 0; i < size; i++) {
		if (quote != '\'' && s[i] == '\\')
			i++;
		else if (quote != '\0')
			quote = s[i] == quote ? '\0' : quote;
		else if (s[i] == '\'' || s[i] == '"')
			quote = s[i];
	}
	return quote != '\0';
}

static bool
begins_word(const struct buf *out)
{
	return out->size == 0 || out->text[out->size - 1] == ' ';
}

/* Whether a program would take what comes now, beginning with '-', for an option. */
static bool
takes_option(const struct buf *out)
{
	const char *own = out->text; /* behind the last && or | or ; */
	for (const char *p = own; *p != '\0'; p++)
		if (strchr("&|;", *p) != NULL)
			own = p + 1;
	return begins_word(out) && strstr(own, " -- ") == NULL;
}

/* A value as part of the command line that `out` holds so far; NULL if it must not be. */
static const char *
shell_value(struct arena *a, struct facts *f, const struct match *m, const struct buf *out, const char *name,
	    const char *value)
{
	if (strlen(value) > COMMAND_LIMIT || text_is_hostile(value))
		return NULL;
	if (ends_quoted(out->text, out->size)) {
		/* A quoted word would end the template's own quotes. */
		for (const char *p = value; *p != '\0'; p++)
			if (!is_bare(*p))
				return NULL;
		return value;
	}
	/* What the person typed is given back as it was. */
	if (strcmp(name, "command") == 0 || strcmp(name, "program.command") == 0)
		return value;
	if (is_listed(ready_made, name) && (is_windows(f, m) ? is_inert_windows(value) : expand_is_inert(value)))
		return value;
	/* Quotes do not keep a program from taking "-r" for an option. */
	return expand_word(a, f, m, value, !takes_option(out));
}

/* The folder where the person stands, and a file of theirs below it, have shorter names. */
static const char *
near_value(struct arena *a, struct facts *f, const struct match *m, const char *name, const char *value)
{
	bool folder = strcmp(name, "project.root") == 0;
	if (!folder && strcmp(name, "module.local_file") != 0)
		return value;
	const char *cwd = expand_value(a, f, m, "program.cwd");
	size_t n = cwd != NULL ? strlen(cwd) : 0;
	if (n < 2 || strncmp(value, cwd, n) != 0)
		return value;
	if (value[n] == '/')
		return value + n + 1;
	return folder && value[n] == '\0' ? "." : value;
}

char *
expand_template(struct arena *a, struct facts *f, const struct match *m, const char *template, enum expansion how)
{
	struct buf out = buf_new(a);
	for (const char *p = template; *p != '\0';) {
		const char *end;
		char *name;
		if (p[0] == '{' && p[1] == '?' && (end = strstr(p + 2, "?}")) != NULL) {
			char *within = arena_strndup(a, p + 2, (size_t)(end - p) - 2);
			/* Once begun it is read to the first end: none stands in another. */
			if (strstr(within, "{?") == NULL && (within = expand_template(a, f, m, within, how)) != NULL)
				buf_add_string(&out, within);
			p = end + 2;
		} else if ((p[0] == '{' || p[0] == '}') && p[1] == p[0]) {
			buf_add_char(&out, p[0]);
			p += 2;
		} else if (p[0] == '}' && p[1] == '}') {
			buf_add_char(&out, '}');
			p += 2;
		} else if (p[0] == '{' && (name = expand_name(a, p, &end)) != NULL) {
			const char *value = expand_value(a, f, m, name);
			if (value == NULL)
				return NULL;
			if (how != EXPAND_EXACT)
				value = near_value(a, f, m, name, value);
			if (how == EXPAND_SHOWN)
				value = text_safe(a, value, SHOWN_LIMIT);
			else if (how == EXPAND_SHELL)
				value = shell_value(a, f, m, &out, name, value);
			else if (strlen(value) > COMMAND_LIMIT || text_is_hostile(value))
				value = NULL;
			if (value == NULL)
				return NULL;
			buf_add_string(&out, value);
			p = end;
		} else {
			buf_add_char(&out, *p++);
		}
	}
	return out.text;
}

char *
hint_expand(struct arena *a, struct facts *f, const struct match *m, const char *template, bool shell)
{
	return expand_template(a, f, m, template, shell ? EXPAND_SHELL : EXPAND_SHOWN);
}
