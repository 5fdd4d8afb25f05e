/* How a file of a package that was run as a script is started as a module. */
#include "facts_tree.h"

static struct facts *
facts_of(struct tree *t, const char *const *words, const char *cwd, const char *file, const char *source)
{
	return tree_facts(
		t, NULL, words, tree_path(t, cwd),
		arena_printf(t->arena,
			     "Traceback (most recent call last):\n  File \"%s\", line 1, in <module>\n    %s\n"
			     "ImportError: attempted relative import with no known parent package\n",
			     file, source),
		NULL);
}

static void
names_the_module_and_the_folder(void **state)
{
	struct tree *t = *state;
	char *python = tree_python(t, "py", "3.12");
	tree_file(t, "work/shop/__init__.py", "");
	tree_file(t, "work/shop/sub/__init__.py", "");
	tree_file(t, "work/shop/sub/run.py", "");
	tree_file(t, "work/shop/sub/prices.py", "");
	tree_file(t, "work/shop/money.py", "");
	const struct {
		const char *cwd, *script, *argument, *source, *module, *in;
	} cases[] = {
		{"work", "shop/sub/run.py", NULL, "from .prices import total", "shop.sub.run", "."},
		{"work", "shop/sub/run.py", "a b", "from ..money import Cent", "shop.sub.run 'a b'", "."},
		{"work", "shop/sub/run.py", "-v", "from . import prices", "shop.sub.run -v", "."},
		{"work/shop/sub", "run.py", NULL, "from ...shop.money import Cent", "work.shop.sub.run", NULL},
		{"work/shop", "sub/run.py", NULL, "from .prices import total", "shop.sub.run", "work"},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(*cases); n++) {
		const char *words[] = {python, cases[n].script, cases[n].argument, NULL};
		char *file = path_normal(t->arena, cases[n].script, tree_path(t, cases[n].cwd));
		print_message("%s: %s\n", cases[n].cwd, cases[n].source);
		struct facts *f = facts_of(t, words, cases[n].cwd, file, cases[n].source);
		assert_fact(f, NULL, "program.as_module", cases[n].module);
		const char *in = cases[n].in;
		in = in == NULL ? t->dir : strcmp(in, ".") == 0 ? in : tree_path(t, in);
		assert_fact(f, NULL, "program.as_module_in", in);
	}
}

static void
a_folder_without_init_is_a_package_too(void **state)
{
	struct tree *t = *state;
	const char *words[] = {tree_python(t, "py", "3.12"), "run.py", NULL};
	tree_file(t, "work/shop/run.py", "");
	tree_file(t, "work/shop/prices.py", "");
	struct facts *f =
		facts_of(t, words, "work/shop", tree_path(t, "work/shop/run.py"), "from .prices import total");
	assert_fact(f, NULL, "program.as_module", "shop.run");
	assert_fact(f, NULL, "program.as_module_in", tree_path(t, "work"));
}

static void
started_by_its_name_a_level_too_low(void **state)
{
	struct tree *t = *state;
	const char *words[] = {tree_python(t, "py", "3.12"), "-m", "shop.run", "--fast", NULL};
	tree_file(t, "work/shop/run.py", "");
	tree_file(t, "work/prices.py", "");
	struct facts *f = facts_of(t, words, "work", tree_path(t, "work/shop/run.py"), "from ..prices import total");
	assert_fact(f, NULL, "program.as_module", "work.shop.run --fast");
	assert_fact(f, NULL, "program.as_module_in", t->dir);
}

static void
what_cannot_be_helped_so_is_not_known(void **state)
{
	struct tree *t = *state;
	char *python = tree_python(t, "py", "3.12");
	tree_file(t, "work/shop/run.py", "");
	tree_file(t, "work/my-shop/run.py", "");
	tree_file(t, "work/my-shop/prices.py", "");
	const struct {
		const char *script, *source;
	} cases[] = {
		{"work/shop/run.py", "from .prices import total"},    /* there is none */
		{"work/my-shop/run.py", "from .prices import total"}, /* no module's name */
		{"work/shop/run.py", "import prices"},
		{"work/shop/run.py", "from ................. import x"},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(*cases); n++) {
		const char *words[] = {python, cases[n].script, NULL};
		struct facts *f = facts_of(t, words, ".", tree_path(t, cases[n].script), cases[n].source);
		assert_unknown(f, NULL, "program.as_module");
		assert_unknown(f, NULL, "program.as_module_in");
	}
	const char *words[] = {python, "-c", "import shop.run", NULL};
	assert_unknown(facts_of(t, words, "work", tree_path(t, "work/shop/run.py"), "from . import run"), NULL,
		       "program.as_module");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_the_module_and_the_folder, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(a_folder_without_init_is_a_package_too, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(started_by_its_name_a_level_too_low, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_helped_so_is_not_known, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
