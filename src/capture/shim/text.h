/* text: strings and bytes without libc, inline: a call could be interposed. */
#ifndef REMEDY_CAPTURE_SHIM_TEXT_H
#define REMEDY_CAPTURE_SHIM_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline size_t
text_length(const char *s)
{
	size_t n = 0;
	while (s[n] != '\0')
		n++;
	return n;
}

static inline bool
text_starts(const char *s, const char *prefix)
{
	while (*prefix != '\0')
		if (*s++ != *prefix++)
			return false;
	return true;
}

static inline bool
text_same(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static inline const char *
text_base(const char *path)
{
	const char *base = path;
	for (const char *p = path; *p != '\0'; p++)
		if (*p == '/')
			base = p + 1;
	return base;
}

static inline void
text_copy(char *to, const char *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = from[i];
}

/* `value` in decimal digits at `to` (room for 21), NUL-terminated; returns how many. */
static inline size_t
text_number(char *to, uint64_t value)
{
	char reversed[20];
	size_t n = 0;
	do {
		reversed[n++] = (char)('0' + value % 10);
		value /= 10;
	} while (value != 0);
	for (size_t i = 0; i < n; i++)
		to[i] = reversed[n - 1 - i];
	to[n] = '\0';
	return n;
}

/* Reads decimal digits at *s and moves it behind them; false where there are
 * none or the number exceeds 32 bits. */
static inline bool
text_parse(const char **s, uint32_t *value)
{
	uint64_t v = 0;
	const char *p = *s;
	while (*p >= '0' && *p <= '9' && v <= UINT32_MAX)
		v = v * 10 + (uint64_t)(*p++ - '0');
	if (p == *s || v > UINT32_MAX)
		return false;
	*value = (uint32_t)v;
	*s = p;
	return true;
}

#endif
