#include "catalog_case.h"

#include <stdlib.h>

static void
types_fit_bare_qualified_and_by_base(void **state)
{
	static const struct {
		const char *asked, *printed;
		bool fits;
	} cases[] = {
		{"KeyError", "KeyError: 'a'", true},
		{"KeyError", "ValueError: a", false},
		{"LookupError", "KeyError: 'a'", true},
		{"KeyError", "LookupError: a", false},
		{"OSError", "FileNotFoundError: [Errno 2] a", true},
		{"IOError", "FileNotFoundError: [Errno 2] a", true},
		{"OSError", "IOError: [Errno 2] a", true},
		{"EnvironmentError", "OSError: a", true},
		{"OSError", "socket.gaierror: [Errno -2] a", true},
		{"Exception", "UnicodeDecodeError: a", true},
		{"ValueError", "json.decoder.JSONDecodeError: a", true},
		{"JSONDecodeError", "json.decoder.JSONDecodeError: a", true},
		{"json.JSONDecodeError", "json.decoder.JSONDecodeError: a", true},
		{"json.decoder.JSONDecodeError", "json.decoder.JSONDecodeError: a", true},
		{"simplejson.JSONDecodeError", "json.decoder.JSONDecodeError: a", false},
		{"mine.KeyError", "KeyError: 'a'", true},
		{"mine.KeyError", "yours.KeyError: 'a'", false},
		{"ConnectionError", "requests.exceptions.ConnectionError: a", true},
		{"OSError", "requests.exceptions.ConnectionError: a", false},
		{"ImportError", "ModuleNotFoundError: No module named 'a'", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_new();
		struct catalog *c =
			case_catalog(a, arena_printf(a, "- id: one\n  exception: %s\n  summary: s\n", cases[i].asked));
		const char *said = case_says(a, c, arena_printf(a, TRACEBACK("%s"), cases[i].printed));
		if (strcmp(said, cases[i].fits ? "one" : "") != 0)
			fail_msg("%s asked of %s gives '%s'", cases[i].asked, cases[i].printed, said);
		catalog_close(c);
		arena_free(a);
	}
}

static void
groups_of_all_clauses_are_given(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(
		a, "- id: one\n"
		   "  exception: ValueError\n"
		   "  match: bad (?<what>\\w+)\n"
		   "  frame: { function: '(?<function_name>\\w+)', source: '(?<what>go)\\((?<argument>\\d)\\)' }\n"
		   "  command: python (?<script>\\S+)\n"
		   "  status: [1, 3]\n"
		   "  summary: s\n");
	struct failures *f = case_failures(a, TRACEBACK("ValueError: bad thing"), "python a.py", 3);
	struct matches m = catalog_match(a, c, f);
	assert_int_equal(m.count, 1);
	assert_string_equal(case_group(&m.all[0], "what"), "thing");
	assert_string_equal(case_group(&m.all[0], "function_name"), "work");
	assert_string_equal(case_group(&m.all[0], "argument"), "1");
	assert_string_equal(case_group(&m.all[0], "script"), "a.py");
	assert_ptr_equal(m.all[0].failure, f->root);
	assert_int_equal(m.all[0].distance, 0);
	assert_string_equal(case_ids(a, c, case_failures(a, TRACEBACK("ValueError: bad thing"), "python a.py", 2)), "");
	assert_string_equal(case_ids(a, c, case_failures(a, TRACEBACK("ValueError: bad thing"), "ruby a.rb", 3)), "");
	assert_string_equal(case_ids(a, c, case_failures(a, TRACEBACK("ValueError: bad thing"), NULL, 3)), "");
	catalog_close(c);
	arena_free(a);
}

static const char chained[] = "Traceback (most recent call last):\n"
			      "  File \"/home/ada/app/a.py\", line 1, in <module>\n"
			      "    {}['x']\n"
			      "KeyError: 'x'\n\n"
			      "During handling of the above exception, another exception occurred:\n\n"
			      "Traceback (most recent call last):\n"
			      "  File \"/home/ada/app/a.py\", line 3, in <module>\n"
			      "    int('y')\n"
			      "ValueError: invalid literal for int() with base 10: 'y'\n";

static void
the_cause_goes_before_what_came_of_it(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(
		a, "- { id: outer, exception: ValueError, rank: 1, summary: s }\n"
		   "- { id: inner, exception: KeyError, summary: s }\n"
		   "- { id: with-chain, exception: KeyError, match: x, summary: s,\n"
		   "    chain: { exception: ValueError, match: invalid literal } }\n"
		   "- { id: other-chain, exception: KeyError, summary: s, chain: { match: nothing like it } }\n"
		   "- { id: own-chain, exception: KeyError, summary: s, chain: { exception: KeyError } }\n");
	struct failures *f = case_failures(a, chained, NULL, 1);
	assert_non_null(f->root);
	assert_string_equal(f->root->type, "KeyError");
	assert_string_equal(case_ids(a, c, f), "with-chain inner outer");
	catalog_close(c);
	/* Better known by more ranks than there are steps between them. */
	c = case_catalog(a, "- { id: outer, exception: ValueError, rank: 2, summary: s }\n"
			    "- { id: inner, exception: KeyError, summary: s }\n");
	assert_string_equal(case_ids(a, c, f), "outer inner");
	catalog_close(c);
	arena_free(a);
}

static void
order_is_rank_then_facts_then_specificity_then_id(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c =
		case_catalog(a, "- { id: e-general, exception: Exception, rank: -1, summary: s }\n"
				"- { id: d-loose, exception: ValueError, match: bad, summary: s }\n"
				"- { id: c-tight, exception: ValueError, match: bad thing, summary: s }\n"
				"- { id: b-facts, exception: ValueError, when: { os.root: false }, summary: s }\n"
				"- { id: a-ranked, exception: ValueError, rank: 1, summary: s }\n"
				"- { id: c-again, exception: ValueError, match: bad thing, summary: s }\n");
	for (int i = 0; i < 3; i++)
		assert_string_equal(case_says(a, c, TRACEBACK("ValueError: bad thing")),
				    "a-ranked b-facts c-again c-tight d-loose e-general");
	catalog_close(c);
	arena_free(a);
}

static void
texts_are_found_by_their_words(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(
		a,
		"- { id: header, text: '^(?<at>\\S+): fatal error: (?<header>\\S+\\.h): No such file', summary: s }\n"
		"- { id: either, text: '(?:undefined reference|unresolved external) .*', summary: s }\n"
		"- { id: nothing, text: 'never printed at all', summary: s }\n");
	struct failures *f =
		case_failures(a, "gcc -c x.c\nx.c:1:10: fatal error: ffi.h: No such file or directory\n", NULL, 1);
	struct matches m = catalog_match(a, c, f);
	assert_int_equal(m.count, 1);
	assert_string_equal(m.all[0].pattern->id, "header");
	assert_string_equal(case_group(&m.all[0], "header"), "ffi.h");
	assert_string_equal(case_says(a, c, "a.o: undefined reference to `x'\n"), "either");
	assert_string_equal(case_says(a, c, "unresolved external symbol\n"), "either");
	assert_string_equal(case_says(a, c, "all is well\n"), "");
	catalog_close(c);
	arena_free(a);
}

/* A literal behind much text, behind more places than are tried, and none. */
static void
long_texts_are_searched_where_it_counts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c =
		case_catalog(a, "- { id: far, text: 'needle (?<n>\\d+) found', summary: s }\n"
				"- { id: absent, exception: ValueError, context: '(?s)\\A(?!.*needle)', summary: s }\n"
				"- { id: near, exception: ValueError, context: needle 7, summary: s }\n");
	struct buf b = buf_new(a);
	for (int i = 0; i < 40000; i++)
		buf_printf(&b, "line %d: a needle without its number\n", i);
	buf_add_string(&b, TRACEBACK("ValueError: needle 7 found"));
	assert_string_equal(case_ids(a, c, case_failures(a, b.text, NULL, 1)), "near far");
	assert_string_equal(case_says(a, c, TRACEBACK("ValueError: x")), "absent");
	catalog_close(c);
	arena_free(a);
}

static void
signals_speak_where_nothing_was_printed(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(a, "- { id: segv, signal: SEGV, summary: s }\n"
					    "- { id: others, signal: [KILL, SIGABRT], summary: s }\n");
	assert_string_equal(case_ids(a, c, case_failures(a, "", NULL, 139)), "segv");
	assert_string_equal(case_ids(a, c, case_failures(a, "", NULL, 137)), "others");
	assert_string_equal(case_ids(a, c, case_failures(a, "", NULL, 134)), "others");
	assert_string_equal(case_ids(a, c, case_failures(a, "", NULL, 1)), "");
	catalog_close(c);
	arena_free(a);
}

static void
what_needs_no_words_gets_none(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(a, "- { id: any, exception: BaseException, summary: s }\n"
					    "- { id: text, text: most recent call last, summary: s }\n");
	assert_string_equal(case_ids(a, c, case_failures(a, TRACEBACK("KeyboardInterrupt"), NULL, 130)), "");
	catalog_close(c);
	arena_free(a);
}

static void
stronger_layers_replace_and_disable(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct diagnostics d = diagnostics_new(a);
	struct catalog *c = catalog_empty(a);
	catalog_push(
		c,
		case_source(a, "project",
			    "disable: [gone]\npatterns:\n- { id: p, exception: ValueError, rank: -10, summary: s }\n",
			    &d));
	catalog_push(c, case_source(a, "user",
				    "- disable: also-gone\n- { id: replaced, exception: ValueError, summary: mine }\n",
				    &d));
	catalog_push(c, case_source(a, "built-in",
				    "- { id: gone, exception: ValueError, summary: s }\n"
				    "- { id: also-gone, exception: ValueError, summary: s }\n"
				    "- { id: replaced, exception: ValueError, rank: 10, summary: theirs }\n"
				    "- { id: kept, exception: ValueError, rank: 10, summary: s }\n",
				    &d));
	assert_int_equal(d.count, 0);
	assert_string_equal(case_says(a, c, TRACEBACK("ValueError: x")), "p replaced kept");
	assert_string_equal(catalog_find(a, c, "replaced")->summary, "mine");
	assert_string_equal(catalog_find(a, c, "replaced")->layer, "user");
	assert_string_equal(catalog_find(a, c, "kept")->layer, "built-in");
	assert_null(catalog_find(a, c, "gone"));
	assert_null(catalog_find(a, c, "also-gone"));
	assert_null(catalog_find(a, c, "never"));
	struct disabler by = {0};
	assert_string_equal(catalog_find_disabled(a, c, "gone", &by)->layer, "built-in");
	assert_int_equal(by.line, 1);
	assert_non_null(by.file);
	assert_non_null(catalog_find_disabled(a, c, "also-gone", &by));
	assert_null(catalog_find_disabled(a, c, "kept", &by));
	assert_null(catalog_find_disabled(a, c, "never", &by));
	catalog_close(c);
	arena_free(a);
}

/* An expression without bound costs itself; the others still speak. */
static void
an_excess_costs_its_own_pattern_only(void **state)
{
	(void)state;
	char home[] = "/tmp/remedy-test-XXXXXX";
	assert_non_null(mkdtemp(home));
	struct arena *a = arena_new();
	setenv("XDG_CACHE_HOME", home, 1);
	struct catalog *c = case_catalog(a, "- { id: endless, exception: ValueError, match: '^(a+)+$', summary: s }\n"
					    "- { id: honest, exception: ValueError, match: ^a, summary: s }\n");
	assert_string_equal(
		case_says(a, c, TRACEBACK("ValueError: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")),
		"honest");
	catalog_close(c);
	unsetenv("XDG_CACHE_HOME");
	arena_free(a);
	assert_int_equal(system(strcat(strcpy((char[64]){0}, "rm -r "), home)), 0);
}

static void
bytes_that_are_no_utf8_do_no_harm(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(a, "- { id: one, exception: ValueError, match: 'bad .+ end', summary: s }\n");
	struct failure f = {.kind = FAILURE_EXCEPTION,
			    .type = "ValueError",
			    .name = "ValueError",
			    .message = "bad \xff\xfe\xc3 end"};
	struct failure *all[] = {&f};
	struct run run = {.status = 1};
	struct failures fs = {.all = all, .count = 1, .root = &f, .text = "\xff\xff", .size = 2, .run = &run};
	assert_string_equal(case_ids(a, c, &fs), "one");
	catalog_close(c);
	arena_free(a);
}

/* A great many patterns of one type: only those that fit are tried, and all of
 * those are found. */
static void
every_pattern_is_found_among_many(void **state)
{
	enum { COUNT = 3000 };
	(void)state;
	struct arena *a = arena_new();
	struct buf yaml = buf_new(a);
	for (int i = 0; i < COUNT; i++)
		buf_printf(
			&yaml,
			i % 2 == 0
				? "- { id: p-%d, exception: ImportError, match: '^cannot import name %d$', summary: s }\n"
				: "- { id: p-%d, text: 'tool: error number %d\\b', summary: s }\n",
			i, i);
	struct catalog *c = case_catalog(a, yaml.text);
	for (int i = 0; i < COUNT; i += 37) {
		const char *text =
			i % 2 == 0 ? TRACEBACK("ImportError: cannot import name %d") : "tool: error number %d\n";
		const char *want = arena_printf(a, "p-%d", i);
		assert_string_equal(case_says(a, c, arena_printf(a, text, i)), want);
	}
	catalog_close(c);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_fit_bare_qualified_and_by_base),
		cmocka_unit_test(groups_of_all_clauses_are_given),
		cmocka_unit_test(the_cause_goes_before_what_came_of_it),
		cmocka_unit_test(order_is_rank_then_facts_then_specificity_then_id),
		cmocka_unit_test(texts_are_found_by_their_words),
		cmocka_unit_test(long_texts_are_searched_where_it_counts),
		cmocka_unit_test(signals_speak_where_nothing_was_printed),
		cmocka_unit_test(what_needs_no_words_gets_none),
		cmocka_unit_test(stronger_layers_replace_and_disable),
		cmocka_unit_test(an_excess_costs_its_own_pattern_only),
		cmocka_unit_test(bytes_that_are_no_utf8_do_no_harm),
		cmocka_unit_test(every_pattern_is_found_among_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
