#include "commands/occasion.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/text.h"
#include "catalog/layer.h"
#include "catalog/regex.h"
#include "catalog/source.h"

enum { PATIENCE_MS = 2000, SHOWN = 60, LISTED = 16 };

void
occasion_open(struct arena *a, struct occasion *o, struct catalog *catalog, const struct failures *failures,
	      const struct draft *d)
{
	*o = (struct occasion){.a = a, .facts = facts_new(a, catalog, failures), .own = catalog_empty(a)};
	facts_patience(o->facts, PATIENCE_MS);
	if (failures == NULL) /* the machine of now need not be that of then */
		facts_freeze(o->facts);
	struct diagnostics unheard = diagnostics_new(a);
	struct source *s = source_new(a, "user");
	const char *yaml = draft_yaml(a, d);
	source_add(s, "draft.yaml", yaml, strlen(yaml), &unheard);
	source_finish(s, &unheard);
	catalog_push(o->own, s);
	const struct matches m = failures != NULL ? catalog_match(a, o->own, failures) : (struct matches){.count = 0};
	o->match = m.count > 0 ? &m.all[0] : NULL;
	size_t count = 0, n = 0;
	const char *const *names = facts_names(o->facts);
	while (names[count] != NULL)
		count++;
	o->words = arena_array(a, count + 3, sizeof(*o->words));
	for (; n < count; n++)
		o->words[n] = arena_printf(a, "%s: ", names[n]);
	o->words[n++] = "true";
	o->words[n] = "false";
}

void
occasion_close(struct occasion *o)
{
	catalog_close(o->own);
}

/* "NAME: VALUE"; the value is "" where it is not typed yet. False if no fact has this name. */
static bool
read_condition(struct occasion *o, struct arena *a, const char *text, struct condition *c)
{
	text += strspn(text, " \t");
	size_t n = strcspn(text, ": \t");
	*c = (struct condition){.fact = arena_strndup(a, text, n)};
	if (!facts_known(o->facts, c->fact))
		return false;
	text += n + strspn(text + n, ": \t");
	size_t size = strlen(text);
	while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
		size--;
	c->value = arena_strndup(a, text, size);
	if (strchr(c->value, ',') == NULL || strchr("<>=!?", *c->value) != NULL)
		return true;
	/* several words: any of them; with or without the brackets that YAML wants */
	const char **any = arena_array(a, LISTED + 1, sizeof(*any));
	size_t count = 0;
	for (const char *p = c->value; *p != '\0' && count < LISTED;) {
		p += strspn(p, " ,[]");
		size_t word = strcspn(p, " ,[]");
		if (word > 0)
			any[count++] = arena_strndup(a, p, word);
		p += word;
	}
	c->any = any;
	return true;
}

/* What an example must say of the fact where nobody knows it: the simplest that the
 * condition holds for. NULL if that cannot be said. */
static const char *
made_up(const struct condition *c)
{
	if (c->any != NULL)
		return c->any[0];
	if (strncmp(c->value, ">=", 2) == 0 || strncmp(c->value, "<=", 2) == 0)
		return c->value + 2;
	return strchr("<>=!?", *c->value) == NULL ? c->value : NULL;
}

static bool
expression_is_good(const char *value)
{
	struct regex_error error;
	value += *value == '?';
	if (strncmp(value, "=~", 2) != 0)
		return true;
	pcre2_code *code = regex_compile(value + 2, CLAUSE_MATCH, &error);
	if (code != NULL)
		pcre2_code_free(code);
	return code != NULL;
}

const char *
occasion_add(struct occasion *o, struct draft *d, const char *text)
{
	struct condition c;
	if (!read_condition(o, o->a, text, &c))
		return _("begin with the name of a fact, as in python.version: >=3.12; remedy facts lists them");
	if (*c.value == '\0' || (c.any != NULL && c.any[0] == NULL))
		return _("what must it be? true, false, a word, several with commas, or a version as in >=3.12");
	if (!expression_is_good(c.value))
		return _("behind =~ a regular expression is expected");
	const char *here = facts_get(o->facts, o->match, c.fact);
	const char *example = here != NULL ? here : made_up(&c);
	bool open = here == NULL && *c.value == '?';
	if (here != NULL && !facts_hold(o->facts, o->match, &c, 1))
		return arena_printf(o->a, _("%s is %s for this failure: the pattern would be silent"), c.fact,
				    text_safe(o->a, here, SHOWN));
	if (example == NULL && !open)
		return arena_printf(o->a, _("%s is not known for this failure; ask for a value, or use --edit"),
				    c.fact);
	return draft_add_when(o->a, d, c.fact, c.any, c.value, open ? NULL : example);
}

const char *
occasion_prompt(void *context, const char *line)
{
	struct occasion *o = context;
	struct condition c;
	struct arena *a = arena_new();
	if (line[strspn(line, " \t")] == '\0') {
		snprintf(o->prompt, sizeof(o->prompt), "%s", _("only when (a fact, or nothing)> "));
	} else if (!read_condition(o, a, line, &c)) {
		snprintf(o->prompt, sizeof(o->prompt), "%s", _("only when> "));
	} else {
		const char *here = facts_get(o->facts, o->match, c.fact);
		const char *said = here != NULL ? text_safe(a, here, SHOWN) : _("not known");
		bool whole = here != NULL && *c.value != '\0' && expression_is_good(c.value);
		if (!whole)
			snprintf(o->prompt, sizeof(o->prompt), _("only when [it is: %s]> "), said);
		else
			snprintf(o->prompt, sizeof(o->prompt),
				 facts_hold(o->facts, o->match, &c, 1) ? _("only when [it is: %s, and it holds]> ")
								       : _("only when [it is: %s, it does not hold]> "),
				 said);
	}
	arena_free(a);
	return o->prompt;
}
