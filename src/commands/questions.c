#include "commands/questions.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/hierarchy.h"
#include "commands/occasion.h"
#include "commands/passage.h"
#include "commands/sieve.h"
#include "commands/typing.h"
#include "commands/workbench.h"
#include "hint/hint.h"

enum { WORDS = 2000, EXCEPTIONS = 500, INNOCENT_MANY = 3, LINE_SHOWN = 400 };

struct questions {
	struct arena *a;
	struct draft *draft;
	const struct lesson *lesson;
	const struct destination *to;
	struct catalog *catalog;
	struct facts *facts; /* for their names */
	struct sieve sieve;
	const char **words; /* for texts: groups and facts, each behind a { */
	const char **history;
	bool history_known; /* readline keeps it for all questions that follow */
};

static const char *const no_words[] = {NULL};

static const char *
file_of(struct arena *a, const struct destination *to, const char *id)
{
	return arena_printf(a, "%s/%s.yaml", to->folder, id);
}

/* A line that is asked for; NULL if the person leaves. */
static const char *
ask(struct questions *q, const char *prompt, const char *text, const char *const *words)
{
	const struct typing t = {.prompt = prompt, .text = text, .words = words, .history = q->history};
	const char *line = typing_line(q->a, &t);
	q->history = NULL; /* kept by readline */
	if (line == NULL)
		return NULL;
	while (text_is_hostile(line)) {
		passage_print(q->a, stderr, _("  there are control characters in it\n"));
		const struct typing again = {.prompt = prompt, .text = text_safe(q->a, line, 2000), .words = words};
		line = typing_line(q->a, &again);
		if (line == NULL)
			return NULL;
	}
	size_t n = strlen(line += strspn(line, " \t"));
	while (n > 0 && strchr(" \t", line[n - 1]) != NULL)
		n--;
	return arena_strndup(q->a, line, n);
}

static bool
ask_id(struct questions *q)
{
	for (const char *text = q->draft->id;;) {
		const char *id = text = ask(q, _("name> "), text, no_words);
		if (id == NULL)
			return false;
		size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
		const struct pattern *p = id[n] == '\0' && *id != '\0' ? catalog_find(q->a, q->catalog, id) : NULL;
		const char *file = file_of(q->a, q->to, id);
		if (id[n] != '\0' || *id == '\0' || *id == '-' || n > 80) {
			passage_print(q->a, stderr, _("  small letters, digits and hyphens\n"));
		} else if (p != NULL) {
			passage_print(q->a, stderr, _("  there is one of that name: %s:%d\n"), hint_source(q->a, p),
				      p->line);
		} else if (path_exists(file) || strcmp(id, "disabled") == 0) {
			passage_print(q->a, stderr, _("  there is a file %s\n"), file);
		} else {
			q->draft->id = id;
			return true;
		}
	}
}

/* A name, with dots in it perhaps; Python takes letters of every language. */
static bool
is_type(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
		bool inside = p != (const unsigned char *)text;
		if (!isalpha(*p) && *p != '_' && *p < 0x80 && (!inside || (!isdigit(*p) && *p != '.')))
			return false;
	}
	return *text != '\0';
}

static bool
ask_exception(struct questions *q)
{
	const char *words[EXCEPTIONS + 2] = {q->draft->exception}, *own = q->draft->exception;
	for (size_t n = 0; n < EXCEPTIONS && hierarchy_known(n) != NULL; n++)
		words[n + 1] = hierarchy_known(n);
	for (const char *type = own;;) {
		type = ask(q, _("exception> "), type, words);
		if (type == NULL)
			return false;
		q->draft->exception = *type != '\0' ? type : own;
		if (is_type(q->draft->exception))
			return true;
		passage_print(q->a, stderr, _("  one name, as it stands in front of the message: %s\n"), own);
	}
}

static bool
ask_match(struct questions *q)
{
	if (q->draft->exception != NULL && !ask_exception(q))
		return false;
	q->sieve.exception = q->draft->exception;
	q->sieve.message = q->draft->message;
	const char *text = q->draft->match;
	for (;;) {
		const struct typing t = {.prompt = "match> ",
					 .text = text,
					 .words = no_words,
					 .live = sieve_prompt,
					 .context = &q->sieve};
		text = typing_line(q->a, &t);
		if (text == NULL)
			return false;
		const struct sieved r = sieve_try(q->a, &q->sieve, text);
		if (!r.valid)
			passage_print(q->a, stderr, "  %s\n", r.error);
		else if (!r.own)
			passage_print(q->a, stderr, _("  it does not match: %s\n"),
				      text_safe(q->a, q->draft->message, 400));
		else if (r.innocent > INNOCENT_MANY)
			passage_print(q->a, stderr, _("  it also matches %u harmless outputs, such as: %s\n"),
				      r.innocent, r.innocent_line);
		else
			break;
	}
	draft_set_match(q->a, q->draft, text);
	return true;
}

/* Facts, until an empty line. */
static bool
ask_when(struct questions *q)
{
	struct occasion o;
	const char *before[DRAFT_CONDITIONS];
	size_t count = q->draft->when_count, next = 0;
	for (size_t i = 0; i < count; i++)
		before[i] = q->draft->when[i].typed;
	q->draft->when_count = 0;
	occasion_open(q->a, &o, q->catalog, q->lesson->failures, q->draft);
	bool answered = false;
	for (const char *text = NULL;;) {
		const struct typing t = {.prompt = "",
					 .text = text != NULL   ? text
						 : next < count ? before[next++]
								: NULL,
					 .words = o.words,
					 .live = occasion_prompt,
					 .context = &o};
		text = typing_line(q->a, &t);
		answered = text != NULL && text[strspn(text, " \t")] == '\0';
		if (text == NULL || answered)
			break;
		const char *wrong = text_is_hostile(text) ? _("there are control characters in it")
							  : occasion_add(&o, q->draft, text);
		if (wrong != NULL)
			passage_print(q->a, stderr, "  %s\n", wrong);
		text = wrong != NULL ? text_safe(q->a, text, LINE_SHOWN) : NULL;
	}
	occasion_close(&o);
	return answered;
}

/* What completes a text: the names of fixes, the groups of the expression, and facts. */
static void
begin_words(struct questions *q)
{
	static const char *const others[] = {"message", "type", "command", "file", "line", "function", "source", NULL};
	size_t count = 0;
	q->words = arena_array(q->a, WORDS + 1, sizeof(*q->words));
	for (const char *const *n = draft_fix_names(); *n != NULL; n++)
		q->words[count++] = arena_printf(q->a, "%s ", *n);
	for (size_t i = 0; i < q->draft->group_count; i++)
		q->words[count++] = arena_printf(q->a, "{%s}", q->draft->groups[i]);
	for (const char *const *n = others; *n != NULL; n++)
		q->words[count++] = arena_printf(q->a, "{%s}", *n);
	for (const char *const *n = facts_names(q->facts); *n != NULL && count < WORDS; n++)
		q->words[count++] = arena_printf(q->a, "{%s}", *n);
}

/* The reason, of as many lines as it takes. */
static bool
ask_why(struct questions *q)
{
	struct buf why = buf_new(q->a);
	const char *before = q->draft->why;
	for (bool first = true;; first = false) {
		size_t n = strcspn(before, "\n");
		const char *line = ask(q, first ? _("why (may be empty)> ") : _("more of it (or nothing)> "),
				       arena_strndup(q->a, before, n), q->words);
		if (line == NULL)
			return false;
		if (*line == '\0')
			break;
		buf_printf(&why, "%s%s", first ? "" : "\n", line);
		before += n + (before[n] == '\n');
	}
	q->draft->why = why.text;
	return true;
}

static bool
ask_texts(struct questions *q)
{
	const char *summary = q->draft->summary;
	do {
		summary = ask(q, _("what is wrong> "), summary, q->words);
		if (summary == NULL)
			return false;
	} while (*summary == '\0');
	q->draft->summary = summary;
	return ask_why(q);
}

/* What was run in this shell: the cure may be among it. */
static const char **
cures(struct questions *q)
{
	const char **lines = typing_history(q->a, q->lesson->shell, 0);
	for (const char **line = lines; *line != NULL; line++)
		*line = arena_printf(q->a, "run: %s", *line);
	return lines;
}

static bool
ask_fixes(struct questions *q)
{
	const char *before[DRAFT_FIXES];
	size_t count = q->draft->fix_count, next = 0;
	for (size_t i = 0; i < count; i++)
		before[i] = q->draft->typed[i];
	q->draft->fix_count = 0;
	q->history = q->history_known ? NULL : cures(q);
	q->history_known = true;
	for (const char *text = NULL;;) {
		text = ask(q, q->draft->fix_count == 0 ? _("fix> ") : _("another (or nothing)> "),
			   text != NULL   ? text
			   : next < count ? before[next++]
					  : NULL,
			   q->words);
		if (text == NULL)
			return false;
		if (*text == '\0')
			return true;
		const char *wrong = draft_add_fix(q->a, q->draft, text);
		if (wrong != NULL)
			passage_print(q->a, stderr, "  %s\n", wrong);
		else
			text = NULL;
	}
}

const char *
questions_file(struct arena *a, const struct destination *to, const struct draft *d)
{
	return file_of(a, to, d->id);
}

static bool
ask_all(struct questions *q)
{
	if (!ask_id(q) || !ask_match(q) || !ask_when(q))
		return false;
	begin_words(q);
	return ask_texts(q) && ask_fixes(q);
}

/* The question that an answer was given to, and the answer, by the line of the YAML
 * that was made of it: the last key at or above it that a question asks for. */
static const char *
answer_at(struct questions *q, const char *yaml, int line)
{
	const struct {
		const char *key, *question, *answer;
	} asked[] = {
		{"- id: ", _("name> "), q->draft->id},
		{"  exception: ", _("exception> "), q->draft->exception},
		{"  match: ", "match> ", q->draft->match},
		{"  text: ", "match> ", q->draft->match},
		{"  when:", _("only when> "), ""},
		{"  summary: ", _("what is wrong> "), q->draft->summary},
		{"  why: ", _("why (may be empty)> "), q->draft->why},
		{"  fixes:", _("fix> "), ""},
		{"  examples:", "match> ", q->draft->match},
	};
	size_t found = 0, below = 0; /* how many lines below the key's own */
	for (int i = 1; i <= line && *yaml != '\0'; i++, below++) {
		for (size_t k = 0; k < sizeof(asked) / sizeof(asked[0]); k++)
			if (strncmp(yaml, asked[k].key, strlen(asked[k].key)) == 0) {
				found = k;
				below = 0;
			}
		yaml += strcspn(yaml, "\n");
		yaml += *yaml == '\n';
	}
	const char *answer = asked[found].answer;
	below -= below > 0;
	if (strcmp(asked[found].key, "  when:") == 0 && below > 0 && below <= q->draft->when_count)
		answer = q->draft->when[below - 1].typed;
	if (strcmp(asked[found].key, "  fixes:") == 0 && below > 0 && below <= q->draft->fix_count)
		answer = q->draft->typed[below - 1];
	return arena_printf(q->a, "%s%.*s", asked[found].question, (int)strcspn(answer, "\n"), answer);
}

/* What stands against the answers, each by its question: there is no file yet. */
static void
tell(struct questions *q, const char *yaml, const struct verdict *v)
{
	size_t n = strlen(q->draft->id);
	for (const struct diagnostic *d = v->wrong.first; d != NULL; d = d->next) {
		bool named = strncmp(d->message, q->draft->id, n) == 0 && strncmp(d->message + n, ": ", 2) == 0;
		fprintf(stderr, "  %s\n", answer_at(q, yaml, d->line));
		passage_print(q->a, stderr, "    %s\n", d->message + (named ? n + 2 : 0));
		if (d->advice != NULL)
			passage_print(q->a, stderr, "    %s\n", d->advice);
	}
	if (*v->failed == '\0' || (v->wrong.count > 0 && v->taken == NULL))
		return; /* or what is wrong is told */
	fprintf(stderr, "  match> %s\n", q->draft->match);
	if (v->taken != NULL)
		passage_print(q->a, stderr,
			      _("    the pattern %s speaks for this failure already; ask for more than it does\n"),
			      v->taken);
	else
		fputs(v->failed, stderr);
}

const char *
questions_ask(struct lesson *l, const struct destination *to, struct catalog *catalog)
{
	struct draft *d = &l->draft;
	struct questions q = {.a = l->a, .draft = d, .lesson = l, .to = to, .catalog = catalog};
	if (!typing_possible()) {
		passage_tell(
			"%s",
			_("remedy add: it asks questions, and there is no terminal to ask at; docs/patterns.md tells how to write the file\n"));
		return NULL;
	}
	sieve_open(q.a, &q.sieve, l->ring);
	q.facts = facts_new(q.a, catalog, NULL);
	passage_print(q.a, stderr, _("An empty line takes nothing, Ctrl-C leaves, Tab completes. It is about:\n"));
	passage_print(q.a, stderr, "  %s%s%s\n", d->exception != NULL ? d->exception : "",
		      d->exception != NULL ? ": " : "", text_safe(q.a, d->message, LINE_SHOWN));
	while (ask_all(&q)) {
		const char *yaml = draft_yaml(q.a, d);
		const struct verdict v = workbench_judge(q.a, questions_file(q.a, to, d), yaml, strlen(yaml));
		if (v.accepted)
			return yaml;
		tell(&q, yaml, &v);
		passage_print(q.a, stderr, _("That does not pass; once more, with your answers:\n"));
	}
	return NULL;
}
