/* What is asked of an installed distribution, and that it violates it. */
#include "facts_tree.h"

static char *
site(struct tree *t, const char *name)
{
	return arena_printf(t->arena, "py/lib/python3.13/site-packages/%s", name);
}

static void
install(struct tree *t, const char *folder, const char *metadata)
{
	tree_file(t, site(t, arena_printf(t->arena, "%s.dist-info/METADATA", folder)), metadata);
}

static struct facts *
script_facts(struct tree *t)
{
	const char *words[] = {tree_path(t, "py/bin/python3.13"), tree_path(t, "proj/fetch.py"), NULL};
	return tree_facts(t, NULL, words, t->dir, "", NULL);
}

static void
names_what_is_violated(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/fetch.py", "");
	install(t, "numpy-2.1.0", "Metadata-Version: 2.1\nName: numpy\nVersion: 2.1.0\n\nRequires-Dist: numpy<1\n");
	install(t, "Old_Frames-1.0",
		"Name: Old.Frames\nVersion: 1.0\nRequires-Dist: numpy (<2,>=1.22) ; extra == 'all'\n"
		"Requires-Dist: pytz>=2020\nRequires-Dist: numpy (<2.1)\n\ntext\n");
	install(t, "pytz-2024.1", "Name: pytz\nVersion: 2024.1\n\n");
	tree_file(t, site(t, "numpy-2.1.0.dist-info/RECORD"), "numpy/__init__.py,,\n");
	struct match m = tree_match(t, "package", "numpy");
	struct facts *f = script_facts(t);
	assert_fact(f, &m, "package.violates", "numpy<2.1");
	assert_fact(f, &m, "package.violates_of", "Old_Frames");
	m = tree_match(t, "package", "pytz");
	assert_unknown(f, &m, "package.violates");
	/* The project asks first. */
	tree_file(
		t, "proj/pyproject.toml",
		"[project]\nname = \"shop\"\ndependencies = [\n  # \"numpy<0\",\n  \"pytz\",\n  \"NumPy[x]>=1.2,<2\",\n]\n"
		"[tool.x]\ndependencies = [\"numpy<1\"]\n");
	f = script_facts(t);
	m = tree_match(t, "module", "numpy.linalg");
	assert_fact(f, &m, "package.violates", "numpy>=1.2,<2");
	assert_fact(f, &m, "package.violates_of", "pyproject.toml");
	assert_fact(f, &m, "module.provider", "numpy");
	tree_file(t, "proj/requirements.txt",
		  "-r other.txt\n# numpy<0\nnumpy == 1.26.* # why\npytz<1; python_version<'3'\n");
	f = script_facts(t);
	m = tree_match(t, "package", "numpy");
	assert_fact(f, &m, "package.violates", "numpy== 1.26.*");
	assert_fact(f, &m, "package.violates_of", "requirements.txt");
	m = tree_match(t, "package", "pytz");
	assert_unknown(f, &m, "package.violates");
	m = tree_match(t, "package", "absent");
	assert_unknown(f, &m, "package.violates");
}

static void
asks_for_this_python_alone(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/fetch.py", "");
	install(t, "numpy-2.1.0", "Name: numpy\nVersion: 2.1.0\n\n");
	install(t, "pytz-2024.1", "Name: pytz\nVersion: 2024.1\n\n");
	install(t, "frames-1.0",
		"Name: frames\nVersion: 1.0\nRequires-Dist: pytz<2000; python_version < '3.9'\n"
		"Requires-Dist: pytz<2010; extra == 'old'\nRequires-Dist: pytz<2020; sys_platform == \"linux\"\n\n");
	tree_file(t, "proj/requirements.txt",
		  "numpy<1 ; python_version < \"3.9\" and sys_platform == \"linux\"\n"
		  "numpy==1.26.4 ; python_version >= \"3.9\" \\\n    --hash=sha256:0123\n");
	struct facts *f = script_facts(t);
	struct match m = tree_match(t, "package", "numpy");
	assert_fact(f, &m, "package.violates", "numpy==1.26.4");
	m = tree_match(t, "package", "pytz");
	assert_fact(f, &m, "package.violates", "pytz<2020");
	assert_fact(f, &m, "package.violates_of", "frames");
	tree_file(t, "proj/requirements.txt", "");
	tree_file(t, "proj/pyproject.toml",
		  "[tool.poetry]\nname = \"shop\"\n\n[tool.poetry.dependencies]\npython = \"^3.9\"\n"
		  "numpy = [\n  {version = \"^1.21\", python = \"<3.9\"}, # old\n"
		  "  {version = \"^1.24\", python = \"^3.9\"},\n]\n");
	f = script_facts(t);
	m = tree_match(t, "package", "numpy");
	/* Only the minor version of this Python is known. */
	assert_unknown(f, &m, "package.violates");
	tree_file(t, "py/include/python3.13/patchlevel.h", "#define PY_VERSION \"3.13.0\"\n");
	f = script_facts(t);
	assert_fact(f, &m, "package.violates", "numpy>=1.24,<2");
	assert_fact(f, &m, "package.violates_of", "pyproject.toml");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_what_is_violated, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(asks_for_this_python_alone, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
