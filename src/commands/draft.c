#include "commands/draft.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/text.h"
#include "catalog/hierarchy.h"
#include "catalog/literal.h"

#define WORD "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

enum { ID_WORDS = 4, EXAMPLE_LIMIT = 64 * 1024, CHAIN = 64, VALUE_LIMIT = 2000 };

static const char *const fix_names[] = {
	"install:", "upgrade:", "reinstall:", "uninstall:", "venv:", "system:", "run:", "edit:", "open:", "say:", NULL};

const char *const *
draft_fix_names(void)
{
	return fix_names;
}

/* "TillError", "no till 'a' in shop" -> "till-no-till-in-shop" */
static char *
propose_id(struct arena *a, const char *type, const struct proposal *p)
{
	struct buf id = buf_new(a);
	unsigned words = 0;
	for (const char *c = type; *c != '\0' && strcmp(c, "Error") != 0 && strcmp(c, "Exception") != 0; c++) {
		bool new_word = isupper((unsigned char)*c) && c > type && islower((unsigned char)c[-1]);
		if (new_word && id.size > 0)
			buf_add_char(&id, '-');
		if (isalnum((unsigned char)*c))
			buf_add_char(&id, (char)tolower((unsigned char)*c));
	}
	/* The words of the expression outside its groups and escapes. */
	unsigned depth = 0;
	for (const char *c = p->regex; *c != '\0' && words < ID_WORDS;) {
		if (*c == '\\' && c[1] != '\0') {
			c += 2;
			continue;
		}
		depth += *c == '(';
		depth -= *c == ')' && depth > 0;
		size_t n = 0;
		while (depth == 0 && isalpha((unsigned char)c[n]))
			n++;
		if (n > 1) {
			if (id.size > 0)
				buf_add_char(&id, '-');
			for (size_t i = 0; i < n; i++)
				buf_add_char(&id, (char)tolower((unsigned char)c[i]));
			words++;
		}
		c += n > 0 ? n : 1;
	}
	return id.size > 0 ? id.text : arena_strdup(a, "mine");
}

/* The message with {groups} where they stand: a summary to begin with. */
static char *
propose_summary(struct arena *a, const char *message, const struct proposal *p)
{
	struct buf out = buf_new(a);
	const char *at = message, *end = message + strcspn(message, "\r\n");
	for (size_t i = 0; i <= p->count; i++) {
		const char *value = i < p->count ? p->values[i] : "";
		const char *next = i < p->count ? memmem(at, (size_t)(end - at), value, strlen(value)) : end;
		if (next == NULL)
			continue;
		for (; at < next; at++) {
			buf_add_char(&out, *at);
			if (*at == '{' || *at == '}')
				buf_add_char(&out, *at);
		}
		if (i < p->count) {
			buf_printf(&out, "{%s}", p->groups[i]);
			at = next + strlen(value);
		}
	}
	return text_safe(a, out.text, 200);
}

/* The names of groups in an expression: (?<name>, (?P<name>, (?'name'. */
static size_t
read_groups(struct arena *a, const char *regex, const char **groups)
{
	size_t count = 0;
	for (const char *p = regex; *p != '\0' && count < DRAFT_GROUPS; p++) {
		if (*p == '\\' && p[1] != '\0') {
			p++;
			continue;
		}
		if (strncmp(p, "(?", 2) != 0)
			continue;
		const char *name = p + 2 + (p[2] == 'P');
		size_t n = *name == '<' || *name == '\'' ? strspn(name + 1, WORD) : 0;
		if (n > 0 && (name[n + 1] == '>' || name[n + 1] == '\''))
			groups[count++] = arena_strndup(a, name + 1, n);
	}
	return count;
}

void
draft_set_match(struct arena *a, struct draft *d, const char *regex)
{
	const char *groups[DRAFT_GROUPS];
	size_t count = read_groups(a, regex, groups);
	struct buf summary = buf_new(a);
	for (const char *p = d->summary != NULL && count == d->group_count ? d->summary : ""; *p != '\0';) {
		size_t n = *p == '{' ? strspn(p + 1, WORD) : 0, i = 0;
		while (i < count && !(strlen(d->groups[i]) == n && strncmp(d->groups[i], p + 1, n) == 0))
			i++;
		if (n > 0 && i < count && p[n + 1] == '}') {
			buf_printf(&summary, "{%s}", groups[i]);
			p += n + 2;
		} else {
			buf_add_char(&summary, *p++);
		}
	}
	if (summary.size > 0)
		d->summary = summary.text;
	memcpy(d->groups, groups, count * sizeof(*groups));
	d->group_count = count;
	d->match = regex;
}

static struct draft
propose(struct arena *a, const char *exception, const char *message, struct proposal p)
{
	struct draft d = {.exception = exception, .message = message, .why = "", .proposal = p};
	draft_set_match(a, &d, d.proposal.regex);
	d.id = propose_id(a, exception != NULL ? exception : "", &d.proposal);
	d.summary = propose_summary(a, message, &d.proposal);
	return d;
}

/* Which bytes of the text the chain of f takes: the first and the end. */
static void
chain_range(const struct failures *all, const struct failure *f, size_t *from, size_t *to)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct failure *one = all->all[i];
		size_t first = one->offset, last = one->end;
		bool holds = false;
		for (unsigned n = 0; one != NULL && n < CHAIN; one = one->cause, n++) {
			holds |= one == f;
			first = one->offset < first ? one->offset : first;
			last = one->end > last ? one->end : last;
		}
		if (holds) {
			*from = first;
			*to = last;
			return;
		}
	}
	*from = f->offset;
	*to = f->end;
}

/* Other people's home folders have other names. */
static char *
without_home(struct arena *a, const char *text, size_t n)
{
	const char *home = getenv("HOME");
	size_t size = home != NULL ? strlen(home) : 0;
	struct buf out = buf_new(a);
	for (size_t i = 0; i < n;) {
		if (size > 3 && n - i >= size && memcmp(text + i, home, size) == 0 &&
		    (i + size == n || !isalnum((unsigned char)text[i + size]))) {
			buf_add_string(&out, "/home/ada");
			i += size;
		} else {
			buf_add_char(&out, text[i++]);
		}
	}
	return out.text;
}

struct draft
draft_of_failure(struct arena *a, const struct failures *all, const struct failure *f)
{
	size_t from, to;
	chain_range(all, f, &from, &to);
	while (from > 0 && all->text[from - 1] != '\n')
		from--;
	while (to < all->size && all->text[to] != '\n')
		to++;
	if (to - from > EXAMPLE_LIMIT)
		from = to - EXAMPLE_LIMIT;
	const char *message = without_home(a, f->message, strlen(f->message));
	struct draft d;
	if (f->kind == FAILURE_EXCEPTION) {
		d = propose(a, f->name, message, proposal_of(a, message));
	} else { /* the line that says it, as it stands there */
		size_t n = strcspn(f->message, "\n");
		const char *line = all->text + from;
		const char *found = n > 0 ? memmem(line, to - from, f->message, n) : NULL;
		while (found != NULL && found > line && found[-1] != '\n')
			found--;
		line = found != NULL ? found : line;
		line = without_home(a, line, strcspn(line, "\n"));
		d = propose(a, NULL, line, proposal_of(a, line));
	}
	d.example = without_home(a, all->text + from, to - from);
	const char *command = all->run->command;
	if (command != NULL && !text_is_hostile(command))
		d.command = without_home(a, command, strlen(command));
	return d;
}

static bool
draft_is_own(const char *type)
{
	const char *name = hierarchy_name(type);
	for (size_t i = 0; hierarchy_known(i) != NULL; i++)
		if (strcmp(hierarchy_known(i), name) == 0)
			return false;
	return true;
}

bool
draft_is_wide(const struct draft *d)
{
	return d->exception != NULL && !draft_is_own(d->exception) && d->proposal.word < LITERAL_MIN;
}

struct draft
draft_of_shape(struct arena *a, const char *shape)
{
	struct buf line = buf_new(a);
	for (const char *p = shape; *p != '\0';) {
		if (strncmp(p, "…", strlen("…")) == 0) {
			buf_add_char(&line, 'x');
			p += strlen("…");
		} else {
			buf_add_char(&line, *p++);
		}
	}
	const char *colon = strstr(shape, ": ");
	const char *message = colon != NULL ? line.text + (colon - shape) + 2 : "";
	const char *type = colon != NULL ? arena_strndup(a, shape, (size_t)(colon - shape)) : shape;
	struct proposal p = proposal_of_shape(a, colon != NULL ? colon + 2 : "");
	if (colon != NULL && p.word == 0 && draft_is_own(type)) /* a type of one's own says enough */
		p = (struct proposal){.regex = ""};
	struct draft d = propose(a, type, message, p);
	if (*d.summary == '\0')
		d.summary = type;
	/* A name alone is an exception's under its traceback only. */
	d.example = colon != NULL ? line.text
				  : arena_printf(a,
						 "Traceback (most recent call last):\n"
						 "  File \"x.py\", line 1, in <module>\n%s",
						 line.text);
	d.where = "remedy inbox";
	return d;
}

static char *
quoted(struct arena *a, const char *s)
{
	struct buf out = buf_new(a);
	buf_add_char(&out, '\'');
	for (; *s != '\0'; s++) {
		buf_add_char(&out, *s);
		if (*s == '\'')
			buf_add_char(&out, '\'');
	}
	buf_add_char(&out, '\'');
	return out.text;
}

const char *
draft_add_when(struct arena *a, struct draft *d, const char *fact, const char *const *any, const char *value,
	       const char *example)
{
	struct buf yaml = buf_new(a), typed = buf_new(a);
	for (size_t i = 0; i < d->when_count; i++)
		if (strcmp(d->when[i].fact, fact) == 0)
			return _("it is asked for already");
	if (d->when_count == DRAFT_CONDITIONS)
		return _("that are enough of them");
	buf_printf(&yaml, "%s: %s", fact, any != NULL ? "[ " : quoted(a, value));
	buf_printf(&typed, "%s: %s", fact, any != NULL ? "" : value);
	for (size_t i = 0; any != NULL && any[i] != NULL; i++) {
		buf_printf(&yaml, "%s%s", i > 0 ? ", " : "", quoted(a, any[i]));
		buf_printf(&typed, "%s%s", i > 0 ? ", " : "", any[i]);
	}
	buf_add_string(&yaml, any != NULL ? " ]" : "");
	if (example != NULL)
		example = text_safe(a, without_home(a, example, strlen(example)), VALUE_LIMIT);
	d->when[d->when_count++] = (struct draft_condition){fact, typed.text, yaml.text, example};
	return NULL;
}

const char *
draft_add_fix(struct arena *a, struct draft *d, const char *text)
{
	text += strspn(text, " \t");
	size_t n = strcspn(text, ":");
	bool known = false;
	for (const char *const *name = fix_names; *name != NULL; name++)
		known |= text[n] == ':' && strlen(*name) == n + 1 && strncmp(*name, text, n) == 0;
	if (!known)
		return _(
			"begin with install:, upgrade:, reinstall:, uninstall:, venv:, system:, run:, edit:, open: or say:");
	const char *value = text + n + 1 + strspn(text + n + 1, " \t");
	const char *kind = arena_strndup(a, text, n);
	if (d->fix_count == DRAFT_FIXES)
		return _("that are enough of them");
	d->typed[d->fix_count] = arena_strdup(a, text);
	if (strcmp(kind, "edit") == 0) {
		const char *arrow = strstr(value, " → "), *thin = strstr(value, " -> ");
		const char *at = arrow != NULL ? arrow : thin;
		if (at == NULL)
			return _("what stands there, an arrow, and what is to stand there: edit: foo → bar");
		const char *after = at + (at == arrow ? strlen(" → ") : strlen(" -> "));
		d->fixes[d->fix_count++] =
			arena_printf(a, "edit: { before: %s, after: %s }",
				     quoted(a, arena_strndup(a, value, (size_t)(at - value))), quoted(a, after));
		return NULL;
	}
	if (strcmp(kind, "open") == 0) {
		const char *file = *value != '\0' ? value : "{file}";
		d->fixes[d->fix_count++] = arena_printf(a, "open: { file: %s%s }", quoted(a, file),
							*value != '\0' ? "" : ", line: '{line}'");
		return NULL;
	}
	if (*value == '\0')
		return _("something must follow the colon");
	d->fixes[d->fix_count++] = arena_printf(a, "%s: %s", kind, quoted(a, value));
	return NULL;
}

/* As a block: what YAML does not allow in it is replaced. */
static void
add_block(struct buf *out, const char *text, const char *indent)
{
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "\n");
		buf_printf(out, "%s%s\n", n > 0 ? indent : "",
			   text_safe(out->arena, arena_strndup(out->arena, p, n), EXAMPLE_LIMIT));
		p += n + (p[n] == '\n');
	}
}

static void
add_conditions(struct buf *out, const struct draft *d)
{
	buf_add_string(out, "  when:\n");
	for (size_t i = 0; i < d->when_count; i++)
		buf_printf(out, "    %s\n", d->when[i].yaml);
}

static void
add_example_facts(struct buf *out, const struct draft *d)
{
	bool any = false;
	for (size_t i = 0; i < d->when_count; i++) {
		if (d->when[i].value == NULL)
			continue;
		buf_printf(out, "%s        %s: %s\n", any ? "" : "      facts:\n", d->when[i].fact,
			   quoted(out->arena, d->when[i].value));
		any = true;
	}
}

char *
draft_yaml(struct arena *a, const struct draft *d)
{
	struct buf out = buf_new(a);
	const char *line = arena_strndup(a, d->message, strcspn(d->message, "\n"));
	buf_printf(&out, "# %s%s%s\n", d->exception != NULL ? d->exception : "", d->exception != NULL ? ": " : "",
		   text_safe(a, line, 300));
	buf_add_string(&out, _("# The format: man 5 remedy-patterns. After a change: remedy patterns test FILE.\n"));
	buf_printf(&out, "- id: %s\n", d->id);
	if (d->exception != NULL)
		buf_printf(&out, "  exception: %s\n", quoted(a, d->exception));
	buf_add_string(&out, _("  # What varies is a named group; {its name} in the texts below stands for it.\n"));
	if (*d->match == '\0')
		buf_add_string(&out, "  # match: ^…\n");
	else
		buf_printf(&out, "  %s: %s\n", d->exception != NULL ? "match" : "text", quoted(a, d->match));
	buf_add_string(&out, _("  # Facts that must hold for it to speak; remedy facts lists them.\n"));
	if (d->when_count == 0)
		buf_add_string(&out, "  # when: { python.version: \">=3.12\" }\n");
	else
		add_conditions(&out, d);
	buf_printf(&out, "  summary: %s\n", quoted(a, d->summary));
	if (strchr(d->why, '\n') != NULL) {
		buf_add_string(&out, "  why: |2\n");
		add_block(&out, d->why, "    ");
	} else if (*d->why != '\0') {
		buf_printf(&out, "  why: %s\n", quoted(a, d->why));
	} else {
		buf_add_string(&out, _("  # why: the reason, in a line or more\n"));
	}
	if (d->fix_count > 0) {
		buf_add_string(&out, _("  # The first whose when: holds is the preferred one.\n"));
		buf_add_string(&out, "  fixes:\n");
	}
	for (size_t i = 0; i < d->fix_count; i++)
		buf_printf(&out, "    - %s\n", d->fixes[i]);
	buf_printf(&out, "  examples:\n    - origin: %s\n", d->where == NULL ? "real" : "documented");
	if (d->where != NULL)
		buf_printf(&out, "      where: %s\n", d->where);
	if (d->command != NULL)
		buf_printf(&out, "      command: %s\n", quoted(a, d->command));
	add_example_facts(&out, d);
	buf_add_string(&out, "      stderr: |2\n");
	add_block(&out, d->example, "        ");
	buf_printf(&out, "      expect: { id: %s }\n", d->id);
	buf_add_string(&out, _("  # Text that looks alike and must get no hint:\n"));
	buf_add_string(&out, "  # silent:\n  #   - \"…\"\n");
	return out.text;
}
