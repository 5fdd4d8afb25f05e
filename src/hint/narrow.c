#include "hint/narrow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/text.h"
#include "hint/style.h"

/* A character that ends in the next piece waits in `held`. */
struct narrow {
	int fd;
	char held[4];
	size_t count;
};

static bool
write_whole(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);
		if (done <= 0)
			return false;
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

/* Bytes of a character that is not whole yet, at the end of these. */
static size_t
unfinished(const char *bytes, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)bytes[n - back];
		size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
		if ((c & 0xc0) != 0x80)
			return length > back ? back : 0;
	}
	return 0;
}

static ssize_t
narrow_write(void *cookie, const char *bytes, size_t n)
{
	struct narrow *s = cookie;
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	buf_add(&text, s->held, s->count);
	buf_add(&text, bytes, n);
	s->count = unfinished(text.text, text.size);
	memcpy(s->held, text.text + text.size - s->count, s->count);
	text.text[text.size - s->count] = '\0';
	const struct style ascii = {.utf8 = false};
	const char *plain = style_text(a, &ascii, text.text);
	bool good = write_whole(s->fd, plain, strlen(plain));
	arena_free(a);
	return good ? (ssize_t)n : 0;
}

static FILE *
narrow_stream(struct arena *a, int fd, int buffering)
{
	struct narrow *s = arena_alloc(a, sizeof(*s));
	s->fd = fd;
	FILE *f = fopencookie(s, "w", (cookie_io_functions_t){.write = narrow_write});
	if (f != NULL)
		setvbuf(f, NULL, buffering, BUFSIZ);
	return f;
}

void
narrow_output(struct arena *a)
{
	if (lang_utf8())
		return;
	FILE *out = isatty(STDOUT_FILENO) ? narrow_stream(a, STDOUT_FILENO, _IOLBF) : NULL;
	FILE *err = isatty(STDERR_FILENO) ? narrow_stream(a, STDERR_FILENO, _IONBF) : NULL;
	if (out != NULL)
		stdout = out;
	if (err != NULL)
		stderr = err;
}
