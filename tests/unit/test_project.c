#include "facts_tree.h"

static struct facts *
facts_in(struct tree *t, const char *cwd, const char *script)
{
	if (!path_exists(tree_path(t, "py/bin/python3.12")))
		tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), script, NULL};
	return tree_facts(t, NULL, words, tree_path(t, cwd), "", NULL);
}

static void
knows_the_manager(void **state)
{
	struct tree *t = *state;
	static const struct {
		const char *file, *text, *manager;
	} cases[] = {
		{"uv.lock", "version = 1\n", "uv"},
		{"poetry.lock", "", "poetry"},
		{"Pipfile.lock", "{}", "pipenv"},
		{"Pipfile", "", "pipenv"},
		{"pdm.lock", "", "pdm"},
		{"hatch.toml", "", "hatch"},
		{"environment.yml", "name: x\n", "conda"},
		{"pyproject.toml", "[tool.poetry]\nname = 'x'\n", "poetry"},
		{"pyproject.toml", "[project]\n[tool.uv.sources]\n", "uv"},
		{"pyproject.toml", "[tool.pdm]\n", "pdm"},
		{"pyproject.toml", "[tool.rye]\n", "rye"},
		{"pyproject.toml", "[tool.hatch.envs.default]\n", "hatch"},
		{"pyproject.toml", "[tool.uvicorn]\n# [tool.poetry]\n", "pip"},
		{"requirements.txt", "flask\n", "pip"},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char *dir = arena_printf(t->arena, "p%zu", n);
		tree_file(t, arena_printf(t->arena, "%s/%s", dir, cases[n].file), cases[n].text);
		tree_file(t, arena_printf(t->arena, "%s/requirements.txt", dir), "");
		tree_file(t, arena_printf(t->arena, "%s/app/main.py", dir), "");
		struct facts *f = facts_in(t, dir, "app/main.py");
		print_message("%s: %s\n", cases[n].file, cases[n].manager);
		assert_fact(f, NULL, "project.manager", cases[n].manager);
		assert_fact(f, NULL, "project.root", tree_path(t, dir));
	}
	/* A lock file outranks a table: one of the two was there first. */
	tree_file(t, "both/pyproject.toml", "[tool.poetry]\n");
	tree_file(t, "both/uv.lock", "");
	assert_fact(facts_in(t, "both", "x.py"), NULL, "project.manager", "uv");
}

static void
starts_at_the_script(void **state)
{
	struct tree *t = *state;
	tree_file(t, "shop/manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n");
	tree_file(t, "shop/tools/run.py", "");
	tree_file(t, "work/setup.py", "");
	char *script = tree_path(t, "shop/tools/run.py");
	struct facts *f = facts_in(t, "work", script);
	assert_fact(f, NULL, "project.root", tree_path(t, "shop"));
	assert_fact(f, NULL, "project.settings", "shop.settings");
	assert_fact(f, NULL, "program.cwd", tree_path(t, "work"));
	/* A console entry point lies in an environment: the folder counts. */
	tree_file(t, "env/bin/pytest", "#!/x\n");
	tree_file(t, "env/setup.py", "");
	f = facts_in(t, "work", tree_path(t, "env/bin/pytest"));
	assert_fact(f, NULL, "project.root", tree_path(t, "work"));
	assert_fact(f, NULL, "program.name", "pytest");
}

static void
reads_the_rest(void **state)
{
	struct tree *t = *state;
	char *base = tree_python(t, "py", "3.12");
	tree_file(
		t, "p/pyproject.toml",
		"[build-system]\nrequires-python = \"wrong\"\n\n[project]\nname = \"x\"\nrequires-python = \">=3.10\" # why\n");
	tree_file(t, "p/src/shop/__init__.py", "");
	tree_file(t, "p/requirements.txt", "");
	tree_file(t, "p/.env", "KEY=1\n");
	tree_file(t, "p/Dockerfile", "");
	tree_venv(t, "p/venv", base, "3.12");
	struct facts *f = facts_in(t, "p", "x.py");
	assert_fact(f, NULL, "project.requires_python", ">=3.10");
	assert_fact(f, NULL, "project.src", "true");
	assert_fact(f, NULL, "project.requirements", tree_path(t, "p/requirements.txt"));
	assert_fact(f, NULL, "project.dotenv", "true");
	assert_fact(f, NULL, "project.dockerfile", "true");
	assert_fact(f, NULL, "project.venv", tree_path(t, "p/venv"));
	assert_unknown(f, NULL, "project.settings");
	tree_file(t, "q/pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.9\"\n");
	f = facts_in(t, "q", "x.py");
	assert_fact(f, NULL, "project.requires_python", "^3.9");
	assert_fact(f, NULL, "project.src", "false");
	assert_fact(f, NULL, "project.dotenv", "false");
	assert_unknown(f, NULL, "project.venv");
}

static void
has_bounds(void **state)
{
	struct tree *t = *state;
	/* Nothing above, whatever lies around the test's folder. */
	tree_dir(t, "home/loose");
	tree_file(t, "home/.git/HEAD", "");
	struct facts *f = facts_in(t, "home/loose", "x.py");
	assert_unknown(f, NULL, "project.root");
	assert_unknown(f, NULL, "project.dotenv");
	assert_fact(f, NULL, "project.manager", "pip");
	/* A pyproject.toml that is a FIFO must not hang anybody. */
	tree_dir(t, "pipe");
	assert_int_equal(mkfifo(tree_path(t, "pipe/pyproject.toml"), 0600), 0);
	f = facts_in(t, "pipe", "x.py");
	assert_unknown(f, NULL, "project.requires_python");
	assert_fact(f, NULL, "project.root", tree_path(t, "pipe"));
}

static void
knows_the_program(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	char *python = tree_path(t, "py/bin/python3.12");
	static const struct {
		const char *words[8];
		const char *name, *module, *rest, *isolated;
	} cases[] = {
		{{"a.py", "--x", "it's"}, "a.py", NULL, "a.py --x 'it'\\''s'", "false"},
		{{"-m", "http.server", "-b", "::"}, "http.server", "http.server", "-m http.server -b ::", "false"},
		{{"-Im", "pip", "install"}, "pip", "pip", "-Im pip install", "true"},
		{{"-mpip"}, "pip", "pip", "-mpip", "false"},
		{{"-c", "import x"}, "-c", NULL, "-c 'import x'", "false"},
		{{"-W", "error", "-X", "dev", "-u", "b/c.py", "-m"},
		 "c.py",
		 NULL,
		 "-W error -X dev -u b/c.py -m",
		 "false"},
		{{"-Werror", "-E", "--", "-odd.py"}, "-odd.py", NULL, "-Werror -E -- -odd.py", "true"},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		const char *words[12] = {python};
		for (size_t k = 0; cases[n].words[k] != NULL; k++)
			words[k + 1] = cases[n].words[k];
		struct facts *f = tree_facts(t, NULL, words, t->dir, "", NULL);
		print_message("%s\n", cases[n].rest);
		assert_fact(f, NULL, "program.name", cases[n].name);
		assert_fact(f, NULL, "program.rest", cases[n].rest);
		assert_fact(f, NULL, "python.isolated", cases[n].isolated);
		assert_fact(f, NULL, "program.module", cases[n].module);
	}
	/* A control character must not enter a command. */
	const char *words[] = {python, "a.py", "x\ny", NULL};
	assert_unknown(tree_facts(t, NULL, words, t->dir, "", NULL), NULL, "program.rest");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(knows_the_manager, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(starts_at_the_script, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_the_rest, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(has_bounds, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(knows_the_program, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
