/* The ring from the writers' side. tee.c belongs to the preloaded library, which is
 * linked with nothing, so it is taken in whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/capture/shim/tee.c"

struct shim shim;

/* The ring of `path`, mapped once more with pages behind it that nobody may touch. */
static struct ring_header *
fenced(const char *path)
{
	size_t fence = 2 * RING_PAYLOAD_MAX;
	char *at = mmap(NULL, RING_SIZE + fence, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0 && at != MAP_FAILED);
	at = mmap(at, RING_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
	assert_true(at != MAP_FAILED);
	close(fd);
	return (struct ring_header *)at;
}

/* The record that was added at `position` is there, whole. */
static bool
is_there(const char *path, bool event, uint64_t position, const char *payload, size_t n)
{
	struct arena *a = arena_new();
	const struct ring_copy *r = ring_read(a, path, NULL);
	const struct ring_lane *lane = r == NULL ? NULL : event ? &r->events : &r->texts;
	bool found = false;
	uint64_t at = position;
	const char *body;
	if (lane != NULL && position >= lane->first) {
		const struct ring_record *record = ring_next(r, lane, &at, &body);
		found = record != NULL && record->position == position && record->length == n &&
			memcmp(body, payload, n) == 0;
	}
	arena_free(a);
	return found;
}

/* Wherever a lane's tail stands, and be it nonsense, a record stays within its
 * lane; what begins on the grid is read as it was written. */
static void
test_lane_ends(void **state)
{
	(void)state;
	char dir[64], path[128];
	const char *tmp = getenv("TMPDIR");
	snprintf(dir, sizeof(dir), "%.40s/tee.XXXXXX", tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/remedy/%d-1.ring", dir, (int)getpid());
	assert_non_null(tee_open(path, (uint32_t)getpid()));
	shim.ring = fenced(path);
	shim.run = 1;
	static char text[RING_PAYLOAD_MAX];
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 23);
	static const size_t lengths[] = {0, 1, 24, 100, 3000, RING_PAYLOAD_MAX};
	char *texts = (char *)shim.ring + RING_HEADER_SIZE + RING_EVENTS_SIZE;
	for (unsigned l = 0; l < sizeof(lengths) / sizeof(lengths[0]); l++) {
		size_t n = lengths[l];
		for (uint64_t back = 1; back <= 4 * RING_GRID; back++) {
			bool read = back % RING_GRID == 0;
			uint64_t at = 3 * (uint64_t)RING_TEXT_SIZE - back;
			shim.ring->text_tail = at;
			shim.ring->events_tail = RING_GRID;
			text_add(2, 7, 0, text, n);
			if (read && n > 0)
				assert_true(is_there(path, false, at, text, n));
			at = 3 * (uint64_t)RING_EVENTS_SIZE - back;
			shim.ring->events_tail = at;
			shim.ring->text_tail = RING_GRID;
			memset(texts, '!', 64); /* the lane behind that of the events */
			tee_event(RING_START, 0, text, n);
			for (size_t i = 0; i < 64; i++)
				assert_int_equal(texts[i], '!');
			if (read)
				assert_true(is_there(path, true, at, text, n));
		}
	}
	char command[128];
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	assert_int_equal(system(command), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_lane_ends)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
