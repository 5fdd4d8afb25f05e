#include "facts_tree.h"

#include <time.h>

#include "facts/layout.h"

/* The line that could not be read, and the one change that the file wants;
 * no line: none that is sure. */
struct mending {
	const char *file;
	int line, mended;
	const char *before, *after;
};

static void
find_the_one_change(void **state)
{
	struct tree *t = *state;
	static const struct mending cases[] = {
		/* Indented, and nothing opens a block. */
		{"x = 3\n  y = 4\nz = 5\n", 2, 2, "  y = 4", "y = 4"},
		{"def f():\n    x = 1\n      y = 2\n    return x\n", 3, 3, "      y = 2", "    y = 2"},
		{"def f():\n\tx = 1\n\t\ty = 2\n", 3, 3, "\t\ty = 2", "\ty = 2"},
		{"x = 3\n  y = 4\n  z = 5\nw\n", 2, 0, NULL, NULL},
		/* Like no block around it: the nearest, if one is nearest and all else still fits. */
		{"def f():\n    x = 0\n  for p in x:\n        x += p\n    return x\n", 3, 3,
		 "  for p in x:", "    for p in x:"},
		{"class A:\n    def f(self):\n        return 1\n   def g(self):\n        return 2\n", 4, 4,
		 "   def g(self):", "    def g(self):"},
		{"if x:\n    y = 1\n  z = 2\n", 3, 0, NULL, NULL},
		{"if x:\n    y = 1\n   else:\n    z = 2\n", 3, 3, "   else:", "else:"},
		/* Nothing behind a colon. */
		{"for i in x:\nprint(i)\n", 2, 2, "print(i)", "    print(i)"},
		{"if a:\n\tb()\nfor i in x:\nprint(i)\n", 4, 4, "print(i)", "\tprint(i)"},
		{"def f():\n    # to do\n\nx = 1\n", 4, 3, "", "    pass"},
		{"class A:\n    def f(self): # later\n        # to do\n    def g(self):\n        pass\n", 4, 4, "",
		 "        pass"},
		/* else and except of another block. */
		{"if x:\n    y = 1\n    else:\n        z = 2\n", 3, 3, "    else:", "else:"},
		{"try:\n    x = 1\ny = 2\nexcept E:\n    pass\n", 3, 3, "y = 2", "    y = 2"},
		{"x = 1\nelse:\n    y = 2\n", 2, 0, NULL, NULL},
		/* Open at the end of the file. */
		{"x = [1, 2\nfor i in x:\n    print(i)\n", 1, 1, "x = [1, 2", "x = [1, 2]"},
		{"x = f(1, g(2)  # of all (2)\ny = 3\n", 2, 1, "x = f(1, g(2)", "x = f(1, g(2))"},
		{"for i in range(10:\n    print(i)\n", 1, 1, "for i in range(10:", "for i in range(10):"},
		{"x = {\n    'a': 1,\n    'b': 2\n\nprint(x)\n", 1, 4, "", "}"},
		{"if a:\n    f(1,\n      2\n    g()\n", 4, 3, "2", "2)"},
		{"x = f(1,\ny = 2\n", 1, 0, NULL, NULL},
		{"x = (\n", 1, 0, NULL, NULL},
		{"def f(\n    a,\n    b\n:\n    pass\n", 4, 4, ":", "):"},
		/* Of different kinds, and too many. */
		{"x = {'a': [1, 2}\n", 1, 1, "x = {'a': [1, 2}", "x = {'a': [1, 2]}"},
		{"x = (1, 2]\n", 1, 1, "x = (1, 2]", "x = (1, 2)"},
		{"x = [\n    (1, 2),\n    (3, 4\n]\n", 4, 3, "(3, 4", "(3, 4)"},
		{"x = f(a[1)]\n", 1, 0, NULL, NULL},
		{"x = {\n    'a': [\n        1,\n        2,\n    'b': 3\n}\n", 5, 5, "", "    ],"},
		{"x = {\n    'a': [1, 2,\n    'b': 3\n}\n", 3, 2, "'a': [1, 2,", "'a': [1, 2],"},
		{"x = {\n    'a': [\n        1,\n}\n", 4, 4, "", "    ]"},
		{"x = {\n    'a': f(1\n}\n", 3, 2, "'a': f(1", "'a': f(1)"},
		{"x[0 = 5\n", 1, 1, "x[0 = 5", "x[0] = 5"},
		{"x[y == 0\n", 1, 1, "x[y == 0", "x[y == 0]"},
		{"def f(x):\n    return (x + 1))\n", 2, 2, "return (x + 1))", "return (x + 1)"},
		{"x = 1\n)\n", 2, 0, NULL, NULL},
		{"x = ')'\ny = \"(\"\nz = 3) # (\n", 3, 3, "z = 3) # (", "z = 3 # ("},
		/* What is wrong is something else, or more than one change away. */
		{"x = 1 2\n", 1, 0, NULL, NULL},
		{"if x:\n\ty = 1\n        z = 2\n", 3, 0, NULL, NULL},
		{"x = 'a\ny = (1\n", 1, 0, NULL, NULL},
		{"f(1))\ng(2))\n", 1, 0, NULL, NULL},
		{"", 1, 0, NULL, NULL},
	};
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		const struct mending *c = &cases[n];
		tree_file(t, "p/a.py", c->file);
		char *text = arena_printf(
			t->arena, "  File \"a.py\", line %d\n    z\n    ^\nSyntaxError: invalid syntax\n", c->line);
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = {0};
		print_message("%s", c->file);
		assert_fact(f, &m, "mend.line", c->mended == 0 ? NULL : arena_printf(t->arena, "%d", c->mended));
		assert_fact(f, &m, "mend.before", c->before);
		assert_fact(f, &m, "mend.after", c->after);
	}
}

static void
see_what_does_not_fit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum layout_fault fault;
		int line;
	} cases[] = {
		{"", LAYOUT_SOUND, 0},
		{"def f(a,\n  b): # :\n    '''\n  (\n'''\n    if a: return b\n    x = a[1:]\n", LAYOUT_SOUND, 0},
		{"x = 1 + \\\n    2\ny = {1:\n2}\n", LAYOUT_SOUND, 0},
		{"try:\n  a\nexcept E:\n  b\nelse:\n  c\nfinally:\n  d\n", LAYOUT_SOUND, 0},
		{"for x in y:\n  a\nelse:\n  b\nasync with c:\n  d\n", LAYOUT_SOUND, 0},
		{"if x:\n  a\nelif y:\n  b\nelse:\n  c\nelse:\n  d\n", LAYOUT_ORPHAN, 7},
		{"try:\n  a\nelse:\n  b\n", LAYOUT_ORPHAN, 3},
		{"if x:\n", LAYOUT_EMPTY, 2},
		{"x = 'a\n", LAYOUT_LOST, 1},
		{"x = '''a\n\n", LAYOUT_LOST, 3},
		{"if x:\n\ta\nif y:\n  b\n", LAYOUT_LOST, 4},
		{"f(\n[)\n", LAYOUT_MISMATCHED, 2},
		{"f(\n", LAYOUT_UNCLOSED, 2},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct layout l;
		layout_read(cases[n].text, &l);
		print_message("%s", cases[n].text);
		assert_int_equal(l.fault, cases[n].fault);
		assert_int_equal(l.line, cases[n].line);
	}
	char deep[3 * LAYOUT_DEEPEST];
	struct layout l;
	memset(deep, '(', sizeof(deep));
	deep[sizeof(deep) - 1] = '\0';
	layout_read(deep, &l);
	assert_int_equal(l.fault, LAYOUT_LOST);
}

/* Each candidate is one pass over the file, and there are few of them. */
static void
stay_quick(void **state)
{
	struct tree *t = *state;
	struct buf b = buf_new(t->arena);
	for (size_t depth = 0; depth < 90; depth++)
		buf_printf(&b, "%*sif x:\n", (int)depth, "");
	for (size_t n = 0; n < 1200; n++)
		buf_printf(&b, "%90sf(x, y, (1, 2))\n", "");
	buf_printf(&b, "%50sy = 2\n%200sz = 3\n", "", "");
	tree_write(t, "p/a.py", b.text, b.size);
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const char text[] = "  File \"a.py\", line 1292\n    z = 3\nIndentationError: unexpected indent\n";
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
	struct match m = {0};
	struct timespec begin, end;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	assert_fact(f, &m, "mend.line", NULL);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	double took = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	print_message("%.3f s\n", took);
	assert_true(took < 1.0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(find_the_one_change, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(stay_quick, tree_setup, tree_teardown),
		cmocka_unit_test(see_what_does_not_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
