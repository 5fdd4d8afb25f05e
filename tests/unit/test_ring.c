#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture/ring.h"
#include "ring_maker.h"

struct place {
	struct arena *arena;
	char dir[64];
	char *path; /* of a ring in it */
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	p->arena = arena_new();
	const char *tmp = getenv("TMPDIR");
	snprintf(p->dir, sizeof(p->dir), "%.40s/ring.XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(p->dir) == NULL)
		return -1;
	setenv("XDG_RUNTIME_DIR", p->dir, 1);
	mkdir(ring_dir(p->arena), 0700);
	p->path = arena_printf(p->arena, "%s/remedy/%d-77.ring", p->dir, (int)getpid());
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	char *command = arena_printf(p->arena, "rm -rf '%s'", p->dir);
	int failed = system(command);
	arena_free(p->arena);
	free(p);
	return failed;
}

static void
test_records(void **state)
{
	struct place *p = *state;
	struct maker m = maker_new((uint32_t)getpid());
	maker_text(&m, 10, 10, "one");
	maker_text(&m, 11, 10, "");
	maker_text(&m, 10, 10, "a text that is longer than a grid cell of the lane");
	maker_save(&m, p->path);
	const char *why = NULL, *payload;
	const struct ring_copy *r = ring_read(p->arena, p->path, &why);
	assert_non_null(r);
	assert_null(r->report);
	uint64_t at = r->texts.first;
	const struct ring_record *record = ring_next(r, &r->texts, &at, &payload);
	assert_non_null(record);
	assert_int_equal(record->pid, 10);
	assert_int_equal(record->kind, RING_STDERR);
	assert_memory_equal(payload, "one", 3);
	record = ring_next(r, &r->texts, &at, &payload);
	assert_int_equal(record->pid, 11);
	assert_int_equal(record->length, 0);
	record = ring_next(r, &r->texts, &at, &payload);
	assert_memory_equal(payload, "a text that is", 14);
	assert_null(ring_next(r, &r->texts, &at, &payload));
	at = r->events.first;
	assert_null(ring_next(r, &r->events, &at, &payload));
	free(m.bytes);
}

/* Whatever single byte of a record is changed, it is not read as that record,
 * and those beside it are. */
static void
test_torn_record(void **state)
{
	struct place *p = *state;
	struct maker m = maker_new(1);
	maker_text(&m, 10, 10, "before");
	uint64_t torn = maker_record(&m, RING_STDERR, 10, 10, 0, "a text of thirty-five bytes length.", 35);
	maker_text(&m, 10, 10, "behind");
	char *lane = m.bytes + RING_HEADER_SIZE + RING_EVENTS_SIZE;
	for (size_t i = 0; i < sizeof(struct ring_record) + 35; i++) {
		size_t position_end = offsetof(struct ring_record, status) + sizeof(int32_t);
		if (i >= position_end && i < sizeof(struct ring_record))
			continue; /* padding */
		lane[torn + i] ^= 0x20;
		maker_save(&m, p->path);
		struct arena *a = arena_new();
		const struct ring_copy *r = ring_read(a, p->path, NULL);
		assert_non_null(r);
		const char *payload;
		uint64_t at = r->texts.first;
		assert_non_null(ring_next(r, &r->texts, &at, &payload));
		assert_memory_equal(payload, "before", 6);
		assert_non_null(ring_next(r, &r->texts, &at, &payload));
		assert_memory_equal(payload, "behind", 6);
		assert_null(ring_next(r, &r->texts, &at, &payload));
		arena_free(a);
		lane[torn + i] ^= 0x20;
	}
	free(m.bytes);
}

static void
test_wraps(void **state)
{
	struct place *p = *state;
	struct maker m = maker_new(1);
	char text[3000];
	memset(text, 'x', sizeof(text));
	int written = 0;
	while (m.header->text_tail < 3 * (uint64_t)RING_TEXT_SIZE) {
		int n = snprintf(text, sizeof(text), "%d", written);
		text[n] = ' ';
		maker_record(&m, RING_STDERR, 10, 10, 0, text, 20 + (size_t)written * 37 % (sizeof(text) - 20));
		written++;
	}
	maker_save(&m, p->path);
	const struct ring_copy *r = ring_read(p->arena, p->path, NULL);
	assert_non_null(r);
	const char *payload;
	int first = -1, next = -1;
	const struct ring_record *record;
	for (uint64_t at = r->texts.first; (record = ring_next(r, &r->texts, &at, &payload)) != NULL; next++) {
		if (first < 0)
			first = next = atoi(payload);
		assert_int_equal(atoi(payload), next);
		assert_int_equal(record->length, 20 + (size_t)next * 37 % (sizeof(text) - 20));
	}
	assert_int_equal(next, written);
	assert_true(first > 0);
	free(m.bytes);
}

/* A header and lanes of any bytes: nothing but an end, and soon. */
static void
test_garbage(void **state)
{
	struct place *p = *state;
	uint64_t random = 88172645463325252u;
	for (int round = 0; round < 20; round++) {
		struct maker m = maker_new(1);
		for (size_t i = RING_LINE_SIZE; i < RING_SIZE; i += 8) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			memcpy(m.bytes + i, &random, 8);
		}
		m.header->size = RING_SIZE;
		if (round % 2 == 0) {
			m.header->events_tail &= ~(uint64_t)(RING_GRID - 1);
			m.header->text_tail &= ~(uint64_t)(RING_GRID - 1);
		}
		/* Records that claim to be in their place, of impossible lengths. */
		for (size_t at = 0; at < RING_TEXT_SIZE && round % 4 == 0; at += RING_GRID) {
			uint64_t position = m.header->text_tail - m.header->text_tail % RING_TEXT_SIZE + at;
			memcpy(m.bytes + RING_HEADER_SIZE + RING_EVENTS_SIZE + at, &position, 8);
		}
		maker_save(&m, p->path);
		struct arena *a = arena_new();
		const char *why = NULL, *payload;
		const struct ring_copy *r = ring_read(a, p->path, &why);
		if (r != NULL) {
			assert_null(r->report);
			uint64_t at = r->texts.first;
			assert_null(ring_next(r, &r->texts, &at, &payload));
			at = r->events.first;
			assert_null(ring_next(r, &r->events, &at, &payload));
		} else {
			assert_non_null(why);
		}
		arena_free(a);
		free(m.bytes);
	}
}

static void
assert_refused(struct place *p)
{
	const char *why = NULL;
	assert_null(ring_read(p->arena, p->path, &why));
	assert_non_null(why);
	why = NULL;
	assert_false(ring_check(p->path, &why));
	assert_non_null(why);
	assert_false(ring_note_report(p->path, 1, 1, "bash", "python x.py", "/", true));
}

static void
test_refused(void **state)
{
	struct place *p = *state;
	struct maker m = maker_new(1);
	const char *why;
	assert_refused(p);
	assert_int_equal(mkdir(p->path, 0700), 0);
	assert_refused(p);
	assert_int_equal(rmdir(p->path), 0);
	assert_int_equal(mkfifo(p->path, 0600), 0);
	assert_refused(p);
	assert_int_equal(unlink(p->path), 0);
	assert_int_equal(symlink("/dev/zero", p->path), 0);
	assert_refused(p);
	assert_int_equal(unlink(p->path), 0);
	maker_save(&m, p->path);
	assert_true(ring_check(p->path, &why));
	assert_int_equal(chmod(p->path, 0644), 0);
	assert_refused(p);
	assert_int_equal(chmod(p->path, 0600), 0);
	assert_int_equal(truncate(p->path, RING_SIZE - 1), 0);
	assert_refused(p);
	assert_int_equal(truncate(p->path, 1 << 30), 0);
	assert_refused(p);
	static const size_t places[] = {0, 12, 17, 20, RING_FAILED_DIGITS, RING_STARTED_DIGITS + 9, RING_LINE_SIZE - 1};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct maker spoilt = maker_new(1);
		spoilt.bytes[places[i]] ^= 1 << 6;
		maker_save(&spoilt, p->path);
		assert_refused(p);
		free(spoilt.bytes);
	}
	free(m.bytes);
}

static void
test_report(void **state)
{
	struct place *p = *state;
	struct maker m = maker_new(1);
	maker_save(&m, p->path);
	assert_true(ring_note_report(p->path, 12, 1, "zsh", "python a.py", "/home/ada", true));
	const struct ring_copy *r = ring_read(p->arena, p->path, NULL);
	assert_non_null(r->report);
	assert_int_equal(r->report->run, 12);
	assert_string_equal(r->report->shell, "zsh");
	assert_string_equal(r->report->command, "python a.py");
	assert_string_equal(r->report->cwd, "/home/ada");

	char *huge = arena_alloc(p->arena, 100001);
	memset(huge, 'c', 100000);
	assert_true(ring_note_report(p->path, 13, 139, huge, huge, NULL, true));
	r = ring_read(p->arena, p->path, NULL);
	assert_int_equal(r->report->run, 13);
	assert_int_equal(r->report->status, 139);
	assert_int_equal(strlen(r->report->command), RING_COMMAND_MAX - 1);
	assert_string_equal(r->report->shell, "ccccccccccc");
	assert_true(r->report->told);
	assert_string_equal(r->report->cwd, "");

	/* A short one over it: what is left behind its ends does not count. */
	assert_true(ring_note_report(p->path, 14, 1, "bash", "python b.py", "/home/ada", false));
	r = ring_read(p->arena, p->path, NULL);
	assert_int_equal(r->report->run, 14);
	assert_false(r->report->told);
	assert_string_equal(r->report->command, "python b.py");
	assert_string_equal(r->report->cwd, "/home/ada");
	/* A command of every length around where it is short no more, and folders too. */
	for (size_t n = 470; n < 520; n++) {
		char *text = arena_strndup(p->arena, huge, n);
		assert_true(ring_note_report(p->path, 15, 1, "bash", text, text, true));
		r = ring_read(p->arena, p->path, NULL);
		assert_string_equal(r->report->command, text);
		assert_string_equal(r->report->cwd, text);
	}

	/* Torn: the command changed without its seal. */
	int fd = open(p->path, O_WRONLY);
	assert_int_equal(pwrite(fd, "X", 1, RING_REPORT + 100), 1);
	close(fd);
	assert_null(ring_read(p->arena, p->path, NULL)->report);
	free(m.bytes);
}

static void
touch(struct place *p, const char *name)
{
	int fd = open(arena_printf(p->arena, "%s/remedy/%s", p->dir, name), O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void
test_find(void **state)
{
	struct place *p = *state;
	assert_null(ring_find(p->arena, getpid()));
	touch(p, "1-5.ring");
	touch(p, arena_printf(p->arena, "%d-1.ringx", (int)getpid()));
	touch(p, arena_printf(p->arena, "%d-1.run", (int)getpid()));
	touch(p, arena_printf(p->arena, "%d-1.ring.99", (int)getpid()));
	touch(p, arena_printf(p->arena, "%d-.ring", (int)getppid()));
	char *parents = ring_find(p->arena, getpid());
	assert_string_equal(parents, arena_printf(p->arena, "%s/remedy/%d-.ring", p->dir, (int)getppid()));
	touch(p, arena_printf(p->arena, "%d-8.ring", (int)getpid()));
	usleep(20000); /* the kernel's clock for files ticks every 4 or 10 ms */
	touch(p, arena_printf(p->arena, "%d-3.ring", (int)getpid()));
	char *newest = arena_printf(p->arena, "%s/remedy/%d-3.ring", p->dir, (int)getpid());
	assert_string_equal(ring_find(p->arena, getpid()), newest);
	pid_t child = fork();
	if (child == 0)
		_exit(strcmp(ring_find(p->arena, getpid()), newest) != 0);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
test_sweep(void **state)
{
	struct place *p = *state;
	pid_t gone = fork();
	if (gone == 0)
		_exit(0);
	assert_int_equal(waitpid(gone, NULL, 0), gone);
	char *mine = arena_printf(p->arena, "%d-8.ring", (int)getpid());
	const char *dead[] = {".ring", ".ring.123", ".run"};
	touch(p, mine);
	touch(p, "notes.txt");
	touch(p, "0-1.ring");
	for (size_t i = 0; i < 3; i++)
		touch(p, arena_printf(p->arena, "%d-8%s", (int)gone, dead[i]));
	touch(p, arena_printf(p->arena, "%d-8.txt", (int)gone));
	ring_sweep(ring_dir(p->arena));
	ring_sweep(arena_printf(p->arena, "%s/no/such", p->dir));
	for (size_t i = 0; i < 3; i++) {
		char *path = arena_printf(p->arena, "%s/remedy/%d-8%s", p->dir, (int)gone, dead[i]);
		assert_int_equal(access(path, F_OK), -1);
	}
	assert_int_equal(access(arena_printf(p->arena, "%s/remedy/%s", p->dir, mine), F_OK), 0);
	assert_int_equal(access(arena_printf(p->arena, "%s/remedy/notes.txt", p->dir), F_OK), 0);
	assert_int_equal(access(arena_printf(p->arena, "%s/remedy/0-1.ring", p->dir), F_OK), 0);
	assert_int_equal(access(arena_printf(p->arena, "%s/remedy/%d-8.txt", p->dir, (int)gone), F_OK), 0);
}

static void
test_dir(void **state)
{
	struct place *p = *state;
	assert_string_equal(ring_dir(p->arena), arena_printf(p->arena, "%s/remedy", p->dir));
	const char *memory = access("/dev/shm/.", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
	char *fallback = arena_printf(p->arena, "%s/remedy-%u", memory, (unsigned)getuid());
	setenv("XDG_RUNTIME_DIR", "/no/such/folder", 1);
	assert_string_equal(ring_dir(p->arena), fallback);
	setenv("XDG_RUNTIME_DIR", "relative", 1);
	assert_string_equal(ring_dir(p->arena), fallback);
	unsetenv("XDG_RUNTIME_DIR");
	assert_string_equal(ring_dir(p->arena), fallback);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_records, setup, teardown),
		cmocka_unit_test_setup_teardown(test_torn_record, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wraps, setup, teardown),
		cmocka_unit_test_setup_teardown(test_garbage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_report, setup, teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sweep, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dir, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
