#include "catalog/definition.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "catalog/field.h"
#include "catalog/regex.h"

static void
definition_clause(struct fields *r, struct definition *def, enum clause c, const struct node *n)
{
	const char *regex = field_line(r, n);
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
definition_when(struct fields *r, const struct node *n, size_t *count)
{
	*count = 0;
	if (n == NULL)
		return NULL;
	if (n->kind != NODE_MAP) {
		field_error(r, n, _("when: facts with values are expected, as { python.venv: true }"));
		return NULL;
	}
	struct condition *all = arena_array(r->arena, n->count, sizeof(*all));
	for (const struct node *i = n->first; i != NULL; i = i->next) {
		struct condition *one = &all[(*count)++];
		one->fact = i->key->text;
		if (i->kind == NODE_LIST)
			one->any = field_list(r, i);
		else
			one->value = field_text(r, i);
		const char *value = one->value != NULL ? one->value + (*one->value == '?') : "";
		if (strncmp(value, "=~", 2) == 0) {
			struct regex_error error;
			pcre2_code *code = regex_compile(value + 2, CLAUSE_MATCH, &error);
			if (code == NULL)
				field_error(r, i, arena_printf(r->arena, "%s: %s", one->fact, error.message));
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
	{"retype", FIX_RETYPE},
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
fix_place(struct fields *r, struct fix_template *f, const struct node *n, const char *keys)
{
	field_keys(r, n, keys);
	f->file = field_line(r, yaml_get(n, "file"));
	f->line = field_line(r, yaml_get(n, "line"));
	f->before = field_line(r, yaml_get(n, "before"));
	f->after = field_line(r, yaml_get(n, "after"));
}

static void
definition_fix(struct fields *r, struct fix_template *f, const struct node *n)
{
	field_keys(r, n, "install upgrade reinstall uninstall venv system run retype edit open say label reason when");
	const struct node *value = NULL;
	for (size_t i = 0; i < sizeof(fix_kinds) / sizeof(*fix_kinds); i++) {
		const struct node *found = yaml_get(n, fix_kinds[i].name);
		if (found == NULL)
			continue;
		if (value != NULL)
			field_error(r, found, _("a fix is one thing: two kinds stand in one entry"));
		value = found;
		f->kind = fix_kinds[i].kind;
	}
	f->value = f->label = f->reason = "";
	if (value == NULL) {
		field_error(r, n,
			    _("a fix needs one of install, upgrade, reinstall, uninstall, venv, system, run, "
			      "retype, edit, open, say"));
		return;
	}
	if (f->kind == FIX_EDIT) {
		fix_place(r, f, value, "file line before after");
		if (!r->failed && (f->before == NULL || f->after == NULL))
			field_error(r, value, _("edit needs before and after"));
	} else if (f->kind == FIX_RETYPE) {
		fix_place(r, f, value, "before after");
		if (!r->failed && (f->before == NULL || f->after == NULL))
			field_error(r, value, _("retype needs before and after"));
	} else if (f->kind == FIX_OPEN) {
		if (value->kind == NODE_MAP)
			fix_place(r, f, value, "file line");
		else if (value->kind == NODE_SCALAR && *value->text != '\0' && strcmp(value->text, "true") != 0)
			f->file = value->text;
	} else {
		f->value = field_line(r, value);
		if (f->value != NULL && *f->value == '\0')
			field_error(r, value, arena_printf(r->arena, _("%s: nothing stands here"), value->key->text));
	}
	const char *label = field_line(r, yaml_get(n, "label"));
	const char *reason = field_line(r, yaml_get(n, "reason"));
	f->label = label != NULL ? label : "";
	f->reason = reason != NULL ? reason : "";
	f->when = definition_when(r, yaml_get(n, "when"), &f->when_count);
}

static void
sample_facts(struct fields *r, struct sample *s, const struct node *n)
{
	if (n == NULL)
		return;
	if (n->kind != NODE_MAP) {
		field_error(r, n, _("facts: names with values are expected"));
		return;
	}
	struct fact_value *all = arena_array(r->arena, n->count, sizeof(*all));
	for (const struct node *i = n->first; i != NULL; i = i->next) {
		const char *value = field_text(r, i);
		all[s->fact_count++] = (struct fact_value){i->key->text, value, i};
	}
	s->facts = all;
}

static void
definition_sample(struct fields *r, struct sample *s, const struct node *n, bool silent)
{
	*s = (struct sample){.line = n->line, .status = -1, .text = ""};
	if (silent && n->kind == NODE_SCALAR) {
		s->text = n->text;
		return;
	}
	field_keys(r, n,
		   silent ? "stderr facts command status why" : "origin where stderr facts command status expect");
	const struct node *text = yaml_get(n, "stderr");
	s->text = text != NULL ? field_text(r, text) : "";
	s->command = field_line(r, yaml_get(n, "command"));
	const struct node *status = yaml_get(n, "status");
	if (status != NULL)
		field_integer(r, status, 0, 255, &s->status);
	if (text == NULL && status == NULL)
		field_error(r, n, _("stderr (or status) is missing: what the run printed"));
	sample_facts(r, s, yaml_get(n, "facts"));
	if (silent)
		return;
	s->origin = field_line(r, yaml_get(n, "origin"));
	s->where = field_line(r, yaml_get(n, "where"));
	if (s->origin == NULL || (strcmp(s->origin, "real") != 0 && strcmp(s->origin, "documented") != 0))
		field_error(r, n, _("origin must be real or documented"));
	s->real = s->origin != NULL && strcmp(s->origin, "real") == 0;
	const struct node *expect = yaml_get(n, "expect");
	if (expect == NULL)
		return;
	field_keys(r, expect, "fix first summary why id");
	s->fix = field_line(r, yaml_get(expect, "fix"));
	s->first = field_line(r, yaml_get(expect, "first"));
	s->summary = field_line(r, yaml_get(expect, "summary"));
	s->why = field_line(r, yaml_get(expect, "why"));
	s->id = field_line(r, yaml_get(expect, "id"));
}

static struct sample *
definition_samples(struct fields *r, const struct node *n, bool silent, size_t *count)
{
	*count = 0;
	if (n == NULL)
		return NULL;
	if (n->kind != NODE_LIST) {
		field_error(r, n, arena_printf(r->arena, _("%s: a list is expected"), n->key->text));
		return NULL;
	}
	struct sample *all = arena_array(r->arena, n->count, sizeof(*all));
	for (const struct node *i = n->first; i != NULL; i = i->next)
		definition_sample(r, &all[(*count)++], i, silent);
	return all;
}

static void
definition_rule(struct fields *r, struct definition *def, const struct node *map)
{
	struct rule *rule = &def->rule;
	rule->exceptions = field_list(r, yaml_get(map, "exception"));
	definition_clause(r, def, CLAUSE_TEXT, yaml_get(map, "text"));
	definition_clause(r, def, CLAUSE_MATCH, yaml_get(map, "match"));
	definition_clause(r, def, CLAUSE_CONTEXT, yaml_get(map, "context"));
	definition_clause(r, def, CLAUSE_COMMAND, yaml_get(map, "command"));

	const struct node *signals = yaml_get(map, "signal");
	const char **names = field_list(r, signals);
	if (names != NULL) {
		int *numbers = arena_array(r->arena, signals->count + 2, sizeof(*numbers));
		for (size_t i = 0; names[i] != NULL; i++)
			if ((numbers[i] = rule_signal(names[i])) == 0)
				field_error(r, signals, arena_printf(r->arena, _("unknown signal '%.20s'"), names[i]));
		rule->signals = numbers;
	}
	const struct node *frame = yaml_get(map, "frame");
	if (frame != NULL) {
		field_keys(r, frame, "file function source where");
		definition_clause(r, def, CLAUSE_FRAME_FILE, yaml_get(frame, "file"));
		definition_clause(r, def, CLAUSE_FRAME_FUNCTION, yaml_get(frame, "function"));
		definition_clause(r, def, CLAUSE_FRAME_SOURCE, yaml_get(frame, "source"));
		const char *where = field_line(r, yaml_get(frame, "where"));
		if (where != NULL && strcmp(where, "last") == 0)
			rule->where = FRAME_LAST;
		else if (where != NULL && strcmp(where, "user") == 0)
			rule->where = FRAME_USER;
		else if (where != NULL && strcmp(where, "any") != 0)
			field_error(r, frame, _("frame.where is last, user or any"));
		if (rule->regex[CLAUSE_FRAME_FILE] == NULL && rule->regex[CLAUSE_FRAME_FUNCTION] == NULL &&
		    rule->regex[CLAUSE_FRAME_SOURCE] == NULL && !r->failed)
			field_error(r, frame, _("frame asks for nothing: file, function or source is missing"));
	}
	const struct node *chain = yaml_get(map, "chain");
	if (chain != NULL) {
		field_keys(r, chain, "exception match");
		rule->chain_exception = field_line(r, yaml_get(chain, "exception"));
		definition_clause(r, def, CLAUSE_CHAIN, yaml_get(chain, "match"));
		if (rule->chain_exception == NULL && rule->regex[CLAUSE_CHAIN] == NULL && !r->failed)
			field_error(r, chain, _("chain asks for nothing: exception or match is missing"));
	}
	const struct node *status = yaml_get(map, "status");
	if (status != NULL) {
		int *list = arena_array(r->arena, status->count + 2, sizeof(*list));
		size_t count = 0;
		if (status->kind == NODE_LIST) {
			for (const struct node *i = status->first; i != NULL; i = i->next)
				if (field_integer(r, i, 0, 255, &list[count]))
					count++;
		} else if (field_integer(r, status, 0, 255, &list[count])) {
			count++;
		}
		list[count] = -1;
		rule->statuses = list;
	}
	int kinds = (rule->exceptions != NULL) + (yaml_get(map, "text") != NULL) + (signals != NULL);
	if (kinds != 1)
		field_error(r, map,
			    kinds == 0 ? _("one of exception, text or signal is missing")
				       : _("exception, text and signal exclude each other"));
	else if (rule->exceptions == NULL && def->clauses[CLAUSE_MATCH] != NULL)
		field_error(r, def->clauses[CLAUSE_MATCH],
			    _("match is asked of an exception's message only; use context"));
	for (size_t i = 0; rule->exceptions != NULL && rule->exceptions[i] != NULL; i++)
		if (rule->exceptions[i][strcspn(rule->exceptions[i], " \t:()'\"*\\[]")] != '\0' ||
		    *rule->exceptions[i] == '\0')
			field_error(r, yaml_get(map, "exception"),
				    arena_printf(r->arena, _("'%.60s' is no exception's name"), rule->exceptions[i]));
}

struct definition *
definition_read(struct arena *a, const char *file, const char *layer, const struct node *map, struct diagnostics *d)
{
	struct diagnostics unheard = diagnostics_new(a);
	struct fields r = {.arena = a, .file = file, .d = d != NULL ? d : &unheard};
	field_keys(&r, map,
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
	p->id = field_line(&r, id);
	if (p->id == NULL)
		field_error(&r, map, _("id is missing"));
	else if (*p->id == '\0' || strlen(p->id) > 100 ||
		 p->id[strspn(p->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
		field_error(&r, id, _("an id is made of a-z, 0-9 and -"));
	definition_rule(&r, def, map);
	const struct node *rank = yaml_get(map, "rank");
	if (rank != NULL)
		field_integer(&r, rank, -10, 10, &p->rank);
	p->when = definition_when(&r, yaml_get(map, "when"), &p->when_count);
	p->summary = field_line(&r, yaml_get(map, "summary"));
	if (p->summary == NULL || *p->summary == '\0')
		field_error(&r, map, _("summary is missing"));
	p->why = field_line(&r, yaml_get(map, "why"));
	if (p->why == NULL)
		p->why = "";
	p->docs = field_list(&r, yaml_get(map, "docs"));
	p->seen = field_list(&r, yaml_get(map, "seen"));

	const struct node *fixes = yaml_get(map, "fixes");
	if (fixes != NULL && fixes->kind != NODE_LIST) {
		field_error(&r, fixes, _("fixes: a list is expected"));
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
