/* sqlite: SQLite, loaded when the store is opened and not before: linked to the
 * program it would cost every `remedy report` the time to load the math library,
 * which nothing else here needs. */
#ifndef REMEDY_MEMORY_SQLITE_H
#define REMEDY_MEMORY_SQLITE_H

#include <sqlite3.h>

#include "base/arena.h"

#define SQLITE_FUNCTIONS(each)                                                                                         \
	each(open_v2) each(close) each(exec) each(errcode) each(busy_timeout) each(get_autocommit) each(prepare_v2)    \
		each(step) each(reset) each(finalize) each(bind_text) each(bind_int64) each(bind_parameter_count)      \
			each(column_text) each(column_int) each(column_int64)

struct sqlite {
	void *library; /* stays loaded: the process ends soon after */
#define SQLITE_POINTER(name) __typeof__(&sqlite3_##name) name;
	SQLITE_FUNCTIONS(SQLITE_POINTER)
#undef SQLITE_POINTER
};

/* The library's functions; NULL if it is not on this machine. */
const struct sqlite *sqlite_load(struct arena *a);

#endif
