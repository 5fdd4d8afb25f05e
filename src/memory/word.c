#include "memory/word.h"

#include <ctype.h>
#include <string.h>

static bool
ends_with(const char *s, size_t n, const char *end)
{
	size_t length = strlen(end);
	return n >= length && memcmp(s + n - length, end, length) == 0;
}

/* The words that messages are made of; sorted, a newline around each. */
static const char words[] =
#include "memory/data/words.inc"
	;

/* In small letters, n bytes. */
static bool
is_known(const char *word, size_t n)
{
	size_t low = 0, high = sizeof(words) - 2; /* at newlines */
	while (low < high) {
		size_t at = low + (high - low) / 2;
		while (at > low && words[at] != '\n')
			at--;
		const char *found = words + at + 1;
		size_t size = strcspn(found, "\n");
		int order = memcmp(word, found, n < size ? n : size);
		if (order == 0 && n == size)
			return true;
		if (order < 0 || (order == 0 && n < size))
			high = at;
		else
			low = at + 1 + size;
	}
	return false;
}

bool
word_is_plain(const char *message, const char *p, size_t n)
{
	enum { WORD = 24 };
	char small[WORD];
	size_t at = (size_t)(p - message), large = 0;
	if (strspn(p, "0123456789") >= n) /* what shape_parse left says what happened */
		return true;
	if (ends_with(message, at, "[SSL: ") || (n == 5 && memcmp(p, "Errno", n) == 0))
		return true;
	if (n > WORD)
		return false;
	for (size_t i = 0; i < n; i++) {
		small[i] = (char)tolower((unsigned char)p[i]);
		large += isupper((unsigned char)p[i]) != 0;
	}
	bool first = at == 0 || ends_with(message, at, ". ") || ends_with(message, at, ": ") ||
		     ends_with(message, at, "] ") || ends_with(message, at, "(");
	bool shaped = large == 0 || large == n || (large == 1 && first && isupper((unsigned char)*p));
	return shaped && is_known(small, n);
}
