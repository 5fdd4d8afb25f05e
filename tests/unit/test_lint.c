#include "catalog_case.h"

#include "catalog/backtrack.h"
#include "catalog/lint.h"

static bool
known(void *context, const char *fact)
{
	(void)context;
	return strcmp(fact, "os.root") == 0 || strcmp(fact, "python.minor") == 0 || strcmp(fact, "module.name") == 0;
}

/* The findings of a pattern made of these lines, joined by "; ". */
static const char *
findings(struct arena *a, const char *lines, bool example)
{
	struct diagnostics d = diagnostics_new(a);
	struct buf b = buf_new(a);
	const char *yaml = arena_printf(
		a, "- id: x\n%s%s", lines,
		example ? "  examples:\n    - { origin: real, stderr: e, facts: { os.root: true } }\n" : "");
	struct source *s = case_source(a, "user", yaml, &d);
	if (d.first != NULL)
		fail_msg("%s\n%d:%d: %s", yaml, d.first->line, d.first->column, d.first->message);
	lint_source(a, s, known, NULL, &d);
	for (const struct diagnostic *one = d.first; one != NULL; one = one->next) {
		assert_non_null(one->advice);
		assert_true(one->line > 0);
		buf_printf(&b, "%s%s", one == d.first ? "" : "; ", one->message + strlen("x: "));
	}
	return b.text;
}

static void
each_rule_finds_its_own(void **state)
{
	static const struct {
		const char *lines, *finding; /* what the finding begins with; "" for none */
	} cases[] = {
		{"  exception: ValueError\n  match: ^bad (?<what>\\w+)$\n  summary: '{what} {message} {os.root} {{no}}'\n",
		 ""},
		{"  exception: ValueError\n  match: ^bad\n  summary: '{what}'\n",
		 "nobody knows the placeholder {what}"},
		{"  exception: ValueError\n  match: ^bad\n  summary: 'a {what is'\n",
		 "the placeholder {what is not closed"},
		{"  exception: ValueError\n  match: ^bad\n  summary: s\n  why: see {os.nothing}\n",
		 "nobody knows the placeholder {os.nothing}"},
		{"  exception: ValueError\n  match: ^bad\n  summary: s\n  when: { os.rot: true }\n",
		 "nobody knows the fact os.rot"},
		{"  exception: ValueError\n  match: ^bad\n  summary: s.\n", "the summary ends in a full stop"},
		{"  exception: ValueError\n  match: .*\n  summary: s\n", "match fits anything"},
		{"  exception: ValueError\n  match: (.+)\n  summary: s\n", "match fits anything"},
		{"  exception: ValueError\n  summary: s\n", "it speaks to every ValueError"},
		{"  exception: ValueError\n  rank: -5\n  summary: s\n", ""},
		{"  exception: mine.Broken\n  summary: s\n", ""},
		{"  text: (?i)some words\n  summary: s\n", "text has no literal word"},
		{"  text: some words|a\n  summary: s\n", "text has no literal word"},
		{"  text: some words|others\n  summary: s\n", ""},
		{"  exception: ValueError\n  match: ^(a+)+$\n  summary: s\n", "match can backtrack without bound"},
		{"  exception: ValueError\n  match: ^(a+)+b$\n  summary: s\n", "match can backtrack without bound"},
		{"  exception: ValueError\n  match: ^(?:\\w+\\s?)*$\n  summary: s\n",
		 "match can backtrack without bound"},
		{"  exception: ValueError\n  match: ^x(.*)*.*=.*y\n  summary: s\n",
		 "match can backtrack without bound"},
		{"  exception: ValueError\n  match: '^a(?<m>[^'']*)'' and .*x$'\n  summary: s\n", ""},
		{"  exception: ValueError\n  match: ^(?<m>\\w+)\n  summary: s\n  fixes:\n    - run: echo '{m}'\n",
		 "{m} stands inside quotes"},
		{"  exception: ValueError\n  match: ^(?<m>\\w+) x\n  summary: s\n  fixes:\n    - run: echo \"a {m} b\"\n",
		 "{m} stands inside quotes"},
		{"  exception: ValueError\n  match: ^(?<m>\\w+) x\n  summary: s\n  fixes:\n    - run: echo 'a' {m} \"b\"\n",
		 ""},
		{"  exception: ValueError\n  match: ^x\n  summary: s\n  fixes:\n    - run: ls '/x/{python.minor}/y z'\n",
		 ""},
		{"  exception: ValueError\n  match: ^x\n  summary: s\n  fixes:\n    - run: pip install x\n",
		 "bare pip"},
		{"  exception: ValueError\n  match: ^x\n  summary: s\n  fixes:\n    - run: cd y && python3 z\n",
		 "bare python3"},
		{"  exception: ValueError\n  match: ^x\n  summary: s\n  fixes:\n    - run: sudo pip install x\n",
		 "sudo pip"},
		{"  exception: ValueError\n  match: ^x\n  summary: s\n  fixes:\n    - run: '{python} -m pip install pip'\n",
		 ""},
		{"  exception: ValueError\n  match: ^x\n  summary: s\n  fixes:\n    - run: '{python} -m pip install --trusted-host a b'\n",
		 "--trusted-host switches off a safety"},
		{"  exception: ValueError\n  match: ^x\n  context: '(?s)\\A(?!.*stack)'\n  summary: s\n", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_new();
		const char *said = findings(a, cases[i].lines, true);
		if (cases[i].finding[0] == '\0' ? *said != '\0'
						: strncmp(said, cases[i].finding, strlen(cases[i].finding)) != 0)
			fail_msg("%sgives '%s'", cases[i].lines, said);
		arena_free(a);
	}
}

static void
proof_is_asked_for(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *lines = "  exception: ValueError\n  match: ^bad\n  summary: s\n";
	assert_string_equal(findings(a, lines, false), "no example");
	const char *more = "  exception: ValueError\n  match: ^bad\n  summary: s\n"
			   "  examples:\n    - { origin: documented, stderr: e, facts: { os.rot: 1 } }\n";
	assert_string_equal(findings(a, more, false),
			    "nobody knows the fact os.rot; a documented example without where:");
	arena_free(a);
}

static void
places_are_told(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct diagnostics d = diagnostics_new(a);
	struct source *s = case_source(
		a, "user",
		"- id: x\n  exception: ValueError\n  match: ^(a+)+$\n  when: { no.fact: true }\n  summary: s\n"
		"  examples:\n    - { origin: real, stderr: e }\n",
		&d);
	lint_source(a, s, known, NULL, &d);
	assert_int_equal(d.count, 2);
	assert_int_equal(d.first->line, 3);
	assert_int_equal(d.first->column, 10);
	assert_int_equal(d.first->next->line, 4);
	assert_int_equal(d.first->next->column, 11);
	arena_free(a);
}

static void
honest_expressions_pass(void **state)
{
	static const char *const honest[] = {
		"^No module named '(?<module>[^']+)'$",
		"^(?<type>\\w+)\\(\\) got an unexpected keyword argument '(?<name>\\w+)'",
		"cannot import name '(?<name>\\w+)' from (?:partially initialized module )?'(?<module>[\\w.]+)'",
		"\\[Errno 2\\] No such file or directory: '(?<file>.+)'",
		"(?s)failed.*because",
		"^\\s*File \"(?<file>[^\"]+)\", line (?<line>\\d+)",
		"(?:\\d+\\.)+\\d+ is too old",
		"^(?:[a-z]+-)*[a-z]+: error: (?<what>.*)$",
	};
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(honest) / sizeof(*honest); i++) {
		const char *proof = backtrack_proof(a, honest[i], CLAUSE_MATCH);
		if (proof != NULL)
			fail_msg("%s: %s", honest[i], proof);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_finds_its_own),
		cmocka_unit_test(proof_is_asked_for),
		cmocka_unit_test(places_are_told),
		cmocka_unit_test(honest_expressions_pass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
