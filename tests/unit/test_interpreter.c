#include "facts_tree.h"

#include <glob.h>

static struct facts *
facts_of(struct tree *t)
{
	return facts_new(t->arena, NULL, NULL);
}

static void
reads_a_prefix(void **state)
{
	struct tree *t = *state;
	char *python = tree_python(t, "py", "3.12");
	tree_file(t, "py/include/python3.12/patchlevel.h",
		  "#define PY_MAJOR_VERSION 3\n#define PY_VERSION \"3.12.4+\"\n");
	struct facts *f = facts_of(t);
	struct interpreter *i = interpreter_at(f, python);
	assert_non_null(i);
	assert_string_equal(i->minor, "3.12");
	assert_string_equal(interpreter_abi(f, i), "cpython-312");
	assert_string_equal(i->platform, "x86_64-linux-gnu");
	assert_string_equal(i->prefix, tree_path(t, "py"));
	assert_string_equal(i->base_prefix, tree_path(t, "py"));
	assert_null(i->pyvenv);
	assert_false(i->free_threaded);
	assert_string_equal(interpreter_version(f, i), "3.12.4");
	assert_string_equal(interpreter_sites(f, i)[0], tree_path(t, "py/lib/python3.12/site-packages"));
	assert_null(interpreter_sites(f, i)[1]);
	assert_ptr_equal(interpreter_at(f, python), i);
}

static void
follows_links(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.10");
	tree_link(t, "py/bin/python3", "python3.10");
	tree_link(t, "bin/python", tree_path(t, "py/bin/python3"));
	struct interpreter *i = interpreter_at(facts_of(t), tree_path(t, "bin/python"));
	assert_non_null(i);
	assert_string_equal(i->minor, "3.10");
	assert_string_equal(i->real, tree_path(t, "py/bin/python3.10"));
	assert_string_equal(i->prefix, tree_path(t, "py"));
}

/* A copy of a binary that lies where none of its folders is: nothing is known of its pip. */
static void
knows_no_pip_without_a_library(void **state)
{
	struct tree *t = *state;
	char *python = tree_elf(t, "alone/python", 62, "", 0);
	const char *words[] = {python, NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "alone"), "", NULL);
	struct match none = {0};
	assert_null(facts_get(f, &none, "python.pip"));
}

static void
finds_the_version_in_the_binary(void **state)
{
	struct tree *t = *state;
	/* Across the border of what is read at a time. */
	size_t size = 64 * 1024 + 100;
	char *more = arena_alloc(t->arena, size);
	memset(more, 'x', size);
	memcpy(more + 10,
	       "\0"
	       "3.12.x\0"
	       "x3.12.1\0",
	       16);
	memcpy(more + 64 * 1024 - 64 - 6,
	       "\0"
	       "3.12.77\0",
	       9);
	tree_python(t, "py", "3.12");
	struct facts *f = facts_of(t);
	char *python = tree_elf(t, "py/bin/python3.12", EM_X86_64, more, size);
	assert_string_equal(interpreter_version(f, interpreter_at(f, python)), "3.12.77");
}

static void
reads_a_venv(void **state)
{
	struct tree *t = *state;
	char *base = tree_python(t, "py", "3.11");
	char *python = tree_venv(t, "proj/.venv", base, "3.11");
	struct facts *f = facts_of(t);
	struct interpreter *i = interpreter_at(f, python);
	assert_non_null(i);
	assert_string_equal(i->pyvenv, tree_path(t, "proj/.venv/pyvenv.cfg"));
	assert_string_equal(i->prefix, tree_path(t, "proj/.venv"));
	assert_string_equal(i->base_prefix, tree_path(t, "py"));
	assert_string_equal(i->minor, "3.11");
	assert_string_equal(interpreter_sites(f, i)[0], tree_path(t, "proj/.venv/lib/python3.11/site-packages"));
	assert_null(interpreter_sites(f, i)[1]);
	assert_string_equal(interpreter_version(f, i), "3.11.9");
	/* The same executable, but another environment. */
	assert_false(interpreter_same(i, interpreter_at(f, base)));

	tree_file(t, "other/pyvenv.cfg",
		  arena_printf(t->arena, "Home=%s/py/bin\r\nInclude-System-Site-Packages = TRUE\r\n", t->dir));
	tree_elf(t, "other/bin/python", EM_X86_64, NULL, 0); /* made with --copies: no link to follow */
	tree_dir(t, "other/lib/python3.11/site-packages");
	i = interpreter_at(f, tree_path(t, "other/bin/python"));
	assert_non_null(i);
	assert_true(i->system_site);
	assert_string_equal(i->minor, "3.11");
	assert_string_equal(i->base_prefix, tree_path(t, "py"));
	assert_string_equal(interpreter_sites(f, i)[1], tree_path(t, "py/lib/python3.11/site-packages"));
}

static void
knows_other_kinds(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_of(t);
	tree_elf(t, "ft/bin/python3.13t", EM_X86_64, NULL, 0);
	tree_file(t, "ft/lib/python3.13t/os.py", "");
	struct interpreter *i = interpreter_at(f, tree_path(t, "ft/bin/python3.13t"));
	assert_true(i->free_threaded);
	assert_string_equal(interpreter_abi(f, i), "cpython-313t");
	tree_elf(t, "pp/bin/pypy3.10", EM_X86_64, NULL, 0);
	tree_file(t, "pp/lib/pypy3.10/os.py", "");
	i = interpreter_at(f, tree_path(t, "pp/bin/pypy3.10"));
	assert_true(i->pypy);
	assert_string_equal(i->minor, "3.10");
	assert_string_equal(interpreter_abi(f, i), "pypy310-pp73");
	tree_elf(t, "old/bin/python3.6", EM_X86_64, NULL, 0);
	tree_file(t, "old/lib/python3.6/os.py", "");
	assert_string_equal(interpreter_abi(f, interpreter_at(f, tree_path(t, "old/bin/python3.6"))), "cpython-36m");
	tree_elf(t, "two/bin/python2.7", EM_X86_64, NULL, 0);
	tree_file(t, "two/lib/python2.7/os.py", "");
	assert_null(interpreter_abi(f, interpreter_at(f, tree_path(t, "two/bin/python2.7"))));
}

static void
refuses_what_is_none(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_of(t);
	chmod(tree_file(t, "shims/python3", "#!/bin/bash\nexec pyenv exec python3\n"), 0755);
	assert_null(interpreter_at(f, tree_path(t, "shims/python3")));
	assert_null(interpreter_at(f, tree_path(t, "nowhere/python3")));
	assert_null(interpreter_at(f, "python3"));
	tree_link(t, "loop/python3", "python3");
	assert_null(interpreter_at(f, tree_path(t, "loop/python3")));
	tree_dir(t, "dir/python3");
	assert_null(interpreter_at(f, tree_path(t, "dir/python3")));
	char *fifo = tree_path(t, "python3.11");
	assert_int_equal(mkfifo(fifo, 0700), 0);
	assert_null(interpreter_at(f, fifo));
	/* A truncated header. */
	chmod(tree_write(t, "cut/bin/python3.11", "\177ELF\2\1", 6), 0755);
	assert_null(interpreter_at(f, tree_path(t, "cut/bin/python3.11")));
}

static void
says_the_shortest_command(void **state)
{
	struct tree *t = *state;
	struct arena *a = t->arena;
	struct facts *f = facts_of(t);
	struct interpreter *base = interpreter_at(f, tree_python(t, "py", "3.11"));
	struct interpreter *venv = interpreter_at(f, tree_venv(t, "proj/.venv", base->path, "3.11"));
	tree_link(t, "py/bin/python", "python3.11");
	chmod(tree_file(t, "shims/python3.11", "#!/bin/sh\n"), 0755);
	char *bin = tree_path(t, "py/bin"), *proj = tree_path(t, "proj");
	assert_string_equal(interpreter_command(f, base, bin, proj), "python3.11");
	assert_string_equal(interpreter_command(f, base, arena_printf(a, "%s/shims:%s", t->dir, bin), proj),
			    base->path);
	assert_string_equal(interpreter_command(f, base, "/nowhere", NULL), base->path);
	/* python3.11 on PATH is the same executable, and yet not this environment. */
	assert_string_equal(interpreter_command(f, venv, bin, proj), ".venv/bin/python");
	assert_string_equal(interpreter_command(f, venv, bin, "/"), venv->path);
	assert_string_equal(interpreter_command(f, venv, arena_printf(a, "%s/.venv/bin:%s", proj, bin), "/"), "python");
	setenv("HOME", t->dir, 1);
	assert_string_equal(interpreter_command(f, base, "/nowhere", NULL), "~/py/bin/python3.11");
	struct interpreter *spaced = interpreter_at(f, tree_python(t, "my $py", "3.11"));
	assert_string_equal(interpreter_command(f, spaced, "/nowhere", NULL), "~/'my $py/bin/python3.11'");
	struct interpreter *hostile = interpreter_at(f, tree_python(t, "a\nb", "3.11"));
	assert_non_null(hostile);
	assert_null(interpreter_command(f, hostile, "/nowhere", NULL));
}

/* pyenv's shims are scripts: the one that was typed has led to this Python. */
static void
says_the_shim_that_was_typed(void **state)
{
	struct tree *t = *state;
	struct arena *a = t->arena;
	tree_python(t, "pyenv/versions/3.13.0", "3.13");
	char *python = tree_path(t, "pyenv/versions/3.13.0/bin/python3.13");
	char *shims = path_dir(a, tree_file(t, "pyenv/shims/python3", "#!/usr/bin/env bash\n"));
	assert_int_equal(chmod(tree_path(t, "pyenv/shims/python3"), 0755), 0);
	struct run run = {.command = "PYTHONPATH=x python3 a.py", .local = true, .status = 1};
	struct failures failures = {.text = "", .run = &run};
	struct facts *f = facts_new(a, NULL, &failures);
	struct interpreter *i = interpreter_at(f, python);
	assert_string_equal(interpreter_command(f, i, shims, NULL), "python3");
	run.command = "pytest"; /* nothing typed that leads there */
	assert_string_equal(interpreter_command(f, i, shims, NULL), python);
	run.command = "python3 a.py";
	assert_string_equal(interpreter_command(f, i, "/nowhere", NULL), python);
	run.command = "(cd x)\n ) (python3 a.py)";
	assert_string_equal(interpreter_command(f, i, shims, NULL), "python3");
	run.command = "print(1)";
	assert_string_equal(interpreter_command(f, i, shims, NULL), python);
	/* A shim of another root may lead anywhere. */
	tree_python(t, "other/3.12", "3.12");
	i = interpreter_at(f, tree_path(t, "other/3.12/bin/python3.12"));
	assert_string_equal(interpreter_command(f, i, shims, NULL), i->path);
}

static void
lists_others(void **state)
{
	struct tree *t = *state;
	struct facts *f;
	size_t count;
	char *base = tree_python(t, "home/.pyenv/versions/3.9.18", "3.9");
	tree_link(t, "home/.pyenv/versions/3.9.18/bin/python", "python3.9");
	tree_python(t, "py", "3.12");
	tree_venv(t, "proj/venv", base, "3.9");
	setenv("PATH", arena_printf(t->arena, "%s/py/bin:relative:", t->dir), 1);
	f = facts_of(t);
	struct interpreter **others = interpreter_others(f, NULL, tree_path(t, "proj"), NULL, &count);
	assert_true(count >= 3);
	assert_string_equal(others[0]->path, tree_path(t, "proj/venv/bin/python"));
	assert_string_equal(others[1]->path, tree_path(t, "py/bin/python3.12"));
	bool pyenv = false;
	for (size_t n = 0; n < count; n++)
		pyenv = pyenv || strcmp(others[n]->path, tree_path(t, "home/.pyenv/versions/3.9.18/bin/python")) == 0;
	assert_true(pyenv);
}

/* Every real Python here says of itself what was read from the disk. */
static void
agrees_with_real_ones(void **state)
{
	struct tree *t = *state;
	setenv("HOME", t->home == NULL ? "/" : t->home, 1);
	char *pattern = arena_printf(t->arena, "%s/.pyenv/versions/*/bin/python", t->home == NULL ? "" : t->home);
	glob_t found = {0};
	glob(pattern, 0, NULL, &found);
	glob("/usr/bin/python3", GLOB_APPEND, NULL, &found);
	struct facts *f = facts_of(t);
	size_t seen = 0;
	for (size_t n = 0; n < found.gl_pathc; n++) {
		char line[4096] = "", *save = NULL;
		char *command = arena_printf(
			t->arena,
			"'%s' -Ec \"import sys, sysconfig, platform, site; print('|'.join([platform.python_version(), "
			"sys.prefix, getattr(sys, 'base_prefix', sys.prefix), str(sysconfig.get_config_var('SOABI')), "
			"','.join(d for d in site.getsitepackages() if __import__('os').path.isdir(d))]))\"",
			found.gl_pathv[n]);
		FILE *pipe = popen(command, "r");
		assert_non_null(pipe);
		if (fgets(line, sizeof(line), pipe) == NULL)
			line[0] = '\0';
		pclose(pipe);
		line[strcspn(line, "\n")] = '\0';
		struct interpreter *i = interpreter_at(f, found.gl_pathv[n]);
		assert_non_null(i);
		assert_string_equal(interpreter_version(f, i), strtok_r(line, "|", &save));
		assert_string_equal(i->prefix, strtok_r(NULL, "|", &save));
		assert_string_equal(i->base_prefix, strtok_r(NULL, "|", &save));
		const char *soabi = strtok_r(NULL, "|", &save);
		if (interpreter_abi(f, i) != NULL)
			assert_string_equal(arena_printf(t->arena, "%s-%s", i->abi, i->platform), soabi);
		else
			assert_string_equal(soabi, "None");
		struct buf sites = buf_new(t->arena);
		for (const char **s = interpreter_sites(f, i); *s != NULL; s++)
			buf_printf(&sites, "%s%s", sites.size == 0 ? "" : ",", *s);
		const char *theirs = strtok_r(NULL, "|", &save);
		assert_string_equal(sites.text, theirs == NULL ? "" : theirs);
		seen++;
	}
	globfree(&found);
	if (seen == 0)
		skip();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_a_prefix, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(follows_links, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(knows_no_pip_without_a_library, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_the_version_in_the_binary, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_a_venv, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(knows_other_kinds, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(refuses_what_is_none, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(says_the_shortest_command, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(says_the_shim_that_was_typed, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(lists_others, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(agrees_with_real_ones, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
