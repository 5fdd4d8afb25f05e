#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "memory/inbox.h"

static int
setup(void **state)
{
	char *dir = strdup("/tmp/inbox.XXXXXX");
	assert_non_null(mkdtemp(dir));
	setenv("XDG_STATE_HOME", dir, 1);
	*state = dir;
	return 0;
}

static int
teardown(void **state)
{
	char *dir = *state;
	struct arena *a = arena_new();
	static const char *const names[] = {"remedy/inbox", "remedy/inbox.lock", "remedy", NULL};
	for (const char *const *n = names; *n != NULL; n++)
		remove(path_join(a, dir, *n));
	assert_int_equal(rmdir(dir), 0);
	free(dir);
	arena_free(a);
	return 0;
}

static void
counts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_int_equal(inbox_read(a).count, 0);
	assert_true(inbox_note(a, "A: one"));
	assert_true(inbox_note(a, "B: two"));
	assert_true(inbox_note(a, "C: three"));
	assert_true(inbox_note(a, "B: two"));
	struct inbox in = inbox_read(a);
	assert_int_equal(in.count, 3);
	assert_string_equal(in.all[0].shape, "B: two");
	assert_int_equal(in.all[0].count, 2);
	assert_string_equal(in.all[1].shape, "C: three"); /* met last */
	assert_true(inbox_forget(a, "B: two"));
	assert_int_equal(inbox_read(a).count, 2);
	assert_false(inbox_note(a, ""));
	assert_false(inbox_note(a, "two\nlines"));
	assert_true(inbox_forget(a, NULL));
	assert_int_equal(inbox_read(a).count, 0);
	arena_free(a);
}

static void
makes_room(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_true(inbox_note(a, "E: often"));
	assert_true(inbox_note(a, "E: often"));
	for (int i = 0; i < INBOX_LIMIT + 5; i++)
		assert_true(inbox_note(a, arena_printf(a, "E: %d", i)));
	const struct inbox in = inbox_read(a);
	assert_int_equal(in.count, INBOX_LIMIT);
	assert_string_equal(in.all[0].shape, "E: often");
	assert_string_equal(in.all[1].shape, arena_printf(a, "E: %d", INBOX_LIMIT + 4));
	arena_free(a);
}

static void
two_count_at_once(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	enum { CHILDREN = 8, TIMES = 20 };
	for (int i = 0; i < CHILDREN; i++)
		if (fork() == 0) {
			for (int k = 0; k < TIMES; k++)
				if (!inbox_note(a, "E: same"))
					_exit(1);
			_exit(0);
		}
	int status;
	while (wait(&status) > 0)
		assert_int_equal(status, 0);
	assert_int_equal(inbox_read(a).all[0].count, CHILDREN * TIMES);
	arena_free(a);
}

static void
reads_only_what_is_its_own(void **state)
{
	struct arena *a = arena_new();
	const char *file = path_join(a, *state, "remedy/inbox");
	const char *text = "nonsense\n-1 x\n0 none\n3 \033[2Jevil\n99999999999999999999 big\n2 E: good\n5";
	assert_true(path_write(a, file, text, strlen(text)));
	const struct inbox in = inbox_read(a);
	assert_int_equal(in.count, 1);
	assert_string_equal(in.all[0].shape, "E: good");
	assert_int_equal(chmod(file, 0666), 0);
	assert_int_equal(inbox_read(a).count, 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(counts, setup, teardown),
		cmocka_unit_test_setup_teardown(makes_room, setup, teardown),
		cmocka_unit_test_setup_teardown(two_count_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_only_what_is_its_own, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
