#include "base/quote.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

static const char bare[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=@%+,~-";

char *
quote_windows(struct arena *a, const char *s, bool option)
{
	static const char *const never[] = {"%", "$", "`", "\"", "“", "”", "„"};
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:\\=+-";
	size_t n = strlen(s);
	if (text_is_hostile(s) || (*s == '-' && !option))
		return NULL;
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (strstr(s, never[i]) != NULL)
			return NULL;
	if (n > 0 && s[strspn(s, plain)] == '\0')
		return arena_strdup(a, s);
	/* A backslash before the last quote would make it one of the word. */
	return arena_printf(a, "\"%s%s\"", s, n > 0 && s[n - 1] == '\\' ? "\\" : "");
}

char *
quote_word(struct arena *a, const char *s, bool option)
{
	if (text_is_hostile(s) || (*s == '-' && !option))
		return NULL;
	if (*s != '\0' && s[strspn(s, bare)] == '\0' && *s != '~' && *s != '=')
		return arena_strdup(a, s);
	struct buf b = buf_new(a);
	buf_add_char(&b, '\'');
	for (; *s != '\0'; s++) {
		/* Closing and reopening the quotes is understood by sh, bash, zsh and
		 * fish alike; in fish a backslash has a meaning within them. */
		if (*s == '\'')
			buf_add_string(&b, "'\\''");
		else if (*s == '\\')
			buf_add_string(&b, "'\\\\'");
		else
			buf_add_char(&b, *s);
	}
	buf_add_char(&b, '\'');
	return b.text;
}
