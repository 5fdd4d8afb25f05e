#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/run.h"
#include "ring_maker.h"

struct place {
	struct arena *arena;
	char path[64];
	struct maker maker;
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	const char *tmp = getenv("TMPDIR");
	snprintf(p->path, sizeof(p->path), "%.40s/run.XXXXXX", tmp != NULL ? tmp : "/tmp");
	int fd = mkstemp(p->path);
	if (fd < 0)
		return -1;
	close(fd);
	p->arena = arena_new();
	p->maker = maker_new(1);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	unlink(p->path);
	arena_free(p->arena);
	free(p->maker.bytes);
	free(p);
	return 0;
}

static struct run *
reread(struct place *p, uint32_t number)
{
	maker_save(&p->maker, p->path);
	return run_from_ring(p->arena, p->path, number, NULL);
}

#define PYTHON "/usr/bin/python3\0/usr/bin/python3.11\0/home/ada\0python3\0a.py\0PATH=/usr/bin\0PYTHONPATH=/x"

static void
test_process(void **state)
{
	struct place *p = *state;
	MAKER_START(&p->maker, 10, 9, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 10, 10, "Traceback\n");
	maker_record(&p->maker, RING_EXIT, 10, 10, 1, NULL, 0);
	struct run *r = reread(p, 1);
	assert_non_null(r);
	assert_int_equal(r->number, 1);
	assert_int_equal(r->status, -1);
	assert_true(r->local);
	assert_false(r->truncated);
	assert_int_equal(r->count, 1);
	const struct process *q = &r->processes[0];
	assert_int_equal(q->pid, 10);
	assert_int_equal(q->parent, 9);
	assert_true(q->python && q->ended);
	assert_int_equal(q->status, 1);
	assert_string_equal(q->execfn, "/usr/bin/python3");
	assert_string_equal(q->exe, "/usr/bin/python3.11");
	assert_string_equal(q->cwd, "/home/ada");
	assert_int_equal(q->argc, 2);
	assert_string_equal(q->argv[1], "a.py");
	assert_null(q->argv[2]);
	assert_string_equal(process_env(q, "PYTHONPATH"), "/x");
	assert_null(process_env(q, "PYTHON"));
	assert_null(process_env(q, "PYTHONHOME"));
	assert_string_equal(r->text, "Traceback\n");
	assert_string_equal(q->text, "Traceback\n");
	assert_ptr_equal(run_culprit(r), q);
}

/* Several writers: the run's text in order, each process's by itself. */
static void
test_pieces(void **state)
{
	struct place *p = *state;
	MAKER_START(&p->maker, 10, 9, 0, 0, 1, 0, "/bin/sh\0/bin/dash\0/\0sh");
	MAKER_START(&p->maker, 11, 10, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 10, 10, "shell\n");
	maker_text(&p->maker, 11, 11, "one ");
	maker_text(&p->maker, 11, 11, "two\n");
	maker_text(&p->maker, 10, 10, "end\n");
	p->maker.run = 2;
	maker_text(&p->maker, 11, 11, "of another run\n");
	struct run *r = reread(p, 1);
	assert_string_equal(r->text, "shell\none two\nend\n");
	assert_int_equal(r->size, 18);
	assert_int_equal(r->piece_count, 3);
	assert_string_equal(r->processes[0].text, "shell\nend\n");
	assert_string_equal(r->processes[1].text, "one two\n");
	assert_int_equal(run_writer(r, 0)->pid, 10);
	assert_int_equal(run_writer(r, 5)->pid, 10);
	assert_int_equal(run_writer(r, 6)->pid, 11);
	assert_int_equal(run_writer(r, 13)->pid, 11);
	assert_int_equal(run_writer(r, 14)->pid, 10);
	assert_int_equal(run_writer(r, 17)->pid, 10);
	assert_null(run_writer(r, 18));
	/* No status is known: the last Python that wrote. */
	assert_int_equal(run_culprit(r)->pid, 11);
	r = run_from_ring(p->arena, p->path, 2, NULL);
	assert_string_equal(r->text, "of another run\n");
	const char *why = NULL;
	assert_null(run_from_ring(p->arena, p->path, 3, &why));
	assert_non_null(why);
}

/* A pid that executes one program after the other is one process each. */
/* A pid whose records name two images: who wrote what is decided once. */
static void
test_pieces_of_two_images(void **state)
{
	struct place *p = *state;
	MAKER_START(&p->maker, 10, 9, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 11, 10, "forked from a known one\n");
	maker_text(&p->maker, 11, 12, "no\n");
	struct run *r = reread(p, 1);
	assert_string_equal(r->text, "forked from a known one\nno\n");
	assert_int_equal(r->count, 3);
	assert_string_equal(r->processes[1].text, "forked from a known one\n");
	assert_string_equal(r->processes[2].text, "no\n");
}

static void
test_exec_in_place(void **state)
{
	struct place *p = *state;
	MAKER_START(&p->maker, 10, 9, 0, 0, 1, 0, "./run\0/bin/bash\0/\0run");
	maker_text(&p->maker, 10, 10, "bash\n");
	MAKER_START(&p->maker, 10, 9, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 10, 10, "python\n");
	maker_record(&p->maker, RING_EXIT, 10, 10, 3, NULL, 0);
	struct run *r = reread(p, 1);
	assert_int_equal(r->count, 2);
	assert_string_equal(r->processes[0].text, "bash\n");
	assert_false(r->processes[0].ended);
	assert_string_equal(r->processes[1].text, "python\n");
	assert_int_equal(r->processes[1].status, 3);
	assert_ptr_equal(run_culprit(r), &r->processes[1]);
}

static void
test_forked(void **state)
{
	struct place *p = *state;
	MAKER_START(&p->maker, 10, 9, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 12, 10, "worker\n");
	maker_text(&p->maker, 13, 99, "stranger\n");
	maker_text(&p->maker, 12, 10, "again\n");
	maker_record(&p->maker, RING_EXIT, 12, 10, 2, NULL, 0);
	maker_record(&p->maker, RING_EXIT, 14, 14, 2, NULL, 0); /* of which nothing else is left */
	struct run *r = reread(p, 1);
	assert_int_equal(r->count, 3);
	const struct process *worker = &r->processes[1];
	assert_int_equal(worker->pid, 12);
	assert_int_equal(worker->parent, 10);
	assert_int_equal(worker->depth, 1);
	assert_true(worker->python);
	assert_string_equal(worker->exe, "/usr/bin/python3.11");
	assert_string_equal(worker->text, "worker\nagain\n");
	assert_int_equal(worker->status, 2);
	assert_false(r->processes[0].ended);
	assert_int_equal(r->processes[2].pid, 13);
	assert_false(r->processes[2].python);
	assert_string_equal(r->processes[2].exe, "");
	assert_non_null(r->processes[2].argv);
	assert_ptr_equal(run_culprit(r), worker);
}

static void
test_culprit(void **state)
{
	struct place *p = *state;
	static const struct {
		uint32_t depth;
		int status; /* -1: not ended */
	} all[] = {{0, 0}, {2, 1}, {1, 5}, {1, 6}, {0, -1}};
	for (uint32_t i = 0; i < 5; i++) {
		MAKER_START(&p->maker, 10 + i, 9, all[i].depth, 1, 2, 2, PYTHON);
		if (all[i].status >= 0)
			maker_record(&p->maker, RING_EXIT, 10 + i, 10 + i, all[i].status, NULL, 0);
	}
	assert_int_equal(run_culprit(reread(p, 1))->pid, 13);
	struct run *text = run_from_text(p->arena, "x", 1, NULL, -1);
	assert_null(run_culprit(text));
	assert_null(run_writer(text, 0));
	assert_false(text->local);
	assert_int_equal(text->number, 0);
}

/* Start records that promise more than they hold. */
static void
test_short_start(void **state)
{
	struct place *p = *state;
	MAKER_START(&p->maker, 10, 9, 0, 1, 4000000000u, 4000000000u, "a\0b\0c\0only");
	maker_start(&p->maker, 11, 9, 0, 1, 1, 1, "no end", 6);
	maker_start(&p->maker, 12, 9, 0, 1, 1, 1, "a\0b\0c\0x\0unended", 15);
	maker_record(&p->maker, RING_START, 13, 13, 0, "tiny", 4);
	struct run *r = reread(p, 1);
	assert_int_equal(r->count, 2);
	assert_int_equal(r->processes[0].argc, 1);
	assert_null(r->processes[0].env[0]);
	assert_int_equal(r->processes[1].pid, 12);
	assert_null(r->processes[1].env[0]);
}

static void
test_truncated(void **state)
{
	struct place *p = *state;
	char text[1025];
	memset(text, 'a', 1024);
	text[1024] = '\0';
	MAKER_START(&p->maker, 10, 9, 0, 1, 2, 2, PYTHON);
	for (int i = 0; i < 100; i++)
		maker_text(&p->maker, 10, 10, text);
	assert_false(reread(p, 1)->truncated);
	for (int i = 0; i < 1000; i++)
		maker_text(&p->maker, 10, 10, text);
	struct run *r = reread(p, 1);
	assert_true(r->truncated);
	assert_true(r->size > 600 * 1024 && r->size % 1024 == 0);
	assert_ptr_equal(run_writer(r, r->size - 1), &r->processes[0]);
	p->maker.run = 2;
	MAKER_START(&p->maker, 20, 9, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 20, 20, "short\n");
	r = reread(p, 2);
	assert_false(r->truncated);
	assert_string_equal(r->text, "short\n");
}

static void
test_reported(void **state)
{
	struct place *p = *state;
	const char *why = NULL;
	MAKER_START(&p->maker, 10, 9, 0, 1, 2, 2, PYTHON);
	maker_text(&p->maker, 10, 10, "one\n");
	p->maker.run = 2;
	MAKER_START(&p->maker, 11, 9, 0, 1, 2, 2, PYTHON);
	maker_save(&p->maker, p->path);
	assert_null(run_from_ring(p->arena, p->path, 0, &why));
	assert_non_null(why);
	assert_true(ring_note_report(p->path, 1, 1, "bash", "python3 a.py | cat", "/home/ada", true));
	struct run *r = run_from_ring(p->arena, p->path, 0, &why);
	assert_int_equal(r->number, 1);
	assert_int_equal(r->status, 1);
	assert_string_equal(r->shell, "bash");
	assert_string_equal(r->command, "python3 a.py | cat");
	assert_string_equal(r->cwd, "/home/ada");
	assert_string_equal(r->text, "one\n");
	assert_null(run_from_ring(p->arena, p->path, 2, &why)->command);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_process, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pieces, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pieces_of_two_images, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exec_in_place, setup, teardown),
		cmocka_unit_test_setup_teardown(test_forked, setup, teardown),
		cmocka_unit_test_setup_teardown(test_culprit, setup, teardown),
		cmocka_unit_test_setup_teardown(test_short_start, setup, teardown),
		cmocka_unit_test_setup_teardown(test_truncated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reported, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
