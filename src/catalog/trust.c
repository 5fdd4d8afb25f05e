#include "catalog/trust.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "catalog/source.h"

enum { TRUST_SIZE = 4 << 20 };

/* All its files, each after a line with its name and size. False if one of them
 * cannot be read or all are too long. */
static bool
trust_content(struct arena *a, const char *folder, struct buf *b)
{
	char **files = source_files(a, folder);
	*b = buf_new(a);
	for (size_t i = 0; files[i] != NULL; i++) {
		size_t size = 0;
		const char *text = path_read(a, files[i], TRUST_SIZE, false, &size);
		if (text == NULL || b->size + size > TRUST_SIZE) {
			errno = text == NULL ? errno : EFBIG;
			return false;
		}
		buf_printf(b, "%zu %s\n", size, path_base(files[i]));
		buf_add(b, text, size);
	}
	return true;
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
	return name.size > 250 ? NULL : path_join(a, path_join(a, state, "allowed"), name.text);
}

enum trust
trust_of(struct arena *a, const char *folder)
{
	const char *file = trust_file(a, folder);
	size_t size = 0;
	if (file == NULL || !path_exists(file) || path_distrust(a, file) != NULL)
		return TRUST_UNKNOWN;
	const char *allowed = path_read(a, file, 2 * TRUST_SIZE, false, &size);
	struct buf now;
	if (allowed == NULL || !trust_content(a, folder, &now))
		return TRUST_UNKNOWN;
	return now.size == size && memcmp(now.text, allowed, size) == 0 ? TRUST_ALLOWED : TRUST_CHANGED;
}

bool
trust_allow(struct arena *a, const char *folder)
{
	const char *file = trust_file(a, folder);
	struct buf now;
	if (file == NULL)
		errno = ENOENT;
	return file != NULL && trust_content(a, folder, &now) && path_write(a, file, now.text, now.size);
}

bool
trust_deny(struct arena *a, const char *folder)
{
	const char *file = trust_file(a, folder);
	return file == NULL || unlink(file) == 0 || errno == ENOENT;
}
