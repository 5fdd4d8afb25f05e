#define _GNU_SOURCE
#include "facts/facts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "facts/fact.h"
#include "facts/foreign.h"
#include "facts/listing.h"
#include "facts/native.h"

enum {
	PATIENCE = 40,      /* ms that a prompt may wait for all facts together */
	FACT_PATIENCE = 20, /* ms for one of them */
	NATIVE_PREFIX = sizeof("native.") - 1,
};

#define WORD_LETTERS "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-"

enum state { UNASKED, ASKING, ANSWERED };

struct preset {
	struct preset *next;
	const char *name;
	const char *value;
};

static const struct fact *const families[] = {
	interpreter_facts, module_facts,    known_facts,   own_facts,      distribution_facts, name_facts,
	line_facts,        attribute_facts, suspect_facts, function_facts, key_facts,          choice_facts,
	scope_facts,       file_facts,      project_facts, program_facts,  system_facts,       port_facts,
	demand_facts,      dotted_facts,    tuple_facts,   nearby_facts,   mend_facts,         gap_facts,
};
enum { FAMILIES = sizeof(families) / sizeof(families[0]) };

/* The fact of that name and its number among all of them; NULL if there is none. */
static const struct fact *
fact_named(const char *name, size_t *number)
{
	size_t n = 0;
	for (size_t i = 0; i < FAMILIES; i++)
		for (const struct fact *fact = families[i]; fact->name != NULL; fact++, n++)
			if (fact->name[0] == name[0] && strcmp(fact->name, name) == 0) {
				*number = n;
				return fact;
			}
	return NULL;
}

static size_t
fact_count(void)
{
	size_t n = 0;
	for (size_t i = 0; i < FAMILIES; i++)
		for (const struct fact *fact = families[i]; fact->name != NULL; fact++)
			n++;
	return n;
}

struct facts *
facts_new(struct arena *a, struct catalog *c, const struct failures *failures)
{
	struct facts *f = arena_alloc(a, sizeof(*f));
	f->arena = a;
	f->catalog = c;
	f->failures = failures;
	f->run = failures == NULL ? NULL : failures->run;
	f->patience = PATIENCE;
	f->local = f->run == NULL || f->run->local || f->run->count > 0;
	f->diagnostics = diagnostics_new(a);
	f->self_path = arena_strdup(a, getenv("PATH"));
	return f;
}

void
facts_patience(struct facts *f, unsigned milliseconds)
{
	f->patience = milliseconds;
}

void
facts_set(struct facts *f, const char *name, const char *value)
{
	struct preset *p = f->presets;
	while (p != NULL && strcmp(p->name, name) != 0)
		p = p->next;
	if (p == NULL) {
		p = arena_alloc(f->arena, sizeof(*p));
		p->name = arena_strdup(f->arena, name);
		p->next = f->presets;
		f->presets = p;
	}
	p->value = arena_strdup(f->arena, value);
}

void
facts_remember(struct facts *f)
{
	listings_remember(f);
}

void
facts_freeze(struct facts *f)
{
	f->frozen = true;
}

static const char *
match_group(const struct match *m, const char *name)
{
	for (size_t i = 0; m != NULL && i < m->group_count; i++)
		if (strcmp(m->groups[i].name, name) == 0 && m->groups[i].value != NULL && m->groups[i].value[0] != '\0')
			return m->groups[i].value;
	return NULL;
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static struct subject *
subject_of(struct facts *f, const struct match *m)
{
	struct subject want = {
		.facts = f,
		.failure = m != NULL && m->failure != NULL ? m->failure
			   : f->failures != NULL           ? f->failures->root
							   : NULL,
		.module = match_group(m, "module"),
		.package = match_group(m, "package"),
		.name = match_group(m, "name"),
		.type = match_group(m, "type"),
		.attribute = match_group(m, "attribute"),
		.file = match_group(m, "file"),
		.port = match_group(m, "port"),
		.function = match_group(m, "function"),
		.owner = match_group(m, "class"),
		.key = match_group(m, "key"),
		.choice = match_group(m, "choice"),
		.choices = match_group(m, "choices"),
	};
	if (want.failure != NULL && want.failure->process != NULL)
		want.process = want.failure->process;
	else if (f->run != NULL)
		want.process = run_culprit(f->run);
	for (struct subject *s = f->subjects; s != NULL; s = s->next)
		if (s->process == want.process && s->failure == want.failure && same(s->module, want.module) &&
		    same(s->package, want.package) && same(s->name, want.name) && same(s->type, want.type) &&
		    same(s->attribute, want.attribute) && same(s->file, want.file) && same(s->port, want.port) &&
		    same(s->function, want.function) && same(s->owner, want.owner) && same(s->key, want.key) &&
		    same(s->choice, want.choice) && same(s->choices, want.choices))
			return s;
	struct subject *s = arena_alloc(f->arena, sizeof(*s));
	*s = want;
	size_t count = fact_count();
	s->values = arena_array(f->arena, count, sizeof(*s->values));
	s->states = arena_array(f->arena, count, sizeof(*s->states));
	s->next = f->subjects;
	f->subjects = s;
	return s;
}

static long long
now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Runs fact->find within what is left of the time. A search that was cut short
 * proves presence, but not absence. */
static struct value
fact_find(struct facts *f, struct subject *s, const struct fact *fact)
{
	long long begin = 0;
	if (f->depth++ == 0) {
		long long left = f->patience * 1000000LL - f->spent;
		begin = now_ns();
		f->deadline = begin + (left < FACT_PATIENCE * 1000000LL || f->patience != PATIENCE
					       ? left
					       : FACT_PATIENCE * 1000000LL);
		f->cut = false;
	}
	struct value value = fact->find(s);
	if (f->cut && value.text != NULL && strcmp(value.text, "false") == 0)
		value = fact_unknown();
	if (--f->depth == 0)
		f->spent += now_ns() - begin;
	return value;
}

struct value
facts_value(struct facts *f, struct subject *s, const char *name)
{
	for (const struct preset *p = f->presets; p != NULL; p = p->next)
		if (strcmp(p->name, name) == 0)
			return fact_value(p->value, "set by hand");
	size_t number = 0;
	const struct fact *fact = fact_named(name, &number);
	if (f->frozen && (fact == NULL || fact->reach != FACT_PRINTED))
		return fact_unknown();
	if (strncmp(name, "native.", NATIVE_PREFIX) == 0)
		return f->local ? native_value(f, name + NATIVE_PREFIX) : fact_unknown();
	if (fact == NULL || s->states[number] == ASKING)
		return fact_unknown();
	if (s->states[number] == UNASKED) {
		s->states[number] = ASKING;
		struct value value = fact_unknown();
		if (!f->local)
			value = foreign_value(s, name);
		if (value.text == NULL && (f->local || fact->reach != FACT_HERE))
			value = fact_find(f, s, fact);
		s->values[number] = value;
		s->states[number] = ANSWERED;
	}
	return s->values[number];
}

const char *
facts_get(struct facts *f, const struct match *m, const char *name)
{
	return facts_value(f, subject_of(f, m), name).text;
}

const char *
facts_source(struct facts *f, const struct match *m, const char *name)
{
	return facts_value(f, subject_of(f, m), name).source;
}

/* What a named group of the match holds, if it is a plain word: nothing that a
 * condition would read as an operator or a regular expression. */
static const char *
group_word(const struct match *m, const char *name)
{
	for (size_t i = 0; m != NULL && i < m->group_count; i++) {
		const char *value = m->groups[i].value;
		if (strcmp(m->groups[i].name, name) == 0 && value != NULL && *value != '\0' &&
		    strspn(value, WORD_LETTERS) == strlen(value))
			return value;
	}
	return NULL;
}

/* A condition's value may be made with another fact, ">={module.removed}", or
 * with what the match captured. NULL if that is unknown. */
static const char *
value_filled(struct facts *f, const struct match *m, struct subject *s, const char *value)
{
	const char *open = value == NULL ? NULL : strchr(value, '{');
	const char *close = open == NULL ? NULL : strchr(open, '}');
	if (close == NULL)
		return value;
	char *name = arena_strndup(f->arena, open + 1, (size_t)(close - open - 1));
	const char *group = group_word(m, name);
	if (group == NULL && !facts_known(f, name))
		return value; /* a regular expression's braces */
	const char *fact = group != NULL ? group : facts_value(f, s, name).text;
	return fact == NULL ? NULL : arena_printf(f->arena, "%.*s%s%s", (int)(open - value), value, fact, close + 1);
}

const struct condition *
facts_failing(struct facts *f, const struct match *m, const struct condition *when, size_t count)
{
	struct subject *s = count == 0 ? NULL : subject_of(f, m);
	for (size_t i = 0; i < count; i++) {
		struct condition c = when[i];
		c.value = value_filled(f, m, s, c.value);
		if (!condition_holds(&c, facts_value(f, s, c.fact).text))
			return &when[i];
	}
	return NULL;
}

bool
facts_hold(struct facts *f, const struct match *m, const struct condition *when, size_t count)
{
	return facts_failing(f, m, when, count) == NULL;
}

static int
name_order(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

const char *const *
facts_names(struct facts *f)
{
	if (f->names != NULL)
		return f->names;
	size_t natives = native_count(f), n = 0;
	/* A native fact has a second one, .error. */
	const char **names = arena_array(f->arena, fact_count() + 2 * natives + 1, sizeof(*names));
	for (size_t i = 0; i < FAMILIES; i++)
		for (const struct fact *fact = families[i]; fact->name != NULL; fact++)
			names[n++] = fact->name;
	n += native_names(f, names + n);
	qsort(names, n, sizeof(*names), name_order);
	f->names = names;
	return names;
}

const struct diagnostics *
facts_diagnostics(struct facts *f)
{
	facts_names(f);
	return &f->diagnostics;
}

bool
facts_known(struct facts *f, const char *name)
{
	size_t number;
	if (strncmp(name, "native.", NATIVE_PREFIX) == 0)
		return native_known(f, name + NATIVE_PREFIX);
	return fact_named(name, &number) != NULL;
}

const char *
subject_cwd(const struct subject *s)
{
	if (!s->facts->local)
		return NULL;
	if (s->process != NULL && s->process->cwd != NULL)
		return s->process->cwd;
	if (s->facts->run != NULL && s->facts->run->cwd != NULL)
		return s->facts->run->cwd;
	static const size_t longest = 4096;
	char *here = arena_alloc(s->facts->arena, longest);
	return getcwd(here, longest);
}

const char *
subject_env(const struct subject *s, const char *name)
{
	if (!s->facts->local)
		return NULL;
	return s->process != NULL ? process_env(s->process, name) : getenv(name);
}
