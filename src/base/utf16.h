/* utf16: UTF-16 made into UTF-8, piece by piece as it comes. */
#ifndef REMEDY_BASE_UTF16_H
#define REMEDY_BASE_UTF16_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct utf16 {
	bool big;  /* the high byte first */
	bool half; /* `first` is the first byte of a unit whose other is to come */
	char first;
	unsigned lead; /* the first unit of a pair whose second is to come; 0: none */
};

/* True if the text begins with UTF-16's byte order mark (2 bytes). */
bool utf16_begins(struct utf16 *u, const char *bytes, size_t n);
/* Adds what these bytes stand for; what is no text becomes U+FFFD. */
void utf16_decode(struct utf16 *u, const char *bytes, size_t n, struct buf *out);

#endif
