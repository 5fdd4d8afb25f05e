#include "failure/envelope.h"

#include <string.h>

#include "base/text.h"

/* A line of docker's json-file driver, `{"log":"…\n","stream":"stderr",…}`, made
 * into what was logged, in place: nothing of JSON's is shorter than what it stands
 * for. Returns its length, or n where the line is none. Code points beyond ASCII
 * that are escaped matter little here and become '?'. */
size_t
envelope_open(char *s, size_t n)
{
	static const char head[] = "{\"log\":\"";
	static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/    \t";
	size_t out = 0, i = sizeof(head) - 1;
	if (n < sizeof(head) || memcmp(s, head, sizeof(head) - 1) != 0 || s[n - 1] != '}')
		return n;
	/* Is it whole, before anything is written? */
	size_t end = i;
	while (end < n && s[end] != '"')
		end += s[end] == '\\' ? 2 : 1;
	if (end + 1 >= n || (s[end + 1] != ',' && s[end + 1] != '}'))
		return n;
	if (end >= i + 2 && s[end - 2] == '\\' && s[end - 1] == 'n')
		end -= 2;
	while (i < end) {
		const char *known = s[i] == '\\' && i + 1 < end ? strchr(plain, s[i + 1]) : NULL;
		int code =
			s[i] == '\\' && i + 1 < end && s[i + 1] == 'u' ? text_code_point(s + i + 2, end - i - 2) : -1;
		if (code >= 0) {
			i += 6;
			if (code == 0x1b && i < end && s[i] == '[')
				while (++i < end && (s[i] < '@' || s[i] > '~'))
					;
			i += code == 0x1b && i < end;
			if (code != 0x1b)
				s[out++] = code == '\t' || (code >= 0x20 && code < 0x7f) ? (char)code : '?';
		} else if (known != NULL) {
			s[out++] = meant[known - plain];
			i += 2;
		} else {
			s[out++] = s[i++];
		}
	}
	return out;
}
