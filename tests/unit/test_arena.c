#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"

static void
gives_zeroed_aligned_memory(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t size = 0; size < 200000; size = size * 2 + 1) {
		char *p = arena_alloc(a, size);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	arena_free(a);
}

/* Pieces of every size in an arena and in one within it, emptied now and then:
 * each is zeroed, and nobody else writes into it. */
static void
keeps_apart_what_is_within(void **state)
{
	(void)state;
	struct arena *a = arena_new(), *inner = arena_within(a);
	char *last[2] = {NULL, NULL};
	size_t sizes[2] = {0, 0};
	for (unsigned i = 0; i < 3000; i++) {
		int which = i % 3 == 0;
		size_t size = i * 7919 % 5000 + (i % 500 == 499 ? 100000 : 1);
		char *p = arena_alloc(which ? inner : a, size);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(p[k], 0);
		memset(p, 1 + which, size);
		last[which] = p;
		sizes[which] = size;
		for (int w = 0; w < 2; w++)
			for (size_t k = 0; k < sizes[w]; k++)
				assert_int_equal(last[w][k], 1 + w);
		if (i % 700 == 699) {
			arena_reset(inner);
			sizes[1] = 0;
		}
	}
	arena_free(inner);
	arena_reset(a);
	assert_int_equal(*(char *)arena_alloc(a, 1), 0);
	arena_free(a);
}

static void
grows_a_buffer(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf b = buf_new(a);
	for (int i = 0; i < 10000; i++)
		buf_printf(&b, "%d,", i % 10);
	assert_int_equal(b.size, 20000);
	assert_int_equal(strlen(b.text), 20000);
	assert_memory_equal(b.text + 19994, "7,8,9,", 6);
	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.size, 20003);
	arena_free(a);
}

/* Texts of every length are written at every distance from a block's end; what
 * is allocated behind them is zero. */
static void
prints_at_the_end_of_a_block(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int i = 0; i < 20000; i++) {
		char *s = arena_printf(a, "%0*d", i % 97 + 1, 7);
		assert_int_equal(strlen(s), i % 97 + 1);
		assert_int_equal(s[i % 97], '7');
		char *p = arena_alloc(a, 33);
		for (size_t k = 0; k < 33; k++)
			assert_int_equal(p[k], 0);
	}
	char *longer = arena_printf(a, "%0600000d", 7);
	assert_int_equal(strlen(longer), 600000);
	arena_free(a);
}

static void
is_zero_again_after_a_reset(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int round = 0; round < 3; round++) {
		for (size_t size = 1; size < 400000; size = size * 3) {
			char *p = arena_alloc(a, size);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xff, size);
			arena_printf(a, "%zu", size);
		}
		arena_reset(a);
	}
	struct arena_mark mark = arena_mark(a);
	for (int round = 0; round < 3; round++, arena_release(a, mark)) {
		char *p = arena_alloc(a, 5000);
		for (size_t i = 0; i < 5000; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, 5000);
		assert_ptr_equal(arena_mark(a).block, mark.block);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_aligned_memory),
		cmocka_unit_test(keeps_apart_what_is_within),
		cmocka_unit_test(grows_a_buffer),
		cmocka_unit_test(prints_at_the_end_of_a_block),
		cmocka_unit_test(is_zero_again_after_a_reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
