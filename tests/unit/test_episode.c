/* The failures of a long text, told apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "failure/episode.h"

static struct episodes
split(struct arena *a, const char *text)
{
	struct run *r = run_from_text(a, text, strlen(text), NULL, -1);
	return episode_split(a, failure_parse(a, r));
}

#define TRACEBACK(message)                                                                                             \
	"Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\n" message "\n"

static void
test_independent(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct episodes e = split(a, "start\n" TRACEBACK("ValueError: x") "goes on\n" TRACEBACK("KeyError: 'y'")
					     TRACEBACK("KeyError: 'y'") "end\n");
	assert_int_equal(e.count, 3);
	assert_string_equal(e.all[0].failures.root->type, "ValueError");
	assert_string_equal(e.all[1].failures.root->type, "KeyError");
	assert_int_equal(e.all[1].failures.count, 1);
	/* Each has its own part of the text, and its offsets are within. */
	for (size_t i = 0; i < e.count; i++) {
		const struct failures *f = &e.all[i].failures;
		assert_int_equal(strncmp(f->text + f->all[0]->offset, "Traceback", 9), 0);
		assert_true(f->all[0]->end <= f->size);
	}
	assert_true(e.all[0].last < e.all[1].place && e.all[1].last < e.all[2].place);
	assert_null(memmem(e.all[1].failures.text, e.all[1].failures.size, "ValueError", 10));
	arena_free(a);
}

/* What follows from a failure is no other one. */
static void
test_consequences(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct episodes e = split(
		a, "x.c:1:10: fatal error: ffi.h: No such file or directory\ncompilation terminated.\n"
		   "error: command '/usr/bin/gcc' failed with exit code 1\nmake: *** [Makefile:2: all] Error 1\n");
	assert_int_equal(e.count, 1);
	assert_non_null(strstr(e.all[0].failures.root->message, "ffi.h"));
	e = split(a, TRACEBACK("ValueError: x") "make: *** [Makefile:2: all] Error 1\n");
	assert_int_equal(e.count, 1);
	assert_string_equal(e.all[0].failures.root->type, "ValueError");
	e = split(
		a,
		TRACEBACK("ValueError: x") "\nDuring handling of the above exception, another exception occurred:\n\n" TRACEBACK(
			"KeyError: 'y'"));
	assert_int_equal(e.count, 1);
	assert_string_equal(e.all[0].failures.root->type, "ValueError");
	arena_free(a);
}

/* The same again is another time, also of one line; and what is far away. */
static void
test_again(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	for (int i = 0; i < 20; i++)
		buf_add_string(&text, "python3: can't open file '/srv/job.py': [Errno 2] No such file or directory\n");
	assert_int_equal(split(a, text.text).count, 20);
	text = buf_new(a);
	buf_add_string(&text, TRACEBACK("ValueError: x"));
	for (int i = 0; i < 200; i++)
		buf_add_string(&text, "2026-01-02 03:04:05 INFO all is well with this line\n");
	buf_add_string(&text, "make: *** [Makefile:2: all] Error 1\n");
	assert_int_equal(split(a, text.text).count, 2);
	assert_int_equal(split(a, "nothing\n").count, 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_independent), cmocka_unit_test(test_consequences),
					   cmocka_unit_test(test_again)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
