#include "catalog/pack.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "catalog/source.h"

enum { NAME_LIMIT = 60, ORIGIN_LIMIT = 8 * 1024 };

char *
pack_folder(struct arena *a)
{
	const char *data = path_data(a);
	return data == NULL ? NULL : path_join(a, data, "packs");
}

bool
pack_is_name(const char *name)
{
	size_t n = strlen(name);
	return n > 0 && n <= NAME_LIMIT && *name != '-' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static struct pack *
pack_read(struct arena *a, const char *folder, const char *name)
{
	struct pack *p = arena_alloc(a, sizeof(*p));
	p->name = arena_strdup(a, name);
	p->dir = path_join(a, folder, name);
	const char *file = path_join(a, p->dir, "origin");
	char *text = path_read(a, file, ORIGIN_LIMIT, false, NULL);
	const char **to[] = {&p->url, &p->ref, &p->commit};
	if (text == NULL || path_distrust(a, file) != NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(to) / sizeof(to[0]); i++) {
		char *end = strchr(text, '\n');
		if (end == NULL)
			return NULL;
		*end = '\0';
		*to[i] = text;
		text = end + 1;
	}
	return p;
}

static int
name_order(const void *x, const void *y)
{
	return strcmp((*(struct pack *const *)x)->name, (*(struct pack *const *)y)->name);
}

struct pack **
pack_list(struct arena *a)
{
	struct pack **all = arena_array(a, PACKS + 1, sizeof(*all));
	char *folder = pack_folder(a);
	DIR *dir = folder != NULL ? opendir(folder) : NULL;
	size_t count = 0;
	if (dir == NULL)
		return all;
	const struct dirent *entry;
	/* cppcheck-suppress readdirCalled; no other thread, no other user of this DIR */
	while (count < PACKS && (entry = readdir(dir)) != NULL) {
		struct pack *p = pack_is_name(entry->d_name) ? pack_read(a, folder, entry->d_name) : NULL;
		if (p != NULL)
			all[count++] = p;
	}
	closedir(dir);
	qsort(all, count, sizeof(*all), name_order);
	return all;
}

char **
pack_files(struct arena *a)
{
	struct pack **packs = pack_list(a);
	char **files = arena_array(a, SOURCE_FILES + 1, sizeof(*files));
	size_t count = 0;
	for (; *packs != NULL; packs++)
		for (char **own = source_files(a, (*packs)->dir); *own != NULL && count < SOURCE_FILES; own++)
			files[count++] = *own;
	return files;
}
