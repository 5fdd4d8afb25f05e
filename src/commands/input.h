/* input: a text from a file or a pipe, whole where it is of a usual size. Files
 * are mapped, so that a large log costs no memory; of a pipe that gives more
 * than INPUT_LIMIT the beginning and the end are kept, half and half. What is
 * given back stays until the process ends. */
#ifndef REMEDY_COMMANDS_INPUT_H
#define REMEDY_COMMANDS_INPUT_H

#include <stdbool.h>
#include <stddef.h>

enum { INPUT_LIMIT = 64 * 1024 * 1024 };

struct input {
	const char *text; /* NUL-terminated; may hold NULs */
	size_t size;
	bool cut; /* the middle was left out */
};

/* Reads the file at `path`, "-" being stdin. False with errno on failure. */
bool input_read(struct input *in, const char *path);

#endif
