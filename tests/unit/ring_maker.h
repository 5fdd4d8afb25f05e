/* Rings made by hand, to be read in tests of capture/. */
#ifndef REMEDY_TESTS_RING_MAKER_H
#define REMEDY_TESTS_RING_MAKER_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "capture/ring.h"

struct maker {
	char *bytes; /* RING_SIZE */
	struct ring_header *header;
	uint32_t run;
};

static inline struct maker
maker_new(uint32_t shell)
{
	struct maker m = {.bytes = aligned_alloc(64, RING_SIZE), .run = 1};
	memset(m.bytes, 0, RING_SIZE);
	m.header = (struct ring_header *)m.bytes;
	memcpy(m.header->line, RING_LINE, RING_LINE_SIZE);
	m.header->size = RING_SIZE;
	m.header->shell = shell;
	m.header->key = 0x0123456789abcdef;
	return m;
}

/* Adds a record as a writer would; returns its position. */
static inline uint64_t
maker_record(struct maker *m, enum ring_kind kind, uint32_t pid, uint32_t image, int status, const void *payload,
	     size_t n)
{
	int text = kind == RING_STDERR || kind == RING_STDOUT;
	uint64_t *tail = text ? &m->header->text_tail : &m->header->events_tail;
	size_t size = text ? RING_TEXT_SIZE : RING_EVENTS_SIZE;
	char *lane = m->bytes + RING_HEADER_SIZE + (text ? RING_EVENTS_SIZE : 0);
	struct ring_record r = {.position = *tail,
				.run = m->run,
				.pid = pid,
				.image = image,
				.length = (uint32_t)n,
				.kind = (uint16_t)kind,
				.status = status};
	r.seal = ring_seal(&r, ring_sum(payload, n), m->header->key);
	for (size_t i = 0; i < sizeof(r); i++)
		lane[(*tail + i) % size] = ((const char *)&r)[i];
	for (size_t i = 0; i < n; i++)
		lane[(*tail + sizeof(r) + i) % size] = ((const char *)payload)[i];
	*tail += ring_room(n);
	return r.position;
}

static inline void
maker_text(struct maker *m, uint32_t pid, uint32_t image, const char *text)
{
	maker_record(m, RING_STDERR, pid, image, 0, text, strlen(text));
}

/* `strings`: execfn, exe, cwd, argv…, env…, each with its NUL. */
static inline void
maker_start(struct maker *m, uint32_t pid, uint32_t parent, uint32_t depth, int python, uint32_t arguments,
	    uint32_t variables, const char *strings, size_t n)
{
	char payload[4096];
	struct ring_start start = {.text_position = m->header->text_tail,
				   .parent = parent,
				   .depth = depth,
				   .python = (uint32_t)python,
				   .arguments = arguments,
				   .variables = variables};
	memcpy(payload, &start, sizeof(start));
	memcpy(payload + sizeof(start), strings, n);
	maker_record(m, RING_START, pid, pid, 0, payload, sizeof(start) + n);
}

#define MAKER_START(m, pid, parent, depth, python, arguments, variables, strings)                                      \
	maker_start(m, pid, parent, depth, python, arguments, variables, strings "\0", sizeof(strings))

static inline void
maker_save(const struct maker *m, const char *path)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(m->bytes, 1, RING_SIZE, f), RING_SIZE);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

#endif
