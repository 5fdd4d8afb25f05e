#include "facts_tree.h"

static struct facts *
facts_of(struct tree *t, const char *source)
{
	tree_file(t, "bin/python3.11", "");
	tree_file(t, "work/a.py", source);
	const char *words[] = {tree_path(t, "bin/python3.11"), "a.py", NULL};
	return tree_facts(t, NULL, words, tree_path(t, "work"), "", NULL);
}

static void
names_what_is_imported(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_of(t, "import os, torch.nn as nn\nfrom ctypes import *\ndef f():\n\timport torch\n");
	assert_fact(f, NULL, "program.modules", "os, torch, ctypes");
	struct condition c = {.fact = "program.modules", .value = "torch"};
	assert_true(facts_hold(f, NULL, &c, 1));
	assert_unknown(facts_of(t, "print(1)\n"), NULL, "program.modules");
}

static void
reads_the_recursion_limit(void **state)
{
	static const struct {
		const char *argument, *limit;
	} cases[] = {
		{"20000", "20000"},
		{"1_000_000", "1000000"},
		{"10**6", "1000000"},
		{"10 ** 9", "1000000000"},
		{"10**99", "1000000000"},
		{"2*5000", NULL},
		{"n", NULL},
		{"99999999999", NULL},
		{"", NULL},
		{"10**6**2", NULL},
	};
	struct tree *t = *state;
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct facts *f = facts_of(
			t, arena_printf(t->arena, "import sys\nsys.setrecursionlimit(%s)\n", cases[n].argument));
		print_message("%s\n", cases[n].argument);
		assert_fact(f, NULL, "program.recursion_limit", cases[n].limit);
	}
	assert_unknown(facts_of(t, "sys.setrecursionlimit(5"), NULL, "program.recursion_limit");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_what_is_imported, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_the_recursion_limit, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
