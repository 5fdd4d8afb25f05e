/* follow: logs that grow, read as they do: files (also when they are rotated:
 * replaced by a new one, or cut), and standard input. */
#ifndef REMEDY_COMMANDS_FOLLOW_H
#define REMEDY_COMMANDS_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "capture/log.h"

struct followed {
	const char *name; /* a file's, or "-" */
	struct log *log;
	/* The caller's from here on up; the rest begins as 0. */
	int fd;
	bool open, ended, missed;
	unsigned long long device, inode;
	long long at;    /* bytes read of this file */
	long long heard; /* when something came, ms */
	long long told;  /* when what waits was last read */
};

struct follow {
	struct followed *all;
	size_t count;
	/* It cannot be read (any more), or another file of that name begins. */
	void (*problem)(void *of, const char *name, const char *why);
	void *of;
};

/* Until all of it has ended (files never do), or SIGINT or SIGTERM comes. Then
 * what is left was read, too. */
void follow_run(struct follow *f);

#endif
