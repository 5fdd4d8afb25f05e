/* Replays through the fuzz target: every case of tests/unit/failure/ whole, cut
 * off, with bytes changed and with lines of others mixed in; always the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <time.h>

#include "../fuzz/fuzz_failure.c"
#include "base/path.h"

static const char folder[] = "tests/unit/failure";

static uint32_t
dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % sides;
}

static void
replay(uint8_t choice, const char *text, size_t size)
{
	uint8_t *data = malloc(size + 1);
	assert_non_null(data);
	data[0] = choice;
	memcpy(data + 1, text, size);
	LLVMFuzzerTestOneInput(data, size + 1);
	free(data);
}

static void
change(uint32_t *seed, char *text, size_t size)
{
	static const char bytes[] = "\n\r\t \033\b\a|+-:'\"<>(){}[]\\^~E>\x00\x7f\x80\x9b\xe2\xff\xc3";
	for (uint32_t k = 1 + dice(seed, 12); k > 0; k--) {
		size_t at = dice(seed, (uint32_t)size);
		switch (dice(seed, 3)) {
		case 0:
			text[at] = bytes[dice(seed, sizeof(bytes) - 1)];
			break;
		case 1: {
			size_t n = dice(seed, 40);
			if (at + n < size)
				memset(text + at, text[at], n);
			break;
		}
		default: {
			size_t from = dice(seed, (uint32_t)size), n = dice(seed, 200);
			if (at + n < size && from + n < size)
				memmove(text + at, text + from, n);
		}
		}
	}
}

static void
test_replay(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	uint32_t seed = 7;
	DIR *d = opendir(folder);
	assert_non_null(d);
	int inputs = 0;
	for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
		size_t n = strlen(entry->d_name), size;
		if (n < 5 || strcmp(entry->d_name + n - 4, ".txt") != 0)
			continue;
		char *text = path_read(a, path_join(a, folder, entry->d_name), 16 << 20, false, &size);
		assert_non_null(text);
		replay(0, text, size);
		replay(0x81, text, size);
		for (int i = 0; i < 60; i++, inputs++) {
			size_t from = dice(&seed, (uint32_t)size), length = 1 + dice(&seed, 6000);
			if (from + length > size)
				length = size - from;
			char *part = malloc(length + 1);
			assert_non_null(part);
			memcpy(part, text + from, length);
			change(&seed, part, length);
			replay((uint8_t)dice(&seed, 256), part, length);
			free(part);
		}
	}
	closedir(d);
	arena_free(a);
	assert_true(inputs > 0);
}

/* Forms that open something and never close it. */
static const char *const lines[] = {
	"Traceback (most recent call last):\n",
	"  File \"a.py\", line 3, in f\n",
	"  File \"a.py\", line ",
	"ValueError: x:\nTraceback (most recent call last):\n",
	"  + Exception Group Traceback (most recent call last):\n",
	"  | ExceptionGroup: x\n  +-+---------------- 1 ----------------\n",
	"multiprocessing.pool.RemoteTraceback: \n\"\"\"\n",
	"  error: subprocess-exited-with-error\n\n  \u00d7 x\n  \u2570\u2500> [3 lines of output]\n",
	"Complete output (3 lines):\n",
	"KeyError     Traceback (most recent call last)\n",
	"\u256d\u2500 Traceback (most recent call last) \u2500\u256e\n\u2502 /x.py:3 in f \u2502\n",
	"thread 'm' panicked at 'x\n",
	"Fatal Python error: x\n",
	"  SomeError\n\n",
	"\u00d7 x\n\n[stderr]\n",
	"E   \n",
	"a.py:3: in f\n",
	"\033]0;",
	"\033[",
	"\033[2Kx\r",
	"ab\r",
	"\b",
	"web-1  | x\ndb-1   | y\n",
	"[rank0]: ",
	"x \"Traceback (most recent call last):\\n",
	"CMake Error at x:3 (f):\n  x\n",
	"a.",
	"<locals>.",
	"ValueError: x\n\n\n",
	"KeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\n"
	"Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n",
	"Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: 1\n\n"
	"The above exception was the direct cause of the following exception:\n\n",
	"The above exception was\nthe direct cause\n",
	"=== FAILURES ===\nE   x\nname = 1\n",
	"=== FAILURES ===\n    def f():\n>   x\n",
	"E     File \"a.py\", line 3\n",
	"file a.py, line 3\n",
	"        \u256d\u2500 Traceback (most recent call last) \u2500\u256e\n",
	"\u256d\u2500 Traceback (most recent call last) \u2500\u256e\n\u2502 /a/b \u2502\n\u2502 /c:3 \u2502\n",
	"CellExecutionError: x\nKeyError     Traceback (most recent call last)\nKeyError: 1\n",
	"x y Traceback (most recent call last):\nx y   File \"a.py\", line 3\n",
	"pyo3_runtime.PanicException: x\nthread 'm' panicked at 'x', a.rs:1:1\n",
	"\xff",
};

static char *
repeated(const char *line, size_t size)
{
	char *text = malloc(size + 1);
	size_t n = strlen(line);
	assert_non_null(text);
	for (size_t k = 0; k < size; k++)
		text[k] = line[k % n];
	text[size] = '\0';
	return text;
}

/* Many times over. */
static void
test_repeated(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		enum { SIZE = 64 << 10 };
		char *text = repeated(lines[i], SIZE);
		replay(0, text, SIZE);
		replay(0x85, text, SIZE);
		free(text);
	}
}

/* Processor seconds to read the text, the least of some turns. */
static double
seconds(const char *text, size_t size, int turns)
{
	double least = 0;
	for (int turn = 0; turn < turns; turn++) {
		struct timespec from, to;
		struct arena *a = arena_new();
		struct run r = {.text = text, .size = size, .status = 1};
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		failure_parse(a, &r);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		arena_free(a);
		double spent = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		if (turn == 0 || spent < least)
			least = spent;
	}
	return least;
}

/* Four times the text takes some four times as long: sixteen times would be
 * quadratic. bench/logs.py has 1, 10 and 100 MB. */
static void
test_linear(void **state)
{
	(void)state;
	enum { SMALL = 256 << 10, LARGE = 4 * SMALL };
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		char *text = repeated(lines[i], LARGE);
		double large = seconds(text, LARGE, 1), small = large;
		if (large > 0.02) { /* what is quicker is linear enough, and not measured well */
			small = seconds(text + LARGE - SMALL, SMALL, 3);
			large = seconds(text, LARGE, 2);
		}
		if (large > 9 * small)
			fail_msg("\"%s\": %.0f ms of 1 MiB, %.0f ms of 256 KiB", lines[i], large * 1e3, small * 1e3);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_replay), cmocka_unit_test(test_repeated),
					   cmocka_unit_test(test_linear)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
