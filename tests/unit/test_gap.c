#include "facts_tree.h"

/* A line that could not be read, behind `a = 1` and `b = 2`, its marks, and what it would be with
 * the comma; NULL: nobody can tell. */
static void
puts_a_comma_only_where_it_is_meant(void **state)
{
	static const struct {
		const char *line, *marks, *before, *after;
	} cases[] = {
		{"x = [1, 2 3]", "        ^^^", "2 3", "2, 3"},
		{"x = [1, 2 3]", "          ^", "2 3", "2, 3"},
		{"print(a b)", "      ^^^", "a b", "a, b"},
		{"print(\"total\" a)", "      ^^^^^^^^^", "\"total\" a", "\"total\", a"},
		{"print(\"gr\u00f6\u00dfe\" a)", "      ^^^^^^^^^", "\"gr\u00f6\u00dfe\" a", "\"gr\u00f6\u00dfe\", a"},
		{"print(\"a\", a \"b\")", "             ^^^", "a \"b\"", "a, \"b\""},
		{"x = max(a.real, abs(a) b)", "                ^^^^^^^^", "abs(a) b", "abs(a), b"},
		{"for i in [a b]:", "          ^^^", "a b", "a, b"},
		{"x = [\"a\", a  \"b\"]", "           ^^^", "a  \"b\"", "a,  \"b\""},
		{"print(a b a)", "      ^^^", "a b a", "a, b, a"},
		{"x = [1 2 3, 4]", "     ^^^", "1 2 3", "1, 2, 3"},
		{"print(a b a)", "        ^", "a b a", "a, b, a"},
		/* words that are no names; a quote that ended too early; another operator */
		{"print(hello world)", "      ^^^^^^^^^^^", NULL, NULL},
		{"print(a world)", "      ^^^^^^^", NULL, NULL},
		{"print(\"say \"a\" now\")", "      ^^^^^^^", NULL, NULL},
		{"print(\"say \" a \" now\")", "      ^^^^^^^^", NULL, NULL},
		{"print(\"%d\" a)", "      ^^^^^^", NULL, NULL},
		{"print(\"{}\" a)", "      ^^^^^^", NULL, NULL},
		{"print(a b world)", "      ^^^", NULL, NULL},
		{"print(a b, b a)", "      ^^^", NULL, NULL},
		{"x = [1 2 a]", "     ^^^", NULL, NULL},
		{"x = int(\"3\" a)", "        ^^^^^", NULL, NULL},
		{"x = len(a b)", "        ^^^", NULL, NULL},
		{"x = [2 a]", "     ^^^", NULL, NULL},
		{"x = (1 2)", "     ^^^", NULL, NULL},
		{"x = {a b}", "     ^^^", NULL, NULL},
		{"x = a[1 2]", "      ^^^", NULL, NULL},
		{"x = a b", "    ^^^", NULL, NULL},
		{"def f(a b):", "      ^^^", NULL, NULL},
		{"if (a b):", "    ^^^", NULL, NULL},
		{"x = [a fro a in b]", "     ^^^^^", NULL, NULL},
		{"print(a nd b)", "      ^^^^", NULL, NULL},
		{"print(a if b esle a)", "           ^^^^^^", NULL, NULL},
		/* a keyword beside them */
		{"x = [a for a b]", "           ^^^", NULL, NULL},
		{"x = [a for a in a b]", "                ^^^", NULL, NULL},
		{"x = [a b for a in b]", "     ^^^", NULL, NULL},
		{"x = max(a b if a else b)", "        ^^^", NULL, NULL},
		{"x = max(a b) + max(a b)", "        ^^^", NULL, NULL},
		{"x = [1, 2 3] ]", "             ^", NULL, NULL},
		{"x = [1, '2 3'] ]", "               ^", NULL, NULL},
	};
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		tree_file(t, "p/a.py", arena_printf(t->arena, "a = 1\nb = 2\n%s\n", cases[n].line));
		char *text =
			arena_printf(t->arena, "  File \"a.py\", line 3\n    %s\n    %s\nSyntaxError: invalid syntax\n",
				     cases[n].line, cases[n].marks);
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = {0};
		print_message("%s\n", cases[n].line);
		assert_fact(f, &m, "gap.before", cases[n].before);
		assert_fact(f, &m, "gap.after", cases[n].after);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(puts_a_comma_only_where_it_is_meant, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
