/* intake: what `remedy explain` is to read, one after the other: files, what is in
 * folders, standard input, the names in a list; unpacked where it is packed. What
 * cannot be read is told of, and the rest is read nevertheless. */
#ifndef REMEDY_COMMANDS_INTAKE_H
#define REMEDY_COMMANDS_INTAKE_H

#include <stdbool.h>
#include <time.h>

#include "capture/log.h"

struct intake {
	struct arena *arena;
	struct log *log;
	/* A log begins; `changed` is when it last was (0: not known). */
	void (*begin)(void *of, const char *name, time_t changed);
	/* It could not be read, or not to its end. */
	void (*problem)(void *of, const char *name, const char *why);
	void *of;
};

/* A file, a folder with all the files below it (in the order of their names;
 * links in it are not followed), or "-". */
void intake_read(const struct intake *in, const char *name);
/* All whose names, each ended by a NUL, stand in the file `list` ("-": stdin). */
void intake_read_list(const struct intake *in, const char *list);

#endif
