#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"

struct place {
	struct arena *arena;
	char *dir;
};

static int
setup(void **state)
{
	struct place *p = malloc(sizeof(*p));
	p->arena = arena_new();
	const char *base = getenv("TMPDIR");
	p->dir = arena_printf(p->arena, "%s/path.XXXXXX", base != NULL ? base : "/tmp");
	*state = p;
	return mkdtemp(p->dir) == NULL;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	char *command = arena_printf(p->arena, "rm -rf '%s'", p->dir);
	int status = system(command);
	arena_free(p->arena);
	free(p);
	return status;
}

static void
takes_apart(void **state)
{
	struct place *p = *state;
	struct arena *a = p->arena;
	assert_string_equal(path_base("/usr/bin/python3"), "python3");
	assert_string_equal(path_base("python3"), "python3");
	assert_string_equal(path_base("/"), "/");
	assert_string_equal(path_dir(a, "/usr/bin/python3"), "/usr/bin");
	assert_string_equal(path_dir(a, "/usr"), "/");
	assert_string_equal(path_dir(a, "x"), ".");
	assert_string_equal(path_join(a, "/usr/", "bin"), "/usr/bin");
	assert_string_equal(path_normal(a, "../b/./c//d", "/a/x"), "/a/b/c/d");
	assert_string_equal(path_normal(a, "/../..", "/"), "/");
	assert_string_equal(path_normal(a, "/a/b/../../..", "/"), "/");
}

static void
reads_and_writes(void **state)
{
	struct place *p = *state;
	struct arena *a = p->arena;
	char *file = path_join(a, p->dir, "sub/dir/file");
	assert_true(path_write(a, file, "hello", 5));
	struct stat st;
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	size_t size;
	assert_string_equal(path_read(a, file, 100, false, &size), "hello");
	assert_int_equal(size, 5);
	assert_null(path_read(a, file, 4, false, NULL));
	assert_string_equal(path_read(a, file, 4, true, NULL), "hell");
	assert_null(path_read(a, p->dir, 100, false, NULL));
	char *fifo = path_join(a, p->dir, "fifo");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_null(path_read(a, fifo, 100, false, NULL)); /* and does not hang */
	assert_non_null(path_read(a, "/proc/self/status", 65536, false, NULL));
	assert_false(path_write(a, path_join(a, file, "below-a-file"), "x", 1));
}

static void
distrusts_what_others_can_write(void **state)
{
	struct place *p = *state;
	struct arena *a = p->arena;
	char *file = path_join(a, p->dir, "file");
	assert_true(path_write(a, file, "x", 1));
	assert_null(path_distrust(a, file));
	assert_int_equal(chmod(file, 0666), 0);
	assert_non_null(strstr(path_distrust(a, file), file));
	assert_int_equal(chmod(file, 0600), 0);
	assert_int_equal(chmod(p->dir, 0777), 0);
	assert_non_null(path_distrust(a, file));
	assert_int_equal(chmod(p->dir, 0700), 0);
	if (geteuid() == 0) {
		assert_int_equal(chown(file, 12345, 12345), 0);
		assert_non_null(path_distrust(a, file));
	}
}

static void
searches_path(void **state)
{
	struct place *p = *state;
	struct arena *a = p->arena;
	char *tool = path_join(a, p->dir, "tool");
	assert_true(path_write(a, tool, "#!/bin/sh\n", 10));
	char *path = arena_printf(a, "/nowhere:%s", p->dir);
	assert_null(path_search(a, "tool", path));
	assert_int_equal(chmod(tool, 0755), 0);
	assert_string_equal(path_search(a, "tool", path), tool);
	assert_null(path_search(a, "", path));
	assert_string_equal(path_search(a, tool, "/nowhere"), tool);
}

static void
follows_xdg(void **state)
{
	struct place *p = *state;
	struct arena *a = p->arena;
	setenv("HOME", p->dir, 1);
	setenv("XDG_CACHE_HOME", "/x/cache", 1);
	setenv("XDG_CONFIG_HOME", "relative", 1);
	unsetenv("XDG_STATE_HOME");
	assert_string_equal(path_cache(a), "/x/cache/remedy");
	assert_string_equal(path_config(a), arena_printf(a, "%s/.config/remedy", p->dir));
	assert_string_equal(path_state(a), arena_printf(a, "%s/.local/state/remedy", p->dir));
	setenv("HOME", "/does/not/exist", 1);
	assert_null(path_config(a));
}

static void
is_said_from_here(void **state)
{
	struct place *p = *state;
	char before[4096];
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(p->dir), 0);
	char here[4096];
	assert_non_null(getcwd(here, sizeof(here)));
	assert_string_equal(path_from_here(p->arena, path_join(p->arena, here, "a.py")), "a.py");
	assert_string_equal(path_from_here(p->arena, path_join(p->arena, here, "src/a.py")), "src/a.py");
	assert_string_equal(path_from_here(p->arena, path_join(p->arena, here, "-a.py")), "./-a.py");
	const char *const whole[] = {here,
				     arena_printf(p->arena, "%s/", here),
				     arena_printf(p->arena, "%s//a.py", here),
				     arena_printf(p->arena, "%s2/a.py", here),
				     "/usr/lib/a.py",
				     "a.py",
				     ""};
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		assert_string_equal(path_from_here(p->arena, whole[i]), whole[i]);
	assert_int_equal(chdir("/"), 0);
	assert_string_equal(path_from_here(p->arena, "/usr/a.py"), "/usr/a.py");
	assert_int_equal(chdir(before), 0);
}

static void
is_read_as_python_prints_it(void **state)
{
	struct place *p = *state;
	struct arena *a = p->arena;
	const char *real = path_join(a, p->dir, "a\xff\xe4.py");
	assert_true(path_write(a, real, "x", 1));
	assert_string_equal(path_of_python(a, path_join(a, p->dir, "a\\udcff\\udce4.py")), real);
	assert_string_equal(path_of_python(a, real), real);
	/* Not there, cut short, or no such byte: as it is. */
	const char *const others[] = {"b\\udcff.py", "a\\udc", "a\\udcf", "a\\udc4f.py", ""};
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_string_equal(path_of_python(a, path_join(a, p->dir, others[i])),
				    path_join(a, p->dir, others[i]));
	/* A file that really has that name. */
	const char *odd = path_join(a, p->dir, "a\\udcff\\udce4.py");
	assert_true(path_write(a, odd, "x", 1));
	assert_string_equal(path_of_python(a, odd), odd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(takes_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_and_writes, setup, teardown),
		cmocka_unit_test_setup_teardown(distrusts_what_others_can_write, setup, teardown),
		cmocka_unit_test_setup_teardown(searches_path, setup, teardown),
		cmocka_unit_test_setup_teardown(follows_xdg, setup, teardown),
		cmocka_unit_test_setup_teardown(is_said_from_here, setup, teardown),
		cmocka_unit_test_setup_teardown(is_read_as_python_prints_it, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
