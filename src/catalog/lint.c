#include "catalog/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "catalog/backtrack.h"
#include "catalog/literal.h"
#include "catalog/regex.h"

struct linter {
	struct arena *arena;
	const struct definition *def;
	lint_known known;
	void *context;
	struct diagnostics *d;
	const char *groups[128]; /* the names that the pattern's expressions capture */
	size_t group_count;
};

/* A finding about `at` (NULL: the pattern as a whole). */
static void
linter_add(struct linter *l, const struct node *at, size_t offset, const char *advice, const char *message)
{
	struct diagnostic *one =
		diagnostics_add(l->d, l->def->pattern.file, at != NULL ? at->line : l->def->pattern.line,
				at != NULL ? definition_column(at, offset) : 0, "%s: %s", l->def->pattern.id, message);
	one->advice = advice;
}

static void
linter_groups(struct linter *l)
{
	for (int c = 0; c < CLAUSES; c++) {
		struct regex_error error;
		const char *regex = l->def->rule.regex[c];
		pcre2_code *code = regex == NULL ? NULL : regex_compile(regex, (enum clause)c, &error);
		if (code == NULL)
			continue;
		uint32_t count = 0;
		uint32_t size = 0;
		PCRE2_SPTR table = NULL;
		pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
		pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
		pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
		for (uint32_t i = 0; i < count && l->group_count < sizeof(l->groups) / sizeof(*l->groups); i++)
			l->groups[l->group_count++] =
				arena_strdup(l->arena, (const char *)table + (size_t)i * size + 2);
		pcre2_code_free(code);
	}
}

static bool
linter_has_group(const struct linter *l, const char *name)
{
	for (size_t i = 0; i < l->group_count; i++)
		if (strcmp(l->groups[i], name) == 0)
			return true;
	return false;
}

static bool
placeholder_known(const struct linter *l, const char *name)
{
	static const char *const fixed[] = {"message", "type",     "name",   "command", "file",
					    "line",    "function", "source", "python"};
	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
		if (strcmp(fixed[i], name) == 0)
			return true;
	return linter_has_group(l, name) || l->known == NULL || l->known(l->context, name);
}

/* The word behind a { that nothing closes: "make {name". NULL if there is none. */
static char *
placeholder_unclosed(struct arena *a, const char *text)
{
	for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
		if (p[1] == '{') {
			p++;
			continue;
		}
		size_t n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
		if (n > 0 && (p[1 + n] == '\0' || p[1 + n] == ' ' || p[1 + n] == '\n'))
			return arena_strndup(a, p, n + 1);
	}
	return NULL;
}

/* One {placeholder} of a template; NULL at its end. *quoted tells whether it
 * stands between quotes that the template itself writes. */
static const char *
placeholder_next(struct arena *a, const char **p, char *quote, bool *quoted)
{
	while (**p != '\0') {
		if ((*p)[0] == '{' && (*p)[1] == '{') {
			*p += 2;
			continue;
		}
		if ((*p)[0] == '}' && (*p)[1] == '}') {
			*p += 2;
			continue;
		}
		if (**p == '\\' && (*p)[1] != '\0' && *quote != '\'') {
			*p += 2;
			continue;
		}
		if (**p == '\'' || **p == '"')
			*quote = *quote == '\0' ? **p : *quote == **p ? '\0' : *quote;
		if (**p != '{') {
			++*p;
			continue;
		}
		size_t n = strspn(*p + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
		if (n == 0 || (*p)[1 + n] != '}') {
			++*p;
			continue;
		}
		const char *name = arena_strndup(a, *p + 1, n);
		*quoted = *quote != '\0';
		*p += n + 2;
		return name;
	}
	return NULL;
}

static void
lint_template(struct linter *l, const struct node *at, const char *text, bool command)
{
	char quote = '\0';
	bool quoted = false;
	const char *p = text;
	const char *name = text != NULL ? placeholder_unclosed(l->arena, text) : NULL;
	if (name != NULL)
		linter_add(l, at, 0, _("close it with }, or write {{ for a brace"),
			   arena_printf(l->arena, _("the placeholder %s is not closed"), name));
	while (text != NULL && (name = placeholder_next(l->arena, &p, &quote, &quoted)) != NULL) {
		if (!placeholder_known(l, name))
			linter_add(l, at, 0,
				   _("use a named group of the pattern's expressions, or a fact of docs/facts.md"),
				   arena_printf(l->arena, _("nobody knows the placeholder {%s}"), name));
		/* Versions are digits and dots, and need no quotes. */
		if (command && quoted && strcmp(name, "python.minor") != 0 && strcmp(name, "python.version") != 0)
			linter_add(l, at, 0, _("a placeholder enters as one quoted word: write it without quotes"),
				   arena_printf(l->arena, _("{%s} stands inside quotes, which captured text could end"),
						name));
	}
}

static void
lint_when(struct linter *l, const struct node *at, const struct condition *when, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (l->known != NULL && !l->known(l->context, when[i].fact)) {
			const struct node *key = yaml_get(at, when[i].fact);
			linter_add(l, key != NULL ? key->key : at, 0, _("docs/facts.md lists the facts"),
				   arena_printf(l->arena, _("nobody knows the fact %s"), when[i].fact));
		}
}

static bool
word_at(const char *s, const char *word)
{
	size_t n = strlen(word);
	return strncmp(s, word, n) == 0 && (s[n] == '\0' || s[n] == ' ');
}

/* The words of a command that stand where a program's name does. */
static void
lint_command(struct linter *l, const struct node *at, const char *command)
{
	static const struct {
		const char *word;
		const char *message;
	} bare[] = {
		{"pip", N_("bare pip: it may belong to another Python")},
		{"pip3", N_("bare pip3: it may belong to another Python")},
		{"python", N_("bare python: it may be another Python")},
		{"python3", N_("bare python3: it may be another Python")},
		{"sudo pip", N_("sudo pip writes into the system's own Python")},
		{"sudo pip3", N_("sudo pip3 writes into the system's own Python")},
		{"sudo python3 -m pip", N_("sudo pip writes into the system's own Python")},
		{"sudo {python} -m pip", N_("sudo pip writes into the system's own Python")},
	};
	bool start = true;
	for (const char *p = command; *p != '\0'; p++) {
		for (size_t i = 0; start && i < sizeof(bare) / sizeof(*bare); i++)
			if (word_at(p, bare[i].word))
				linter_add(l, at, 0, _("write {python} or {python} -m pip"), _(bare[i].message));
		if (*p == ' ')
			continue;
		start = *p == ';' || *p == '&' || *p == '|' || *p == '(';
	}
	static const char *const unsafe[] = {"--trusted-host", "--break-system-packages", "chmod 777", "chmod -R 777"};
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
		if (strstr(command, unsafe[i]) != NULL)
			linter_add(l, at, 0, _("find what cures the cause"),
				   arena_printf(l->arena, _("%s switches off a safety"), unsafe[i]));
}

static void
lint_fixes(struct linter *l)
{
	const struct node *fixes = yaml_get(l->def->map, "fixes");
	const struct node *at = fixes != NULL ? fixes->first : NULL;
	for (size_t i = 0; i < l->def->pattern.fix_count; i++) {
		const struct fix_template *f = &l->def->pattern.fixes[i];
		const struct node *value = yaml_get(at, definition_fix_name(f->kind));
		lint_template(l, value, f->value, f->kind == FIX_RUN);
		if (f->kind == FIX_RUN)
			lint_command(l, value, f->value);
		const char *const more[] = {f->label, f->reason, f->file, f->line, f->before, f->after};
		for (size_t k = 0; k < sizeof(more) / sizeof(*more); k++)
			lint_template(l, at, more[k], false);
		lint_when(l, yaml_get(at, "when"), f->when, f->when_count);
		at = at != NULL ? at->next : NULL;
	}
}

/* The expression fits texts that have nothing in common: it is no pattern. */
static bool
fits_anything(const char *regex, enum clause c)
{
	static const char *const strangers[] = {
		"", "qzx", "0", "Zwölf Boxkämpfer", "~!@#", "[Errno 2] No such file: 'x'"};
	struct regex_error error;
	struct regex_matcher m;
	pcre2_code *code = regex_compile(regex, c, &error);
	bool all = code != NULL && regex_matcher_init(&m);
	if (code == NULL || !all) {
		pcre2_code_free(code);
		return false;
	}
	for (size_t i = 1; i < sizeof(strangers) / sizeof(*strangers) && all; i++)
		all = regex_search(&m, code, strangers[i], 0, strlen(strangers[i]), true) == REGEX_YES;
	regex_matcher_free(&m);
	pcre2_code_free(code);
	return all;
}

static void
lint_clauses(struct linter *l)
{
	const struct rule *r = &l->def->rule;
	for (int c = 0; c < CLAUSES; c++) {
		const char *regex = r->regex[c];
		if (regex == NULL)
			continue;
		const char *proof = backtrack_proof(l->arena, regex, (enum clause)c);
		if (proof != NULL)
			linter_add(
				l, l->def->clauses[c], 0,
				_("say what may stand between, as [^']* instead of .*, and put no + or * on a group that ends in one"),
				arena_printf(l->arena, _("%s can backtrack without bound, as on %s"),
					     clause_name((enum clause)c), proof));
		/* "Nowhere in the text stands …" is meant to fit most texts. */
		if (strstr(regex, "(?!") == NULL && fits_anything(regex, (enum clause)c))
			linter_add(l, l->def->clauses[c], 0,
				   _("leave it out, or anchor it with ^ and words that are always there"),
				   arena_printf(l->arena, _("%s fits anything"), clause_name((enum clause)c)));
	}
	const char *text = r->regex[CLAUSE_TEXT];
	if (text != NULL && literals_of(l->arena, text, NULL, NULL).count == 0)
		linter_add(
			l, l->def->clauses[CLAUSE_TEXT], 0,
			_("every alternative needs four letters in a row that always stand there; (?i) and (?x) hide them"),
			_("text has no literal word by which it could be found"));
	if (r->exceptions == NULL || r->regex[CLAUSE_MATCH] != NULL || r->regex[CLAUSE_FRAME_FILE] != NULL ||
	    r->regex[CLAUSE_FRAME_SOURCE] != NULL || r->regex[CLAUSE_CONTEXT] != NULL ||
	    r->regex[CLAUSE_CHAIN] != NULL || r->regex[CLAUSE_FRAME_FUNCTION] != NULL ||
	    r->regex[CLAUSE_COMMAND] != NULL || l->def->pattern.rank < 0)
		return;
	static const char *const general[] = {"Exception",    "BaseException", "OSError",        "IOError",
					      "RuntimeError", "ValueError",    "TypeError",      "ImportError",
					      "KeyError",     "IndexError",    "AttributeError", "NameError",
					      "SyntaxError",  "LookupError",   "SystemError"};
	for (size_t i = 0; r->exceptions[i] != NULL; i++)
		for (size_t k = 0; k < sizeof(general) / sizeof(*general); k++)
			if (strcmp(general[k], r->exceptions[i]) == 0)
				linter_add(l, yaml_get(l->def->map, "exception"), 0,
					   _("ask for more (match, frame, context), or give it a negative rank"),
					   arena_printf(l->arena, _("it speaks to every %s"), general[k]));
}

static void
lint_samples(struct linter *l)
{
	const struct definition *def = l->def;
	if (def->example_count == 0)
		linter_add(l, NULL, 0, _("run a program that fails so, and put what it printed under examples:"),
			   _("no example"));
	for (size_t i = 0; i < def->example_count + def->silent_count; i++) {
		const struct sample *s =
			i < def->example_count ? &def->examples[i] : &def->silent[i - def->example_count];
		for (size_t k = 0; k < s->fact_count; k++)
			if (l->known != NULL && !l->known(l->context, s->facts[k].name))
				linter_add(l, s->facts[k].at->key, 0, _("docs/facts.md lists the facts"),
					   arena_printf(l->arena, _("nobody knows the fact %s"), s->facts[k].name));
		if (s->origin != NULL && !s->real && s->where == NULL)
			diagnostics_add(l->d, def->pattern.file, s->line, 0,
					_("%s: a documented example without where:"), def->pattern.id)
				->advice = _("say where it was seen: an address, or file and line");
	}
}

void
lint_pattern(struct arena *a, const struct definition *def, lint_known known, void *context, struct diagnostics *d)
{
	struct linter l = {.arena = a, .def = def, .known = known, .context = context, .d = d};
	const struct node *summary = yaml_get(def->map, "summary");
	linter_groups(&l);
	lint_samples(&l);
	lint_clauses(&l);
	lint_template(&l, summary, def->pattern.summary, false);
	lint_template(&l, yaml_get(def->map, "why"), def->pattern.why, false);
	lint_when(&l, yaml_get(def->map, "when"), def->pattern.when, def->pattern.when_count);
	lint_fixes(&l);
	size_t size = strlen(def->pattern.summary);
	if (strchr(def->pattern.summary, '\n') != NULL)
		linter_add(&l, summary, 0, _("the rest belongs under why:"), _("the summary has more than one line"));
	else if (size > 0 && def->pattern.summary[size - 1] == '.')
		linter_add(&l, summary, 0, _("take it away"), _("the summary ends in a full stop"));
	else if (size > 160)
		linter_add(&l, summary, 0, _("the rest belongs under why:"), _("the summary is longer than 160 bytes"));
}

void
lint_source(struct arena *a, const struct source *s, lint_known known, void *context, struct diagnostics *d)
{
	for (size_t i = 0; i < s->pattern_count; i++)
		lint_pattern(a, s->patterns[i], known, context, d);
}
