/* What several processes wrote at once, and texts that are too long to keep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "failure/clean.h"
#include "failure/failure.h"

static struct process processes[] = {
	{.pid = 10, .python = true, .ended = true, .status = 1},
	{.pid = 11, .python = true, .ended = true, .status = 1, .depth = 1},
};

/* Writes of two processes, "pid text" each, made into a run. */
struct write {
	size_t process;
	const char *text;
};

static struct run *
run_of(struct arena *a, const struct write *writes, size_t count)
{
	struct buf text = buf_new(a);
	struct run *r = arena_alloc(a, sizeof(*r));
	r->pieces = arena_array(a, count, sizeof(*r->pieces));
	for (size_t i = 0; i < count; i++) {
		r->pieces[i].offset = text.size;
		r->pieces[i].process = writes[i].process;
		buf_add_string(&text, writes[i].text);
	}
	r->piece_count = count;
	r->processes = processes;
	r->count = 2;
	r->status = 1;
	r->text = text.text;
	r->size = text.size;
	return r;
}

static void
test_two_at_once(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const struct write writes[] = {
		{0, "Traceback (most recent call last):\n"},
		{1, "Traceback (most recent call last):\n  File \"b.py\", line 1, in <module>\n"},
		{0, "  File \"a.py\", line"},
		{1, "    import absent\nModuleNotFoundError: No module named"},
		{0, " 7, in <module>\n    f()\n"},
		{1, " 'absent'\n"},
		{0, "subprocess.CalledProcessError: Command 'b.py' returned non-zero exit status 1.\n"},
	};
	struct failures *f = failure_parse(a, run_of(a, writes, sizeof(writes) / sizeof(writes[0])));
	assert_int_equal(f->count, 2);
	assert_string_equal(f->all[0]->name, "CalledProcessError");
	assert_int_equal(f->all[0]->process->pid, 10);
	assert_int_equal(f->all[0]->frames[0].line, 7);
	assert_string_equal(f->all[1]->type, "ModuleNotFoundError");
	assert_string_equal(f->all[1]->message, "No module named 'absent'");
	assert_int_equal(f->all[1]->process->pid, 11);
	arena_free(a);
}

static void
test_order_of_time(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const struct write writes[] = {
		{0, "starting\n"},
		{1, "Traceback (most recent call last):\n  File \"b.py\", line 1, in <module>\nKeyError: 'b'\n"},
		{0, "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n"
		    "concurrent.futures.process.BrokenProcessPool: A process ended\n"},
	};
	struct failures *f = failure_parse(a, run_of(a, writes, sizeof(writes) / sizeof(writes[0])));
	assert_int_equal(f->count, 2);
	assert_string_equal(f->all[0]->type, "KeyError");
	assert_string_equal(f->root->type, "KeyError");
	assert_int_equal(f->root->process->pid, 11);
	arena_free(a);
}

/* `python a.py; python b.py`, both fail: the last one counts, however it ended,
 * and it is the process that facts are asked about. */
static void
test_two_in_turn(void **state)
{
	(void)state;
	static const char error[] =
		"Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\nKeyError: 'x'\n";
	static const struct {
		int status[2];
		const char *root;
		int pid;
	} all[] = {{{1, 1}, "KeyError", 21},
		   {{139, 1}, "KeyError", 21},
		   {{1, 139}, "SIGSEGV", 21},
		   {{1, 0}, "KeyError", 20},
		   {{137, 0}, "SIGKILL", 20}};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct arena *a = arena_new();
		struct write writes[2] = {{0, ""}, {1, ""}};
		struct process two[2];
		for (int k = 0; k < 2; k++) {
			two[k] = (struct process){
				.pid = 20 + k, .python = true, .ended = true, .status = all[i].status[k]};
			if (all[i].status[k] == 1)
				writes[k].text = error;
		}
		struct run *r = run_of(a, writes, 2);
		r->processes = two;
		r->status = all[i].status[1];
		struct failures *f = failure_parse(a, r);
		assert_non_null(f->root);
		assert_string_equal(f->root->type, all[i].root);
		assert_int_equal(f->root->process->pid, all[i].pid);
		arena_free(a);
	}
}

/* Two that wrote at once are put in order, and then one of them is killed. */
static void
test_two_and_a_signal(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct process two[] = {{.pid = 20, .python = true, .ended = true, .status = 1},
				{.pid = 21, .python = true, .ended = true, .status = 139}};
	static const struct write writes[] = {
		{1, "Traceback (most recent call last):\n  File \"b.py\", line 1, in <module>\n"},
		{0, "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nKeyError: 'a'\n"},
		{1, "KeyError: 'b'\n"},
	};
	struct run *r = run_of(a, writes, sizeof(writes) / sizeof(writes[0]));
	r->processes = two;
	r->status = 139;
	struct failures *f = failure_parse(a, r);
	assert_int_equal(f->count, 3);
	assert_string_equal(f->all[0]->message, "'b'");
	assert_string_equal(f->all[1]->message, "'a'");
	assert_int_equal(f->all[2]->kind, FAILURE_SIGNAL);
	assert_string_equal(f->all[2]->type, "SIGSEGV");
	assert_int_equal(f->all[2]->process->pid, 21);
	arena_free(a);
}

/* A failure in the middle of a long log is kept with what surrounds it. */
static void
test_long(void **state)
{
	(void)state;
	enum { SIZE = 20 << 20 };
	struct arena *a = arena_new();
	static const char line[] = "served one request in 3 ms\n";
	static const char failure[] =
		"Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: 'x'\n";
	struct buf text = buf_new(a);
	while (text.size < SIZE / 2)
		buf_add(&text, line, sizeof(line) - 1);
	buf_add(&text, failure, sizeof(failure) - 1);
	while (text.size < SIZE)
		buf_add(&text, line, sizeof(line) - 1);
	struct run r = {.text = text.text, .size = text.size, .status = -1};
	struct failures *f = failure_parse(a, &r);
	assert_int_equal(f->count, 1);
	assert_string_equal(f->root->message, "'x'");
	assert_true(f->size < 1 << 20);
	assert_memory_equal(f->text + f->root->offset, failure, sizeof(failure) - 1);
	arena_free(a);
}

/* Failures everywhere: the first and the last are kept, and memory is bounded. */
static void
test_long_and_full(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	for (int i = 0; text.size < 12 << 20; i++)
		buf_printf(
			&text,
			"Traceback (most recent call last):\n  File \"a.py\", line %d, in f\nRuntimeError: number %d\n\n",
			i + 1, i);
	struct run r = {.text = text.text, .size = text.size, .status = -1};
	struct failures *f = failure_parse(a, &r);
	assert_true(f->size <= (8 << 20) + 16);
	assert_string_equal(f->all[0]->message, "number 0");
	assert_true(memmem(text.text + text.size - 40, 40, f->root->message, strlen(f->root->message)) != NULL);
	arena_free(a);
}

/* A long text without a single line end is cut, not kept. */
static void
test_one_line(void **state)
{
	(void)state;
	enum { SIZE = 20 << 20 };
	struct arena *a = arena_new();
	char *text = arena_alloc(a, SIZE + 1);
	for (size_t i = 0; i + 8 <= SIZE; i += 8)
		memcpy(text + i, "x Error ", 8);
	struct run r = {.text = text, .size = SIZE, .status = -1};
	struct failures *f = failure_parse(a, &r);
	assert_true(f->size <= (8 << 20) + 16);
	assert_null(f->root);
	arena_free(a);
}

/* The number of the line that begins at `place`. */
static size_t
line_of(const char *text, size_t place)
{
	size_t line = 1;
	for (size_t i = 0; i < place; i++)
		line += text[i] == '\n';
	return line;
}

/* Where a failure stands in what was written, whatever was taken away before it. */
static void
test_place(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t first, last;
	} cases[] = {
		{"one\ntwo\nTraceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\nValueError: x\n",
		 3, 6},
		{"\033[32mok\033[0m\n 10%\r 50%\r100%\nread\rwritten\nTraceback (most recent call last):\n"
		 "  File \"a.py\", line 1, in <module>\n    f()\n\033[1mValueError\033[0m: x\nINFO end\n",
		 4, 7},
		{"2026-01-02T03:04:05.678Z one\n2026-01-02T03:04:05.678Z Traceback (most recent call last):\n"
		 "2026-01-02T03:04:05.678Z   File \"a.py\", line 1, in <module>\n2026-01-02T03:04:05.678Z     f()\n"
		 "2026-01-02T03:04:05.678Z ValueError: x\n",
		 2, 5},
		{"db-1   | ready\nweb-1  | Traceback (most recent call last):\ndb-1   | asked\n"
		 "web-1  |   File \"a.py\", line 1, in <module>\ndb-1   | asked\nweb-1  |     f()\n"
		 "web-1  | ValueError: x\ndb-1   | asked\n",
		 2, 7},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_new();
		struct run *r = run_from_text(a, cases[i].text, strlen(cases[i].text), NULL, -1);
		struct failures *f = failure_parse(a, r);
		assert_int_equal(f->count, 1);
		assert_int_equal(line_of(cases[i].text, f->all[0]->place), cases[i].first);
		assert_int_equal(line_of(cases[i].text, f->all[0]->last), cases[i].last);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_at_once), cmocka_unit_test(test_order_of_time),
		cmocka_unit_test(test_two_in_turn), cmocka_unit_test(test_two_and_a_signal),
		cmocka_unit_test(test_long),        cmocka_unit_test(test_long_and_full),
		cmocka_unit_test(test_one_line),    cmocka_unit_test(test_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
