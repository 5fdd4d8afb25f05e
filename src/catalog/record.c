#include "catalog/record.h"

#include <string.h>

static const uint32_t absent = UINT32_MAX;

static inline uint64_t
sum_on(uint64_t sum, uint64_t eight)
{
	sum = (sum ^ eight) * UINT64_C(0xFF51AFD7ED558CCD);
	return sum ^ sum >> 32;
}

static inline uint64_t
eight_at(const unsigned char *p)
{
	uint64_t eight;
	memcpy(&eight, p, sizeof(eight));
	return eight;
}

/* Four sums side by side, so that none waits for another's product. */
uint64_t
record_sum(const void *bytes, size_t n)
{
	enum { SUMS = 4, EIGHT = sizeof(uint64_t) };
	const unsigned char *p = bytes;
	/* By name, so that they stay in registers. */
	uint64_t first = UINT64_C(0x9E3779B97F4A7C15) ^ n, second = 1, third = 2, fourth = 3;
	for (; n >= (size_t)SUMS * EIGHT; n -= (size_t)SUMS * EIGHT, p += (size_t)SUMS * EIGHT) {
		first = sum_on(first, eight_at(p));
		second = sum_on(second, eight_at(p + EIGHT));
		third = sum_on(third, eight_at(p + 2 * EIGHT));
		fourth = sum_on(fourth, eight_at(p + 3 * EIGHT));
	}
	uint64_t sums[SUMS] = {first, second, third, fourth};
	for (int i = 0; n > 0; i++) {
		size_t take = n < EIGHT ? n : EIGHT;
		uint64_t rest = 0;
		memcpy(&rest, p, take);
		sums[i] = sum_on(sums[i], rest);
		p += take;
		n -= take;
	}
	for (int i = 1; i < SUMS; i++)
		sums[0] = sum_on(sums[0], sums[i]);
	return sums[0];
}

void
record_begin(struct buf *b)
{
	static const char room[RECORD_SUM] = {0};
	b->size = 0;
	buf_add(b, room, sizeof(room));
}

void
record_number(struct buf *b, uint32_t n)
{
	buf_add(b, (const char *)&n, sizeof(n));
}

void
record_text(struct buf *b, const char *s)
{
	record_number(b, s == NULL ? absent : (uint32_t)strlen(s));
	if (s != NULL)
		buf_add(b, s, strlen(s) + 1);
}

void
record_texts(struct buf *b, const char *const *list)
{
	uint32_t count = 0;
	while (list != NULL && list[count] != NULL)
		count++;
	record_number(b, list == NULL ? absent : count);
	for (uint32_t i = 0; list != NULL && i < count; i++)
		record_text(b, list[i]);
}

void
record_bytes(struct buf *b, const void *bytes, size_t n)
{
	record_number(b, (uint32_t)n);
	buf_add(b, bytes, n);
}

void
record_seal(struct buf *b)
{
	uint64_t sum = record_sum(b->text + RECORD_SUM, b->size - RECORD_SUM);
	memcpy(b->text, &sum, sizeof(sum));
}

bool
record_open(struct record *r, const void *bytes, size_t size)
{
	*r = (struct record){NULL, NULL, true};
	uint64_t sum;
	if (bytes == NULL || size < RECORD_SUM)
		return false;
	memcpy(&sum, bytes, sizeof(sum));
	const char *p = bytes;
	if (record_sum(p + RECORD_SUM, size - RECORD_SUM) != sum)
		return false;
	*r = (struct record){p + RECORD_SUM, p + size, false};
	return true;
}

static const char *
record_take(struct record *r, size_t n)
{
	if (r->bad || n > (size_t)(r->end - r->p)) {
		r->bad = true;
		return NULL;
	}
	const char *p = r->p;
	r->p += n;
	return p;
}

uint32_t
record_get_number(struct record *r)
{
	uint32_t n = 0;
	const char *p = record_take(r, sizeof(n));
	if (p != NULL)
		memcpy(&n, p, sizeof(n));
	return n;
}

const char *
record_get_text(struct record *r)
{
	uint32_t size = record_get_number(r);
	if (r->bad || size == absent)
		return NULL;
	const char *p = record_take(r, (size_t)size + 1);
	if (p != NULL && p[size] != '\0')
		r->bad = true;
	return r->bad ? NULL : p;
}

const char **
record_get_texts(struct arena *a, struct record *r)
{
	uint32_t count = record_get_number(r);
	if (r->bad || count == absent)
		return NULL;
	if (count > (size_t)(r->end - r->p) / sizeof(count)) {
		r->bad = true;
		return NULL;
	}
	const char **list = arena_array(a, (size_t)count + 1, sizeof(*list));
	for (uint32_t i = 0; i < count && !r->bad; i++)
		list[i] = record_get_text(r);
	return list;
}

const void *
record_get_bytes(struct record *r, size_t *n)
{
	*n = record_get_number(r);
	const void *p = record_take(r, *n);
	if (p == NULL)
		*n = 0;
	return p;
}
