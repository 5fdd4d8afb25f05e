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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_aligned_memory),
		cmocka_unit_test(grows_a_buffer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
