#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diagnostic.h"
#include "catalog/source.h"
#include "commands/draft.h"

static struct draft
draft_from(struct arena *a, const char *text)
{
	const struct failures *f = failure_parse(a, run_from_text(a, text, strlen(text), "python3 a.py", 1));
	assert_non_null(f->root);
	return draft_of_failure(a, f, f->root);
}

/* The file can be read back, and its one pattern says what the draft said. */
static const struct definition *
reads_back(struct arena *a, const struct draft *d)
{
	char *yaml = draft_yaml(a, d);
	struct diagnostics problems = diagnostics_new(a);
	struct source *s = source_new(a, "user");
	source_add(s, "mine.yaml", yaml, strlen(yaml), &problems);
	if (problems.count > 0 || s->pattern_count != 1)
		fail_msg("%s\n%s", problems.count > 0 ? problems.first->message : "no pattern", yaml);
	const struct definition *def = s->patterns[0];
	assert_string_equal(def->pattern.id, d->id);
	assert_string_equal(def->pattern.summary, d->summary);
	assert_string_equal(def->rule.regex[d->exception != NULL ? CLAUSE_MATCH : CLAUSE_TEXT], d->match);
	assert_int_equal(def->pattern.fix_count, d->fix_count);
	assert_int_equal(def->example_count, 1);
	source_finish(s, &problems);
	return def;
}

static void
proposes_what_fits(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *text = "noise before\n"
			   "Traceback (most recent call last):\n"
			   "  File \"/home/me/a.py\", line 3, in <module>\n"
			   "    till('a')\n"
			   "shop.TillError: no till 'a' in 12\n";
	setenv("HOME", "/home/me", 1);
	struct draft d = draft_from(a, text);
	assert_string_equal(d.exception, "TillError");
	assert_string_equal(d.id, "till-no-till-in");
	assert_string_equal(d.match, "^no till '(?<name>[^'\\n]*)' in (?<number>-?\\d[\\d.,]*)$");
	assert_string_equal(d.summary, "no till '{name}' in {number}");
	assert_string_equal(d.command, "python3 a.py");
	assert_null(draft_add_fix(a, &d, "run: make till-{name}"));
	assert_null(draft_add_fix(a, &d, "  say: it's done: \"so\" # and so"));
	assert_null(draft_add_fix(a, &d, "edit: a's -> b → c"));
	assert_null(draft_add_fix(a, &d, "open:"));
	assert_non_null(draft_add_fix(a, &d, "make it so"));
	assert_non_null(draft_add_fix(a, &d, "edit: only one"));
	assert_non_null(draft_add_fix(a, &d, "run:   "));
	assert_non_null(draft_add_fix(a, &d, "frobnicate: x"));
	const struct definition *def = reads_back(a, &d);
	assert_string_equal(def->pattern.fixes[1].value, "it's done: \"so\" # and so");
	assert_string_equal(def->pattern.fixes[2].before, "a's -> b");
	assert_string_equal(def->pattern.fixes[2].after, "c");
	assert_string_equal(def->pattern.fixes[3].file, "{file}");
	assert_null(strstr(def->examples[0].text, "noise"));
	assert_null(strstr(def->examples[0].text, "/home/me"));
	assert_non_null(strstr(def->examples[0].text, "File \"/home/ada/a.py\""));
	arena_free(a);
}

/* Facts, a reason of several lines, and groups renamed in the expression. */
static void
takes_facts_lines_and_names(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	setenv("HOME", "/home/me", 1);
	struct draft d = draft_from(a, "Traceback (most recent call last):\n"
				       "  File \"a.py\", line 3, in <module>\n"
				       "    till('a')\n"
				       "TillError: no till 'a' in 12\n");
	draft_set_match(a, &d, "^no till '(?<till>[^'\\n]*)' in (?P<shop>-?\\d[\\d.,]*)$");
	assert_string_equal(d.summary, "no till '{till}' in {shop}");
	draft_set_match(a, &d, "^no till '(?<till>[^'\\n]*)' \\(?in");
	assert_string_equal(d.summary, "no till '{till}' in {shop}");
	assert_int_equal(d.group_count, 1);
	const char *any[] = {"debian", "it's", NULL};
	assert_null(draft_add_when(a, &d, "os.like", any, "", "debian"));
	assert_null(draft_add_when(a, &d, "python.path", NULL, "=~bin/", "/home/me/bin/python3"));
	assert_null(draft_add_when(a, &d, "python.venv", NULL, "?true", NULL));
	assert_non_null(draft_add_when(a, &d, "python.venv", NULL, "false", NULL));
	d.why = "- it's\n  \"so\": {till}\n# and so";
	const struct definition *def = reads_back(a, &d);
	assert_string_equal(def->pattern.why, "- it's\n  \"so\": {till}\n# and so");
	assert_int_equal(def->pattern.when_count, 3);
	assert_string_equal(def->pattern.when[0].any[1], "it's");
	assert_string_equal(def->pattern.when[1].value, "=~bin/");
	assert_string_equal(def->pattern.when[2].value, "?true");
	assert_int_equal(def->examples[0].fact_count, 2);
	assert_string_equal(def->examples[0].facts[1].value, "/home/ada/bin/python3");
	assert_string_equal(d.when[0].typed, "os.like: debian, it's");
	arena_free(a);
}

/* The whole chain is the example, also where its root stands in the middle. */
static void
keeps_the_chain(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct draft d = draft_from(a, "Traceback (most recent call last):\n"
					     "  File \"a.py\", line 1, in <module>\n"
					     "    f()\n"
					     "FirstError: one\n"
					     "\n"
					     "The above exception was the direct cause of the following exception:\n"
					     "\n"
					     "Traceback (most recent call last):\n"
					     "  File \"a.py\", line 3, in <module>\n"
					     "    g()\n"
					     "SecondError: two\n");
	assert_string_equal(d.exception, "FirstError");
	assert_non_null(strstr(d.example, "FirstError: one"));
	assert_non_null(strstr(d.example, "SecondError: two"));
	reads_back(a, &d);
	arena_free(a);
}

static void
is_a_text_pattern_where_there_is_no_exception(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct draft d = draft_from(a, "a.c:1:10: fatal error: shop/till.h: No such file or directory\n"
					     "compilation terminated.\n");
	assert_null(d.exception);
	reads_back(a, &d);
	arena_free(a);
}

static void
withstands_hostile_messages(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char *const messages[] = {
		"",
		"' # {a}: [b] & *c !d | > % @ `",
		"- id: evil",
		"{python} }} {{ {?x?}",
		"tab\there",
		"\xe2\x80\xae right to left",
		"quote ' and \" and \\n and \\",
		"ends in a colon:",
		"--- ...",
		"%TAG ! x",
		"   three blanks first",
		"$(rm -rf x) `y` ; z",
		"\xe4\xb8\xad\xe6\x96\x87 \xef\xbb\xbf",
	};
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		struct draft d = draft_from(a, arena_printf(a,
							    "Traceback (most recent call last):\n"
							    "  File \"a.py\", line 1, in <module>\n"
							    "    \tx\n"
							    "EvilError: %s\n",
							    messages[i]));
		if (d.summary[0] == '\0')
			d.summary = "something";
		reads_back(a, &d);
	}
	arena_free(a);
}

static void
begins_with_a_shape(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct draft d = draft_of_shape(a, "TillError: no till '…' in …");
	assert_string_equal(d.exception, "TillError");
	assert_string_equal(d.message, "no till 'x' in x");
	assert_string_equal(d.example, "TillError: no till 'x' in x");
	assert_string_equal(d.match, "^no till '(?<part>.+?)' in (?<part2>.+)$");
	assert_string_equal(d.summary, "no till '{part}' in {part2}");
	assert_false(reads_back(a, &d)->examples[0].real);
	const struct draft bare = draft_of_shape(a, "TillError");
	assert_string_equal(bare.message, "");
	assert_string_equal(bare.match, "^$");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proposes_what_fits),
		cmocka_unit_test(takes_facts_lines_and_names),
		cmocka_unit_test(keeps_the_chain),
		cmocka_unit_test(is_a_text_pattern_where_there_is_no_exception),
		cmocka_unit_test(withstands_hostile_messages),
		cmocka_unit_test(begins_with_a_shape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
