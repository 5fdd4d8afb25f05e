#include "catalog/definition.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "catalog/regex.h"

struct reading {
	struct arena *arena;
	const char *file;
	struct diagnostics *d;
	bool failed;
};

static struct diagnostic *
reading_error(struct reading *r, const struct node *at, const char *message)
{
	r->failed = true;
	return diagnostics_add(r->d, r->file, at->line, at->column, "%s", message);
}

static const char *
reading_scalar(struct reading *r, const struct node *n)
{
	if (n == NULL)
		return NULL;
	if (n->kind == NODE_SCALAR)
		return n->text;
	reading_error(r, n, arena_printf(r->arena, _("%s: one text is expected here"), n->key ? n->key->text : "?"));
	return NULL;
}

/* A scalar without the newline that a block scalar ends in. */
static const char *
reading_line(struct reading *r, const struct node *n)
{
	const char *s = reading_scalar(r, n);
	if (s == NULL)
		return NULL;
	size_t size = strlen(s);
	while (size > 0 && s[size - 1] == '\n')
		size--;
	return s[size] == '\0' ? s : arena_strndup(r->arena, s, size);
}

static bool
reading_integer(struct reading *r, const struct node *n, long least, long most, int *out)
{
	const char *s = reading_scalar(r, n);
	if (s == NULL)
		return false;
	char *end;
	errno = 0;
	long v = strtol(s, &end, 10);
	if (*s == '\0' || *end != '\0' || errno != 0 || v < least || v > most) {
		reading_error(r, n,
			      arena_printf(r->arena, _("%s: a number from %ld to %ld is expected"),
					   n->key ? n->key->text : "?", least, most));
		return false;
	}
	*out = (int)v;
	return true;
}

/* One text or a list of them, NULL-terminated; NULL if n is. */
static const char **
reading_list(struct reading *r, const struct node *n)
{
	if (n == NULL)
		return NULL;
	if (n->kind == NODE_MAP) {
		reading_error(
			r, n,
			arena_printf(r->arena, _("%s: a text or a list is expected"), n->key ? n->key->text : "?"));
		return NULL;
	}
	const char **list = arena_array(r->arena, n->count + 2, sizeof(*list));
	size_t count = 0;
	if (n->kind == NODE_SCALAR)
		list[count++] = n->text;
	else
		for (const struct node *i = n->first; i != NULL; i = i->next)
			if ((list[count] = reading_scalar(r, i)) != NULL)
				count++;
	return list;
}

/* Every key of the map is one of `keys`, which are separated by spaces. */
static void
reading_keys(struct reading *r, const struct node *map, const char *keys)
{
	if (map->kind != NODE_MAP) {
		reading_error(r, map, _("keys with values are expected here"));
		return;
	}
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		size_t size = strlen(n->key->text);
		const char *p = keys;
		bool known = false;
		while (!known && *p != '\0') {
			size_t word = strcspn(p, " ");
			known = word == size && memcmp(p, n->key->text, size) == 0;
			p += word;
			p += strspn(p, " ");
		}
		if (!known)
			reading_error(r, n->key, arena_printf(r->arena, _("unknown key '%.60s'"), n->key->text))
				->advice = arena_printf(r->arena, _("known here: %s"), keys);
	}
}

static void
definition_clause(struct reading *r, struct definition *def, enum clause c, const struct node *n)
{
	const char *regex = reading_line(r, n);
	if (regex == NULL)
		return;
	struct regex_error error;
	pcre2_code *code = regex_compile(regex, c, &error);
	if (code == NULL) {
		r->failed = true;
		diagnostics_add(r->d, r->file, n->line, definition_column(n, error.offset), _("%s: %s"), clause_name(c),
				error.message)
			->advice =
			arena_printf(r->arena, "%.*s <-- %.40s", (int)error.offset, regex, regex + error.offset);
		return;
	}
	pcre2_code_free(code);
	def->rule.regex[c] = regex;
	def->clauses[c] = n;
}

static struct condition *
definition_when(struct reading *r, const struct node *n, size_t *count)
{
	*count = 0;
	if (n == NULL)
		return NULL;
	if (n->kind != NODE_MAP) {
		reading_error(r, n, _("when: facts with values are expected, as { python.venv: true }"));
		return NULL;
	}
	struct condition *all = arena_array(r->arena, n->count, sizeof(*all));
	for (const struct node *i = n->first; i != NULL; i = i->next) {
		struct condition *one = &all[(*count)++];
		one->fact = i->key->text;
		if (i->kind == NODE_LIST)
			one->any = reading_list(r, i);
		else
			one->value = reading_scalar(r, i);
		const char *value = one->value != NULL ? one->value + (*one->value == '?') : "";
		if (strncmp(value, "=~", 2) == 0) {
			struct regex_error error;
			pcre2_code *code = regex_compile(value + 2, CLAUSE_MATCH, &error);
			if (code == NULL)
				reading_error(r, i, arena_printf(r->arena, "%s: %s", one->fact, error.message));
			pcre2_code_free(code);
		}
	}
	return all;
}

static const struct {
	const char *name;
	enum fix_kind kind;
} fix_kinds[] = {
	{"install", FIX_INSTALL},
	{"upgrade", FIX_UPGRADE},
	{"reinstall", FIX_REINSTALL},
	{"uninstall", FIX_UNINSTALL},
	{"venv", FIX_VENV},
	{"system", FIX_SYSTEM},
	{"run", FIX_RUN},
	{"edit", FIX_EDIT},
	{"open", FIX_OPEN},
	{"say", FIX_SAY},
};

const char *
definition_fix_name(enum fix_kind kind)
{
	for (size_t i = 0; i < sizeof(fix_kinds) / sizeof(*fix_kinds); i++)
		if (fix_kinds[i].kind == kind)
			return fix_kinds[i].name;
	return "?";
}

static void
fix_place(struct reading *r, struct fix_template *f, const struct node *n, const char *keys)
{
	reading_keys(r, n, keys);
	f->file = reading_line(r, yaml_get(n, "file"));
	f->line = reading_line(r, yaml_get(n, "line"));
	f->before = reading_line(r, yaml_get(n, "before"));
	f->after = reading_line(r, yaml_get(n, "after"));
}

static void
definition_fix(struct reading *r, struct fix_template *f, const struct node *n)
{
	reading_keys(r, n, "install upgrade reinstall uninstall venv system run edit open say label reason when");
	const struct node *value = NULL;
	for (size_t i = 0; i < sizeof(fix_kinds) / sizeof(*fix_kinds); i++) {
		const struct node *found = yaml_get(n, fix_kinds[i].name);
		if (found == NULL)
			continue;
		if (value != NULL)
			reading_error(r, found, _("a fix is one thing: two kinds stand in one entry"));
		value = found;
		f->kind = fix_kinds[i].kind;
	}
	f->value = f->label = f->reason = "";
	if (value == NULL) {
		reading_error(r, n,
			      _("a fix needs one of install, upgrade, reinstall, uninstall, venv, system, run, "
				"edit, open, say"));
		return;
	}
	if (f->kind == FIX_EDIT) {
		fix_place(r, f, value, "file line before after");
		if (!r->failed && (f->before == NULL || f->after == NULL))
			reading_error(r, value, _("edit needs before and after"));
	} else if (f->kind == FIX_OPEN) {
		if (value->kind == NODE_MAP)
			fix_place(r, f, value, "file line");
		else if (value->kind == NODE_SCALAR && *value->text != '\0' && strcmp(value->text, "true") != 0)
			f->file = value->text;
	} else {
		f->value = reading_line(r, value);
		if (f->value != NULL && *f->value == '\0')
			reading_error(r, value, arena_printf(r->arena, _("%s: nothing stands here"), value->key->text));
	}
	const char *label = reading_line(r, yaml_get(n, "label"));
	const char *reason = reading_line(r, yaml_get(n, "reason"));
	f->label = label != NULL ? label : "";
	f->reason = reason != NULL ? reason : "";
	f->when = definition_when(r, yaml_get(n, "when"), &f->when_count);
}

static void
sample_facts(struct reading *r, struct sample *s, const struct node *n)
{
	if (n == NULL)
		return;
	if (n->kind != NODE_MAP) {
		reading_error(r, n, _("facts: names with values are expected"));
		return;
	}
	struct fact_value *all = arena_array(r->arena, n->count, sizeof(*all));
	for (const struct node *i = n->first; i != NULL; i = i->next) {
		const char *value = reading_scalar(r, i);
		all[s->fact_count++] = (struct fact_value){i->key->text, value, i};
	}
	s->facts = all;
}

static void
definition_sample(struct reading *r, struct sample *s, const struct node *n, bool silent)
{
	*s = (struct sample){.line = n->line, .status = -1, .text = ""};
	if (silent && n->kind == NODE_SCALAR) {
		s->text = n->text;
		return;
	}
	reading_keys(r, n,
		     silent ? "stderr facts command status why" : "origin where stderr facts command status expect");
	const struct node *text = yaml_get(n, "stderr");
	s->text = text != NULL ? reading_scalar(r, text) : "";
	s->command = reading_line(r, yaml_get(n, "command"));
	const struct node *status = yaml_get(n, "status");
	if (status != NULL)
		reading_integer(r, status, 0, 255, &s->status);
	if (text == NULL && status == NULL)
		reading_error(r, n, _("stderr (or status) is missing: what the run printed"));
	sample_facts(r, s, yaml_get(n, "facts"));
	if (silent)
		return;
	s->origin = reading_line(r, yaml_get(n, "origin"));
	s->where = reading_line(r, yaml_get(n, "where"));
	if (s->origin == NULL || (strcmp(s->origin, "real") != 0 && strcmp(s->origin, "documented") != 0))
		reading_error(r, n, _("origin must be real or documented"));
	s->real = s->origin != NULL && strcmp(s->origin, "real") == 0;
	const struct node *expect = yaml_get(n, "expect");
	if (expect == NULL)
		return;
	reading_keys(r, expect, "fix first summary why id");
	s->fix = reading_line(r, yaml_get(expect, "fix"));
	s->first = reading_line(r, yaml_get(expect, "first"));
	s->summary = reading_line(r, yaml_get(expect, "summary"));
	s->why = reading_line(r, yaml_get(expect, "why"));
	s->id = reading_line(r, yaml_get(expect, "id"));
}

static struct sample *
definition_samples(struct reading *r, const struct node *n, bool silent, size_t *count)
{
	*count = 0;
	if (n == NULL)
		return NULL;
	if (n->kind != NODE_LIST) {
		reading_error(r, n, arena_printf(r->arena, _("%s: a list is expected"), n->key->text));
		return NULL;
	}
	struct sample *all = arena_array(r->arena, n->count, sizeof(*all));
	for (const struct node *i = n->first; i != NULL; i = i->next)
		definition_sample(r, &all[(*count)++], i, silent);
	return all;
}

static void
definition_rule(struct reading *r, struct definition *def, const struct node *map)
{
	struct rule *rule = &def->rule;
	rule->exceptions = reading_list(r, yaml_get(map, "exception"));
	definition_clause(r, def, CLAUSE_TEXT, yaml_get(map, "text"));
	definition_clause(r, def, CLAUSE_MATCH, yaml_get(map, "match"));
	definition_clause(r, def, CLAUSE_CONTEXT, yaml_get(map, "context"));
	definition_clause(r, def, CLAUSE_COMMAND, yaml_get(map, "command"));

	const struct node *signals = yaml_get(map, "signal");
	const char **names = reading_list(r, signals);
	if (names != NULL) {
		int *numbers = arena_array(r->arena, signals->count + 2, sizeof(*numbers));
		for (size_t i = 0; names[i] != NULL; i++)
			if ((numbers[i] = rule_signal(names[i])) == 0)
				reading_error(r, signals,
					      arena_printf(r->arena, _("unknown signal '%.20s'"), names[i]));
		rule->signals = numbers;
	}
	const struct node *frame = yaml_get(map, "frame");
	if (frame != NULL) {
		reading_keys(r, frame, "file function source where");
		definition_clause(r, def, CLAUSE_FRAME_FILE, yaml_get(frame, "file"));
		definition_clause(r, def, CLAUSE_FRAME_FUNCTION, yaml_get(frame, "function"));
		definition_clause(r, def, CLAUSE_FRAME_SOURCE, yaml_get(frame, "source"));
		const char *where = reading_line(r, yaml_get(frame, "where"));
		if (where != NULL && strcmp(where, "last") == 0)
			rule->where = FRAME_LAST;
		else if (where != NULL && strcmp(where, "user") == 0)
			rule->where = FRAME_USER;
		else if (where != NULL && strcmp(where, "any") != 0)
			reading_error(r, frame, _("frame.where is last, user or any"));
		if (rule->regex[CLAUSE_FRAME_FILE] == NULL && rule->regex[CLAUSE_FRAME_FUNCTION] == NULL &&
		    rule->regex[CLAUSE_FRAME_SOURCE] == NULL && !r->failed)
			reading_error(r, frame, _("frame asks for nothing: file, function or source is missing"));
	}
	const struct node *chain = yaml_get(map, "chain");
	if (chain != NULL) {
		reading_keys(r, chain, "exception match");
		rule->chain_exception = reading_line(r, yaml_get(chain, "exception"));
		definition_clause(r, def, CLAUSE_CHAIN, yaml_get(chain, "match"));
		if (rule->chain_exception == NULL && rule->regex[CLAUSE_CHAIN] == NULL && !r->failed)
			reading_error(r, chain, _("chain asks for nothing: exception or match is missing"));
	}
	const struct node *status = yaml_get(map, "status");
	if (status != NULL) {
		int *list = arena_array(r->arena, status->count + 2, sizeof(*list));
		size_t count = 0;
		if (status->kind == NODE_LIST) {
			for (const struct node *i = status->first; i != NULL; i = i->next)
				if (reading_integer(r, i, 0, 255, &list[count]))
					count++;
		} else if (reading_integer(r, status, 0, 255, &list[count])) {
			count++;
		}
		list[count] = -1;
		rule->statuses = list;
	}
	int kinds = (rule->exceptions != NULL) + (yaml_get(map, "text") != NULL) + (signals != NULL);
	if (kinds != 1)
		reading_error(r, map,
			      kinds == 0 ? _("one of exception, text or signal is missing")
					 : _("exception, text and signal exclude each other"));
	else if (rule->exceptions == NULL && def->clauses[CLAUSE_MATCH] != NULL)
		reading_error(r, def->clauses[CLAUSE_MATCH],
			      _("match is asked of an exception's message only; use context"));
	for (size_t i = 0; rule->exceptions != NULL && rule->exceptions[i] != NULL; i++)
		if (rule->exceptions[i][strcspn(rule->exceptions[i], " \t:()'\"*\\[]")] != '\0' ||
		    *rule->exceptions[i] == '\0')
			reading_error(r, yaml_get(map, "exception"),
				      arena_printf(r->arena, _("'%.60s' is no exception's name"), rule->exceptions[i]));
}

struct definition *
definition_read(struct arena *a, const char *file, const char *layer, const struct node *map, struct diagnostics *d)
{
	struct diagnostics unheard = diagnostics_new(a);
	struct reading r = {.arena = a, .file = file, .d = d != NULL ? d : &unheard};
	reading_keys(&r, map,
		     "id exception text signal match frame context chain command status rank when summary why "
		     "fixes docs seen examples silent");
	if (map->kind != NODE_MAP)
		return NULL;
	struct definition *def = arena_alloc(a, sizeof(*def));
	struct pattern *p = &def->pattern;
	def->map = map;
	p->file = file;
	p->layer = layer;
	const struct node *id = yaml_get(map, "id");
	p->line = id != NULL ? id->line : map->line;
	p->id = reading_line(&r, id);
	if (p->id == NULL)
		reading_error(&r, map, _("id is missing"));
	else if (*p->id == '\0' || strlen(p->id) > 100 ||
		 p->id[strspn(p->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
		reading_error(&r, id, _("an id is made of a-z, 0-9 and -"));
	definition_rule(&r, def, map);
	const struct node *rank = yaml_get(map, "rank");
	if (rank != NULL)
		reading_integer(&r, rank, -10, 10, &p->rank);
	p->when = definition_when(&r, yaml_get(map, "when"), &p->when_count);
	p->summary = reading_line(&r, yaml_get(map, "summary"));
	if (p->summary == NULL || *p->summary == '\0')
		reading_error(&r, map, _("summary is missing"));
	p->why = reading_line(&r, yaml_get(map, "why"));
	if (p->why == NULL)
		p->why = "";
	p->docs = reading_list(&r, yaml_get(map, "docs"));
	p->seen = reading_list(&r, yaml_get(map, "seen"));

	const struct node *fixes = yaml_get(map, "fixes");
	if (fixes != NULL && fixes->kind != NODE_LIST) {
		reading_error(&r, fixes, _("fixes: a list is expected"));
	} else if (fixes != NULL) {
		struct fix_template *all = arena_array(a, fixes->count, sizeof(*all));
		for (const struct node *n = fixes->first; n != NULL; n = n->next)
			definition_fix(&r, &all[p->fix_count++], n);
		p->fixes = all;
	}
	def->examples = definition_samples(&r, yaml_get(map, "examples"), false, &def->example_count);
	def->silent = definition_samples(&r, yaml_get(map, "silent"), true, &def->silent_count);
	if (r.failed)
		return NULL;
	def->rule.specificity = rule_specificity(a, &def->rule, p->when_count);
	return def;
}

int
definition_column(const struct node *scalar, size_t offset)
{
	if (!scalar->plain)
		return scalar->column;
	int column = scalar->column;
	for (size_t i = 0; i < offset && scalar->text[i] != '\0'; i++)
		if (((unsigned char)scalar->text[i] & 0xC0) != 0x80)
			column++;
	return column;
}
