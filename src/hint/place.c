#include "hint/place.h"

#include <string.h>

#include "base/path.h"

enum { FILE_LIMIT = 1 << 20 };

bool
place_holds(struct arena *a, const char *file, int line, const char *before, const char *cwd)
{
	if (line < 1 || (*file != '/' && cwd == NULL))
		return true;
	size_t size = 0;
	const char *path = path_of_python(a, path_normal(a, file, cwd != NULL ? cwd : "/"));
	const char *text = path_read(a, path, FILE_LIMIT, true, &size), *at = text;
	if (text == NULL)
		return true;
	const char *end = text + size;
	for (; line > 1 && at != NULL; line--) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at != NULL ? at + 1 : NULL;
	}
	if (at == NULL || at == end)
		return size == FILE_LIMIT;
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	size_t n = (size_t)((newline != NULL ? newline : end) - at), wanted = strlen(before);
	return wanted == 0 || memmem(at, n, before, wanted) != NULL;
}

const char *
place_archive(struct arena *a, const char *file, const char *cwd)
{
	static const char *const endings[] = {".pyz", ".pyzw", ".zip", ".whl"};
	const char *path = *file != '/' && cwd == NULL ? NULL : path_normal(a, file, cwd != NULL ? cwd : "/");
	if (path != NULL && path_exists(path))
		return NULL;
	for (const char *slash = strchr(file, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		size_t n = (size_t)(slash - file);
		const char *outer = arena_strndup(a, file, n);
		const char *here = path == NULL || n == 0 ? NULL : path_normal(a, outer, cwd != NULL ? cwd : "/");
		if (here != NULL && path_exists(here)) {
			if (!path_is_dir(here))
				return outer;
			continue;
		}
		for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
			size_t ending = strlen(endings[i]);
			if (n > ending && memcmp(slash - ending, endings[i], ending) == 0)
				return outer;
		}
	}
	return NULL;
}
