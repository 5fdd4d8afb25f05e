/* Death by each signal, as a shell, Python's subprocess and a process's record
 * tell it; for some there is nothing to be said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <string.h>

#include "failure/failure.h"

static const struct {
	int number;
	const char *root;  /* NULL: nobody is to be told */
	const char *words; /* a shell's */
} signals[] = {
	{SIGSEGV, "SIGSEGV", "Segmentation fault"},
	{SIGKILL, "SIGKILL", "Killed"},
	{SIGABRT, "SIGABRT", "Aborted"},
	{SIGBUS, "SIGBUS", "Bus error"},
	{SIGILL, "SIGILL", "Illegal instruction"},
	{SIGFPE, "SIGFPE", "Floating point exception"},
	{SIGTERM, "SIGTERM", "Terminated"},
	{SIGTRAP, "SIGTRAP", NULL},
	{SIGPIPE, NULL, NULL},
	{SIGINT, NULL, NULL},
};

static void
check(size_t i, const struct run *r)
{
	struct arena *a = arena_new();
	const struct failures *f = failure_parse(a, r);
	if (signals[i].root == NULL) {
		assert_null(f->root);
	} else {
		assert_non_null(f->root);
		assert_int_equal(f->root->kind, FAILURE_SIGNAL);
		assert_string_equal(f->root->type, signals[i].root);
		assert_int_equal(f->root->signal, signals[i].number);
		assert_int_equal(f->count, 1);
	}
	arena_free(a);
}

static void
test_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct run r = {.text = "", .status = 128 + signals[i].number};
		check(i, &r);
		r.status = -signals[i].number;
		check(i, &r);
		/* The line ended well, but the process did not. */
		struct process p = {.pid = 7, .python = true, .ended = true, .status = 128 + signals[i].number};
		r = (struct run){.text = "", .status = 0, .processes = &p, .count = 1};
		check(i, &r);
	}
}

static void
test_words(void **state)
{
	(void)state;
	static const char *const shapes[] = {"%s\n", "%s (core dumped)\n", "job.sh: line 3: 4711 %s   python3 a.py\n"};
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		for (size_t k = 0; signals[i].words != NULL && k < 3; k++) {
			struct arena *a = arena_new();
			const char *text = arena_printf(a, shapes[k], signals[i].words);
			/* As in a log: the status is not known. And with it, it is the same failure. */
			struct run r = {.text = text, .size = strlen(text), .status = -1};
			check(i, &r);
			r.status = 128 + signals[i].number;
			check(i, &r);
			arena_free(a);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_status), cmocka_unit_test(test_words)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
