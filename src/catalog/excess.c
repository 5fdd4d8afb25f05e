#include "catalog/excess.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"

enum { EXCESS_SIZE = 8 * 1024, EXCESS_IDS = 100 };

static char *
excess_file(struct arena *a)
{
	const char *cache = path_cache(a);
	return cache == NULL ? NULL : path_join(a, cache, "slow-patterns");
}

char **
excess_list(struct arena *a)
{
	char **ids = arena_array(a, EXCESS_IDS + 1, sizeof(*ids));
	const char *file = excess_file(a);
	char *text =
		file == NULL || path_distrust(a, file) != NULL ? NULL : path_read(a, file, EXCESS_SIZE, true, NULL);
	size_t count = 0;
	for (char *p = text; p != NULL && *p != '\0' && count < EXCESS_IDS;) {
		size_t n = strcspn(p, "\n");
		if (n > 0 && strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789-") == n)
			ids[count++] = arena_strndup(a, p, n);
		p += n;
		p += *p == '\n';
	}
	return ids;
}

void
excess_note(struct arena *a, const char *id)
{
	const char *file = excess_file(a);
	if (file == NULL)
		return;
	char **ids = excess_list(a);
	struct buf b = buf_new(a);
	size_t count = 0;
	for (; ids[count] != NULL; count++) {
		if (strcmp(ids[count], id) == 0)
			return;
		buf_printf(&b, "%s\n", ids[count]);
	}
	if (count == EXCESS_IDS)
		return;
	buf_printf(&b, "%s\n", id);
	path_write(a, file, b.text, b.size);
}

void
excess_forget(struct arena *a)
{
	const char *file = excess_file(a);
	if (file != NULL)
		unlink(file);
}
