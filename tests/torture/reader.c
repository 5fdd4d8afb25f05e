/* reader RING SECONDS: reads the ring over and over while writers.c writes into
 * it. Every record that is read as a whole must be one of its lines, whole.
 * Prints how often it read, how many records, and how often the lane went round;
 * status 1 and the record if one is torn. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "capture/ring.h"
#include "capture/run.h"

static unsigned
sum_of(const char *s, size_t n)
{
	uint32_t sum = 2166136261u;
	for (size_t i = 0; i < n; i++)
		sum = (sum ^ (unsigned char)s[i]) * 16777619u;
	return sum;
}

static int
is_whole(const char *line, size_t n)
{
	unsigned seed, thread, number, sum;
	int at = 0;
	char head[100];
	if (n < 2 || line[n - 1] != '\n')
		return 0;
	size_t taken = n < sizeof(head) ? n : sizeof(head) - 1;
	memcpy(head, line, taken);
	head[taken] = '\0';
	if (sscanf(head, "W %u %u %u %8x%n", &seed, &thread, &number, &sum, &at) != 4 || line[at] != ' ')
		return 0;
	return sum == sum_of(line + at + 1, n - (size_t)at - 2);
}

int
main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	unsigned long reads = 0, records = 0, before = 0, last = 0;
	for (time_t end = time(NULL) + atoi(argv[2]); time(NULL) < end;) {
		struct arena *a = arena_new();
		const char *why = NULL;
		const struct ring_copy *r = ring_read(a, argv[1], &why);
		if (r == NULL) {
			arena_free(a);
			continue;
		}
		before = before == 0 ? r->texts.end : before;
		last = r->texts.end;
		const struct ring_record *record;
		const char *payload;
		for (uint64_t at = r->texts.first; (record = ring_next(r, &r->texts, &at, &payload)) != NULL; records++)
			if (!is_whole(payload, record->length)) {
				printf("torn: %.*s\n", (int)record->length, payload);
				return 1;
			}
		if (run_from_ring(a, argv[1], 1, &why) == NULL && reads > 1000)
			return printf("no run: %s\n", why), 1;
		reads++;
		arena_free(a);
	}
	printf("%lu reads, %lu records, %lu times round\n", reads, records, last / RING_TEXT_SIZE);
	return records == 0;
}
