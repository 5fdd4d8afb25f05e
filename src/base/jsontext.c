#include "base/jsontext.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void
add_code(struct buf *out, int code)
{
	if (code > 0xffff)
		buf_printf(out, "\\u%04X\\u%04X", 0xd7c0u + ((unsigned)code >> 10), 0xdc00u + ((unsigned)code & 0x3ff));
	else
		buf_printf(out, "\\u%04X", (unsigned)code);
}

bool
jsontext_add(struct buf *out, const struct json_t *value, unsigned indent)
{
	char *text = json_dumps(value, indent > 0 ? JSON_INDENT(indent) : JSON_COMPACT);
	if (text == NULL)
		return false;
	/* What jansson wrote is UTF-8, and below U+0020 only its own newlines are left. */
	size_t n = strlen(text), from = 0;
	for (size_t at = 0, length; at < n; at += length) {
		length = 1;
		if (text[at] >= ' ' && text[at] < 0x7f)
			continue;
		int code = text_decode(text + at, n - at, &length);
		if (code == '\n' || !text_code_is_hostile(code))
			continue;
		buf_add(out, text + from, at - from);
		add_code(out, code);
		from = at + length;
	}
	buf_add(out, text + from, n - from);
	free(text);
	return true;
}

bool
jsontext_print(FILE *out, const struct json_t *value, unsigned indent)
{
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	bool done = jsontext_add(&text, value, indent);
	if (done) {
		buf_add_char(&text, '\n');
		fwrite(text.text, 1, text.size, out);
	}
	arena_free(a);
	return done;
}
