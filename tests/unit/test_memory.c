#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "memory/cure.h"
#include "memory/journal.h"
#include "memory/store.h"

struct place {
	struct arena *a;
	char dir[64];
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	const char *tmp = getenv("TMPDIR");
	snprintf(p->dir, sizeof(p->dir), "%.40s/memory.XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(p->dir) == NULL)
		return -1;
	p->a = arena_new();
	setenv("XDG_STATE_HOME", p->dir, 1);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	char *command = arena_printf(p->a, "rm -rf '%s'", p->dir);
	int failed = system(command);
	arena_free(p->a);
	free(p);
	return failed;
}

static const char *
key_of(struct arena *a, const char *message)
{
	bool fresh;
	return journal_key(a, "ModuleNotFoundError", message, &fresh);
}

static bool
failed(struct arena *a, const char *message)
{
	return journal_add(a, 'F',
			   (const char *const[]){key_of(a, message), "p", "a.py", "/home/ada/shop",
						 "ModuleNotFoundError: …", NULL});
}

static bool
cured(struct arena *a, const char *message, const char *line)
{
	return journal_add(a, 'C',
			   (const char *const[]){key_of(a, message), "run", line, "/home/ada/shop",
						 "ModuleNotFoundError: …", NULL});
}

static bool
tried(struct arena *a, const char *message, const char *line)
{
	return journal_add(a, 'W', (const char *const[]){key_of(a, message), line, NULL});
}

static size_t
count_failures(struct arena *a)
{
	size_t count;
	enum store_state state;
	const struct store_filter all = {0};
	store_failures(a, &all, 1000000, &count, &state);
	return count;
}

static void
keys_tell_failures_apart(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	bool fresh = false;
	assert_null(journal_key(a, "KeyError", "'x'", NULL));
	const char *one = journal_key(a, "KeyError", "'x'", &fresh);
	assert_true(fresh);
	fresh = false;
	assert_string_equal(journal_key(a, "KeyError", "'x'", &fresh), one);
	assert_false(fresh);
	assert_string_equal(journal_key(a, "KeyError", "'x'", NULL), one);
	assert_string_not_equal(journal_key(a, "KeyError", "'y'", NULL), one);
	assert_string_not_equal(journal_key(a, "IndexError", "'x'", NULL), one);
	assert_string_equal(journal_key(a, "E", "at 0x7f12 line 12", NULL),
			    journal_key(a, "E", "at 0xabc line 9", NULL));
	/* Nothing of the message is in what is written. */
	failed(a, "No module named 'hunter2'");
	char *text = path_read(a, arena_printf(a, "%s/remedy/journal", p->dir), 10000, false, NULL);
	assert_non_null(text);
	assert_null(strstr(text, "hunter2"));
	struct stat st;
	assert_int_equal(stat(arena_printf(a, "%s/remedy/journal", p->dir), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(arena_printf(a, "%s/remedy/salt", p->dir), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* Another user's memory has other keys. */
	unlink(arena_printf(a, "%s/remedy/salt", p->dir));
	assert_string_not_equal(journal_key(a, "KeyError", "'x'", &fresh), one);
}

static long
bytes_read(void)
{
	char text[64] = "";
	FILE *f = fopen("/proc/self/io", "r");
	if (f == NULL || fgets(text, sizeof(text), f) == NULL)
		text[0] = '\0';
	if (f != NULL)
		fclose(f);
	return strtol(text + strcspn(text, "0123456789"), NULL, 10);
}

static void
cures_are_ranked(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	assert_int_equal(cure_find(a, key_of(a, "x")).count, 0);
	failed(a, "x");
	cured(a, "x", "pip install once");
	for (int i = 0; i < 3; i++)
		cured(a, "x", "pip install often");
	cured(a, "x", "pip install bad");
	tried(a, "x", "pip install bad");
	cured(a, "y", "pip install other");
	assert_int_equal(store_update(a), STORE_DONE);
	struct cures c = cure_find(a, key_of(a, "x"));
	assert_int_equal(c.count, 2);
	assert_string_equal(c.all[0].line, "pip install often");
	assert_int_equal(c.all[0].worked, 3);
	assert_string_equal(c.all[0].folder, "/home/ada/shop");
	assert_string_equal(c.all[1].line, "pip install once");
	assert_int_equal(cure_find(a, key_of(a, "y")).count, 1);
	assert_int_equal(cure_find(a, key_of(a, "z")).count, 0);
	/* What does not help any more comes last, then goes. */
	tried(a, "x", "pip install often");
	assert_int_equal(store_update(a), STORE_DONE);
	c = cure_find(a, key_of(a, "x"));
	assert_int_equal(c.all[0].failed + c.all[1].failed, 1);
	/* What the journal knows counts before the store has it. */
	cured(a, "n", "touch now");
	for (int i = 0; i < 3; i++)
		cured(a, "n", "touch often");
	assert_int_equal(store_update(a), STORE_DONE);
	tried(a, "n", "touch now");
	tried(a, "n", "touch often");
	tried(a, "x", "touch often");
	c = cure_find(a, key_of(a, "n"));
	assert_int_equal(c.count, 1);
	assert_string_equal(c.all[0].line, "touch often");
	assert_int_equal(c.all[0].failed, 1);
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(cure_find(a, key_of(a, "n")).all[0].failed, 1);
	/* However many cures there are, the journal is read once. */
	for (int i = 0; i < 8; i++)
		cured(a, "m", arena_printf(a, "touch %d", i));
	assert_int_equal(store_update(a), STORE_DONE);
	for (int i = 0; i < 1000; i++)
		tried(a, "other", "touch what is said of other failures, and is long enough for a journal");
	long before = bytes_read();
	assert_int_equal(cure_find(a, key_of(a, "m")).count, 8);
	assert_in_range(bytes_read() - before, 0, 100 * 1024);
	struct cure old = {.line = "a", .worked = 2, .last = 0},
		    young = {.line = "b", .worked = 1, .last = 400L * 24 * 3600};
	assert_true(cure_order(&old, &young) > 0);
	size_t count;
	enum store_state told;
	const struct store_filter all = {0};
	const struct store_failure *f = store_failures(a, &all, 10, &count, &told);
	assert_int_equal(count, 1);
	assert_string_equal(f[0].program, "a.py");
	assert_string_not_equal(f[0].cure, "");
}

static void
filters_and_forgetting(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	failed(a, "x");
	cured(a, "x", "pip install x");
	assert_int_equal(store_update(a), STORE_DONE);
	size_t count;
	enum store_state told;
	struct store_filter f = {.folder = "/home/ada"};
	store_failures(a, &f, 10, &count, &told);
	assert_int_equal(count, 1);
	f.folder = "/home/ad";
	store_failures(a, &f, 10, &count, &told);
	assert_int_equal(count, 0);
	f = (struct store_filter){.since = time(NULL) + 100};
	store_failures(a, &f, 10, &count, &told);
	assert_int_equal(count, 0);
	f = (struct store_filter){.pattern = "q"};
	store_failures(a, &f, 10, &count, &told);
	assert_int_equal(count, 0);
	const struct store_cure *c = store_cures(a, 10, &count, &told);
	assert_int_equal(count, 1);
	assert_int_equal(store_forget_cure(a, c[0].id), STORE_DONE);
	assert_int_equal(cure_find(a, key_of(a, "x")).count, 0);
	assert_int_equal(count_failures(a), 1);
	assert_int_equal(store_forget_pattern(a, "p"), STORE_DONE);
	assert_int_equal(count_failures(a), 0);
	failed(a, "x");
	assert_int_equal(store_forget_before(a, time(NULL) - 1000), STORE_DONE);
	assert_int_equal(count_failures(a), 1);
	assert_int_equal(store_forget_all(a), STORE_DONE);
	assert_int_equal(count_failures(a), 0);
	char *text = path_read(a, arena_printf(a, "%s/remedy/memory.db", p->dir), 1 << 20, true, &count);
	assert_null(memmem(text, count, "pip install x", 13));
}

static void
damaged_newer_foreign(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	const char *db = arena_printf(a, "%s/remedy/memory.db", p->dir);
	failed(a, "x");
	assert_int_equal(store_update(a), STORE_DONE);
	/* Garbage: put aside, told once, and it goes on. */
	assert_true(path_write(
		a, db,
		"this is no database, whatever it is called ............................................................................",
		110));
	unlink(arena_printf(a, "%s-wal", db));
	failed(a, "y");
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(count_failures(a), 1);
	assert_true(store_was_damaged(a));
	assert_false(store_was_damaged(a));
	/* A newer remedy's: not touched, nothing lost. */
	sqlite3 *raw;
	assert_int_equal(sqlite3_open(db, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	failed(a, "z");
	assert_int_equal(store_update(a), STORE_NEWER);
	assert_true(path_exists(arena_printf(a, "%s/remedy/journal", p->dir)));
	assert_int_equal(sqlite3_open(db, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "PRAGMA user_version = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(count_failures(a), 2);
	/* A snapshot that is garbage, or another's: nothing is found, nothing breaks. */
	const char *cdb = arena_printf(a, "%s/remedy/cures.cdb", p->dir);
	for (int size = 0; size < 5000; size += 331) {
		char garbage[5000];
		memset(garbage, size & 255, sizeof(garbage));
		assert_true(path_write(a, cdb, garbage, (size_t)size));
		cure_find(a, key_of(a, "x"));
	}
	cured(a, "x", "pip install once");
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(cure_find(a, key_of(a, "x")).count, 1);
	chmod(cdb, 0640);
	assert_int_equal(cure_find(a, key_of(a, "x")).count, 0);
	chmod(cdb, 0600);
	if (geteuid() == 0) {
		assert_int_equal(chown(cdb, 12345, 0), 0);
		assert_int_equal(cure_find(a, key_of(a, "x")).count, 0);
		assert_int_equal(chown(cdb, 0, 0), 0);
	}
	assert_int_equal(cure_find(a, key_of(a, "x")).count, 1);
	/* Hostile lines in the journal are left out. */
	const char *journal = arena_printf(a, "%s/remedy/journal", p->dir);
	static const char hostile[] =
		"F\t1\tshort\t\t\t\t\nC\t1\t0123456789abcdef\trun\trm \033[2J\t/\ts\nX\nF\nC\t\n\t\t\t\nF\t1\t0123456789abcdef";
	assert_true(path_write(a, journal, hostile, sizeof(hostile) - 1));
	assert_int_equal(store_update(a), STORE_DONE);
}

/* Two hundred write at once, some are killed while they do: nothing is lost or doubled. */
static void
nothing_is_lost(void **state)
{
	enum { PROCESSES = 200, EACH = 5 };
	struct place *p = *state;
	struct arena *a = p->a;
	key_of(a, "x");
	pid_t killers[6];
	for (size_t i = 0; i < 6; i++)
		if ((killers[i] = fork()) == 0) {
			for (;;) {
				struct arena *own = arena_new();
				store_update(own);
				arena_free(own);
			}
		}
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			struct arena *own = arena_new();
			int lost = 0;
			for (int k = 0; k < EACH; k++)
				lost += !failed(own, arena_printf(own, "x%c", 'a' + i % 20));
			store_update(own);
			_exit(lost);
		}
	for (size_t i = 0; i < 6; i++) {
		usleep(15000);
		kill(killers[i], SIGKILL);
	}
	int status;
	while (wait(&status) > 0)
		assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(count_failures(a), PROCESSES * EACH);
}

/* Wherever the database is damaged: it is borne or put aside, and it goes on. */
static void
any_page_damaged(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	const char *db = arena_printf(a, "%s/remedy/memory.db", p->dir);
	for (int i = 0; i < 300; i++) {
		failed(a, arena_printf(a, "x%c", 'a' + i % 26));
		cured(a, arena_printf(a, "x%c", 'a' + i % 26), arena_printf(a, "pip install x%d", i));
	}
	assert_int_equal(store_update(a), STORE_DONE);
	size_t size;
	const char *sound = path_read(a, db, 1 << 24, false, &size);
	assert_non_null(sound);
	enum { PAGE = 4096 };
	for (size_t page = 0; page < size / PAGE; page++) {
		char *broken = arena_alloc(a, size);
		memcpy(broken, sound, size);
		memset(broken + page * PAGE + (page == 0 ? 100 : 0), 0xa5, PAGE / 2);
		unlink(arena_printf(a, "%s-wal", db));
		unlink(arena_printf(a, "%s-shm", db));
		assert_true(path_write(a, db, broken, size));
		/* What was being stored when the damage showed went aside with the rest. */
		enum store_state told = STORE_FAILED;
		bool known = false;
		for (int tries = 0; tries < 2 && !known; tries++) {
			assert_true(failed(a, "new"));
			assert_true(cured(a, "new", "pip install new"));
			told = store_update(a);
			known = cure_find(a, key_of(a, "new")).count > 0;
		}
		print_message("page %zu of %zu: %d\n", page, size / PAGE, (int)told);
		assert_int_equal(told, STORE_DONE);
		assert_true(known);
		size_t count;
		const struct store_filter all = {0};
		store_failures(a, &all, 1000, &count, &told);
		store_cures(a, 1000, &count, &told);
	}
}

/* A clock that jumps: before 1970, beyond all years, and back between failure and cure. */
static void
any_time(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	static const char *const times[] = {
		"-9223372036854775808", "-1", "0", "1", "4102444800", "9223372036854775807", "99999999999999999999999"};
	const char *journal = arena_printf(a, "%s/remedy/journal", p->dir);
	key_of(a, "x");
	struct buf text = buf_new(a);
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		buf_printf(
			&text,
			"F\t%s\t0123456789abcde%zu\tp\ta.py\t/home/ada\tE: x\nC\t%s\t0123456789abcde%zu\trun\tmake\t/"
			"home/ada\tE: x\n",
			times[i], i, times[6 - i], i);
	assert_true(path_write(a, journal, text.text, text.size));
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(count_failures(a), 3); /* the times that there can be */
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		const struct cures c = cure_find(a, arena_printf(a, "0123456789abcde%zu", i));
		for (size_t k = 0; k < c.count; k++)
			assert_non_null(cure_age(a, c.all[k].last, time(NULL)));
	}
	assert_int_equal(store_forget_before(a, time(NULL)), STORE_DONE);
	assert_int_equal(count_failures(a), 1);
	/* What is noted now counts as before. */
	failed(a, "x");
	cured(a, "x", "make");
	assert_int_equal(store_update(a), STORE_DONE);
	assert_int_equal(cure_find(a, key_of(a, "x")).count, 1);
}

static void
without_a_place(void **state)
{
	struct place *p = *state;
	struct arena *a = p->a;
	setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
	bool fresh = false;
	assert_null(journal_key(a, "E", "m", &fresh));
	assert_false(fresh);
	assert_int_equal(cure_find(a, "0123456789abcdef").count, 0);
	assert_int_equal(store_update(a), STORE_FAILED);
	assert_int_equal(count_failures(a), 0);
}

static void
which_lines_can_cure(void **state)
{
	(void)state;
	static const char *const yes[] = {"pip install x",
					  "sudo apt install libffi-dev",
					  "export A=…",
					  "source .venv/bin/activate",
					  ". venv/bin/activate",
					  "python3.13 -m pip install cffi",
					  "python manage.py migrate",
					  "uv add cffi",
					  "conda activate x",
					  "touch a",
					  "systemctl start x",
					  "A=… make",
					  "env B=… make install",
					  "git checkout main",
					  "poetry install",
					  "mkdir out",
					  "unset PYTHONPATH",
					  "pyenv local 3.11",
					  NULL};
	static const char *const no[] = {"ls",
					 "ls -l",
					 "cat a.py",
					 "vim a.py",
					 "python a.py",
					 "python3 -c 'import x'",
					 "pip list",
					 "pip show x",
					 "git status",
					 "git diff",
					 "grep -r x .",
					 "which python",
					 "man x",
					 "cd ..",
					 "remedy why",
					 "sudo ls",
					 "",
					 "  ",
					 "echo …",
					 "history",
					 "pip freeze",
					 "A=… python a.py",
					 "/usr/bin/python3 a.py",
					 "ipython",
					 NULL};
	struct arena *a = arena_new();
	for (size_t i = 0; yes[i] != NULL; i++) {
		print_message("%s\n", yes[i]);
		assert_true(cure_is_possible(a, yes[i]));
	}
	for (size_t i = 0; no[i] != NULL; i++) {
		print_message("%s\n", no[i]);
		assert_false(cure_is_possible(a, no[i]));
	}
	assert_string_equal(cure_age(a, 1000, 500), "once");
	assert_string_equal(cure_age(a, 0, 21 * 24 * 3600), "3 weeks ago");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_tell_failures_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(cures_are_ranked, setup, teardown),
		cmocka_unit_test_setup_teardown(filters_and_forgetting, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged_newer_foreign, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_is_lost, setup, teardown),
		cmocka_unit_test_setup_teardown(any_page_damaged, setup, teardown),
		cmocka_unit_test_setup_teardown(any_time, setup, teardown),
		cmocka_unit_test_setup_teardown(without_a_place, setup, teardown),
		cmocka_unit_test(which_lines_can_cure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
