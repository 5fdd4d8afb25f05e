/* A text without end, cut into parts: all that is wanted arrives once, with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "capture/log.h"

struct heard {
	struct arena *arena;
	size_t parts, marks, bytes, whole;
	size_t lines[100]; /* where the marks stood */
	size_t keep;       /* of an open part, so much is not done with */
};

static bool
wanted(void *of, const char *text, size_t n)
{
	(void)of;
	return memmem(text, n, "MARK", 4) != NULL;
}

static size_t
hear(void *of, const struct log_part *part)
{
	struct heard *h = of;
	size_t line = part->line, done = part->open ? part->size - h->keep : part->size;
	h->parts++;
	h->bytes += part->size;
	h->whole += part->whole;
	assert_int_equal(part->text[part->size], 0);
	for (const char *p = part->text; p < part->text + done; p++) {
		if (*p == '\n')
			line++;
		else if (strncmp(p, "MARK", 4) == 0 && h->marks < 100)
			h->lines[h->marks++] = line;
	}
	return done;
}

static void
fill(struct buf *out, size_t lines)
{
	for (size_t i = 0; i < lines; i++)
		buf_add_string(out, "a line of forty bytes, of which nobody ..\n");
}

static void
test_short(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct heard h = {.arena = a};
	struct log *l = log_new(a, wanted, hear, &h, false);
	log_end(l);
	assert_int_equal(h.whole, 1); /* also when it is empty */
	log_begin(l);
	log_add(l, "one\nMARK", 8);
	log_end(l);
	assert_int_equal(h.whole, 2);
	assert_int_equal(h.lines[0], 2);
	arena_free(a);
}

/* Blocks of any size give the same lines. */
static void
test_long(void **state)
{
	(void)state;
	static const size_t at[] = {10, 11, 5000, 230000, 230500, 399990};
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	size_t line = 1;
	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
		fill(&text, at[i] - line);
		buf_add_string(&text, "MARK\n");
		line = at[i] + 1;
	}
	fill(&text, 400000 - line);
	assert_true(text.size > LOG_WHOLE);
	static const size_t blocks[] = {LOG_BLOCK, 4096, 100001};
	for (size_t b = 0; b < 3; b++) {
		struct heard h = {.arena = a};
		struct log *l = log_new(a, wanted, hear, &h, false);
		for (size_t i = 0; i < text.size; i += blocks[b])
			log_add(l, text.text + i, i + blocks[b] < text.size ? blocks[b] : text.size - i);
		log_end(l);
		assert_int_equal(h.whole, 0);
		assert_int_equal(h.marks, 6);
		for (size_t i = 0; i < 6; i++)
			assert_int_equal(h.lines[i], at[i]);
		assert_true(h.bytes < 8 * (2 * LOG_CONTEXT + 4 * LOG_STRETCH));
	}
	arena_free(a);
}

/* What is wanted without end comes in open parts, of which the rest comes again. */
static void
test_dense(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct heard h = {.arena = a, .keep = 1000};
	struct log *l = log_new(a, wanted, hear, &h, false);
	char block[4000];
	memset(block, 'x', sizeof(block));
	memcpy(block, "MARK\n", 5);
	block[sizeof(block) - 1] = '\n';
	for (int i = 0; i < 5000; i++)
		log_add(l, block, sizeof(block));
	log_end(l);
	assert_true(h.parts > 3 && h.parts < 12);
	assert_true(h.bytes >= 5000 * sizeof(block));
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(h.lines[i], 2 * i + 1);
	arena_free(a);
}

static void
test_live(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct heard h = {.arena = a};
	struct log *l = log_new(a, wanted, hear, &h, true);
	log_add(l, "one\ntwo\nMAR", 11);
	log_settle(l, LOG_STOPPED);
	assert_int_equal(h.marks, 0);
	assert_false(log_waits(l));
	log_add(l, "K\n", 2);
	assert_true(log_waits(l));
	log_settle(l, LOG_STOPPED);
	assert_int_equal(h.marks, 1);
	assert_int_equal(h.lines[0], 3);
	assert_false(log_waits(l));
	h.keep = 5; /* "MARK\n" may go on */
	log_add(l, "x\nMARK\n", 7);
	log_settle(l, LOG_FLOWS);
	assert_int_equal(h.marks, 1);
	log_settle(l, LOG_STOPPED);
	assert_int_equal(h.marks, 2);
	assert_int_equal(h.lines[1], 5);
	log_add(l, "MARK", 4);
	log_end(l);
	assert_int_equal(h.marks, 3);
	assert_int_equal(h.lines[2], 6);
	arena_free(a);
}

static void
test_utf16(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct heard h = {.arena = a};
	struct log *l = log_new(a, wanted, hear, &h, false);
	log_add(l,
		"\xff\xfe"
		"x\0\n\0M\0A",
		9);
	log_add(l, "\0R\0K\0", 5);
	log_end(l);
	assert_int_equal(h.marks, 1);
	assert_int_equal(h.lines[0], 2);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short), cmocka_unit_test(test_long),  cmocka_unit_test(test_dense),
		cmocka_unit_test(test_live),  cmocka_unit_test(test_utf16),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
