#include "base/utf16.h"

#include <string.h>

bool
utf16_begins(struct utf16 *u, const char *bytes, size_t n)
{
	*u = (struct utf16){.big = n >= 2 && (unsigned char)bytes[0] == 0xfe};
	return n >= 2 && memcmp(bytes, u->big ? "\xfe\xff" : "\xff\xfe", 2) == 0;
}

static void
add(struct buf *out, unsigned code)
{
	char bytes[4];
	size_t n = 0;
	if (code < 0x80) {
		bytes[n++] = (char)code;
	} else if (code < 0x800) {
		bytes[n++] = (char)(0xc0 | code >> 6);
		bytes[n++] = (char)(0x80 | (code & 0x3f));
	} else if (code < 0x10000) {
		bytes[n++] = (char)(0xe0 | code >> 12);
		bytes[n++] = (char)(0x80 | (code >> 6 & 0x3f));
		bytes[n++] = (char)(0x80 | (code & 0x3f));
	} else {
		bytes[n++] = (char)(0xf0 | code >> 18);
		bytes[n++] = (char)(0x80 | (code >> 12 & 0x3f));
		bytes[n++] = (char)(0x80 | (code >> 6 & 0x3f));
		bytes[n++] = (char)(0x80 | (code & 0x3f));
	}
	buf_add(out, bytes, n);
}

static void
unit(struct utf16 *u, unsigned code, struct buf *out)
{
	bool second = code >= 0xdc00 && code < 0xe000;
	if (u->lead != 0) {
		unsigned lead = u->lead;
		u->lead = 0;
		if (second) {
			add(out, 0x10000 + ((lead - 0xd800) << 10 | (code - 0xdc00)));
			return;
		}
		add(out, 0xfffd);
	}
	if (code >= 0xd800 && code < 0xdc00)
		u->lead = code;
	else
		add(out, second ? 0xfffd : code);
}

void
utf16_decode(struct utf16 *u, const char *bytes, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		if (!u->half) {
			u->first = bytes[i];
			u->half = true;
			continue;
		}
		unsigned first = (unsigned char)u->first, second = (unsigned char)bytes[i];
		u->half = false;
		unit(u, u->big ? first << 8 | second : second << 8 | first, out);
	}
}
