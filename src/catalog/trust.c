#include "catalog/trust.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "catalog/record.h"

enum { TRUST_SIZE = 4 << 20 };

bool
trust_read(struct arena *a, const char *folder, struct buf *b)
{
	char **files = source_files(a, folder);
	*b = buf_new(a);
	for (size_t i = 0; files[i] != NULL; i++) {
		size_t size = 0;
		const char *text = path_read(a, files[i], TRUST_SIZE, false, &size);
		if (text == NULL || b->size + size > TRUST_SIZE || strchr(path_base(files[i]), '\n') != NULL) {
			errno = text == NULL ? errno : EFBIG;
			return false;
		}
		buf_printf(b, "%zu %s\n", size, path_base(files[i]));
		buf_add(b, text, size);
	}
	return true;
}

struct source *
trust_source(struct arena *a, const char *folder, const struct buf *content, struct diagnostics *d)
{
	struct source *s = source_new(a, "project");
	for (const char *p = content->text, *end = p + content->size; p < end;) {
		char *name;
		size_t size = strtoul(p, &name, 10), n = strcspn(name, "\n");
		const char *text = name + n + 1;
		if (n < 2 || text > end || size > (size_t)(end - text))
			break;
		source_add(s, path_join(a, folder, arena_strndup(a, name + 1, n - 1)), text, size, d);
		p = text + size;
	}
	source_finish(s, d);
	return s;
}

char *
trust_file(struct arena *a, const char *folder)
{
	const char *state = path_state(a);
	if (state == NULL)
		return NULL;
	/* A path as a file's name: '%' and '/' are written in hexadecimal. */
	struct buf name = buf_new(a);
	for (const char *p = folder; *p != '\0'; p++) {
		if (*p == '/' || *p == '%')
			buf_printf(&name, "%%%02X", (unsigned)*p);
		else
			buf_add_char(&name, *p);
	}
	return name.size > 240 ? NULL : path_join(a, path_join(a, state, "allowed"), name.text);
}

bool
trust_before(struct arena *a, const char *folder, struct buf *content)
{
	const char *file = trust_file(a, folder);
	if (file == NULL || !path_exists(file) || path_distrust(a, file) != NULL)
		return false;
	*content = buf_new(a);
	content->text = path_read(a, file, 2 * TRUST_SIZE, false, &content->size);
	return content->text != NULL;
}

enum trust
trust_of(struct arena *a, const char *folder)
{
	struct buf before, now;
	if (!trust_before(a, folder, &before))
		return TRUST_UNKNOWN;
	bool same =
		trust_read(a, folder, &now) && now.size == before.size && memcmp(now.text, before.text, now.size) == 0;
	return same ? TRUST_ALLOWED : TRUST_CHANGED;
}

/* Beside the copy, the sum of the last change that was told of: no path ends so. */
static char *
news_file(struct arena *a, const char *folder)
{
	const char *file = trust_file(a, folder);
	return file == NULL ? NULL : arena_printf(a, "%s%%told", file);
}

bool
trust_allow(struct arena *a, const char *folder, const struct buf *content)
{
	const char *file = trust_file(a, folder), *news = news_file(a, folder);
	if (file == NULL) {
		errno = ENOENT;
		return false;
	}
	unlink(news);
	return path_write(a, file, content->text, content->size);
}

bool
trust_deny(struct arena *a, const char *folder)
{
	const char *file = trust_file(a, folder), *news = news_file(a, folder);
	if (file == NULL)
		return true;
	unlink(news);
	return unlink(file) == 0 || errno == ENOENT;
}

bool
trust_is_news(struct arena *a, const char *folder)
{
	const char *file = news_file(a, folder);
	struct buf now;
	if (file == NULL || trust_of(a, folder) != TRUST_CHANGED)
		return false;
	bool readable = trust_read(a, folder, &now);
	const char *sum =
		arena_printf(a, "%016llx\n", readable ? (unsigned long long)record_sum(now.text, now.size) : 0ULL);
	const char *told = path_read(a, file, 64, true, NULL);
	/* What cannot be noted would be said at every failure. */
	return (told == NULL || strcmp(told, sum) != 0) && path_write(a, file, sum, strlen(sum));
}
