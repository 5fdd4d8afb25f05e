/* record: what stands behind a key of the compiled catalog. Numbers are 32 bits
 * in the machine's own order (a compiled catalog never travels), texts carry
 * their length and a NUL, so that a reader can point into the record.
 *
 * A record begins with a checksum of the rest: a cache that was cut short,
 * overwritten or is no cache at all is seen before anything in it is believed. */
#ifndef REMEDY_CATALOG_RECORD_H
#define REMEDY_CATALOG_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { RECORD_SUM = 8 };

/* Begins a record in an empty buffer; record_seal ends it. */
void record_begin(struct buf *b);
void record_number(struct buf *b, uint32_t n);
void record_text(struct buf *b, const char *s);            /* NULL stays NULL */
void record_texts(struct buf *b, const char *const *list); /* NULL-terminated, or NULL */
void record_bytes(struct buf *b, const void *bytes, size_t n);
void record_seal(struct buf *b);

struct record {
	const char *p;
	const char *end;
	bool bad; /* something was read beyond the end: nothing of it counts */
};

/* Opens `size` bytes; false if the checksum does not fit. */
bool record_open(struct record *r, const void *bytes, size_t size);
uint32_t record_get_number(struct record *r);
const char *record_get_text(struct record *r);
/* NULL-terminated; an absent list is NULL. */
const char **record_get_texts(struct arena *a, struct record *r);
const void *record_get_bytes(struct record *r, size_t *n);

/* The checksum used: not against malice, only against accidents. */
uint64_t record_sum(const void *bytes, size_t n);

#endif
