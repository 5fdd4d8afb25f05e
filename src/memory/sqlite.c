#include "memory/sqlite.h"

#include <dlfcn.h>
#include <string.h>

const struct sqlite *
sqlite_load(struct arena *a)
{
	struct sqlite *all = arena_alloc(a, sizeof(*all));
	all->library = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
	if (all->library == NULL)
		return NULL;
#define SQLITE_LOAD(name)                                                                                              \
	void *name = dlsym(all->library, "sqlite3_" #name);                                                            \
	memcpy(&all->name, &name, sizeof(name));                                                                       \
	if (name == NULL)                                                                                              \
		return NULL;
	/* cppcheck-suppress resourceLeak; as said above */
	SQLITE_FUNCTIONS(SQLITE_LOAD)
	/* cppcheck-suppress resourceLeak */
	return all;
}
