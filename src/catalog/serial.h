/* serial: compiled expressions as bytes (pcre2serialize(3)), without what all of
 * them have in front: PCRE2 puts its character tables, over a kilobyte, before
 * each. They stand in a catalog once, as its head. */
#ifndef REMEDY_CATALOG_SERIAL_H
#define REMEDY_CATALOG_SERIAL_H

#include <pcre2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct serial_head {
	const void *bytes;
	size_t size; /* 0: there is none, and nothing can be read or written */
};

/* The head of what this PCRE2 serializes. */
struct serial_head serial_head(struct arena *a);

/* Adds `count` compiled expressions. False if they cannot be serialized, or do not
 * begin as the head says. */
bool serial_write(struct buf *b, struct serial_head head, const pcre2_code **codes, int32_t count);

/* Reads exactly `count` back, each freed by the caller with pcre2_code_free. False,
 * with none of them, if the bytes hold something else. */
bool serial_read(struct arena *a, struct serial_head head, const void *bytes, size_t size, pcre2_code **codes,
		 int32_t count);

#endif
