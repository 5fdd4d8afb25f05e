#include "memory/inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"
#include "memory/shape.h"

enum { FILE_LIMIT = 2 * INBOX_LIMIT * (SHAPE_LIMIT + 16) };

static char *
inbox_file(struct arena *a)
{
	const char *state = path_state(a);
	return state == NULL ? NULL : path_join(a, state, "inbox");
}

/* In the order of the file. Lines that are none of ours are left out. */
static struct inbox
read_lines(struct arena *a, const char *file)
{
	struct inbox in = {.all = arena_array(a, INBOX_LIMIT + 1, sizeof(*in.all))};
	if (file == NULL || path_distrust(a, file) != NULL)
		return in;
	char *text = path_read(a, file, FILE_LIMIT, true, NULL);
	for (char *p = text; p != NULL && *p != '\0' && in.count < INBOX_LIMIT;) {
		char *end, *next = p + strcspn(p, "\n");
		unsigned long count = strtoul(p, &end, 10);
		if (count > 0 && count < UINT_MAX && *end == ' ' && next - end > 1 && next - end - 1 <= SHAPE_LIMIT) {
			const char *shape = arena_strndup(a, end + 1, (size_t)(next - end) - 1);
			if (!text_is_hostile(shape))
				in.all[in.count++] = (struct inbox_entry){(unsigned)count, shape};
		}
		p = next + (*next == '\n');
	}
	return in;
}

static bool
write_lines(struct arena *a, const char *file, const struct inbox *in)
{
	struct buf out = buf_new(a);
	for (size_t i = 0; i < in->count; i++)
		buf_printf(&out, "%u %s\n", in->all[i].count, in->all[i].shape);
	if (out.size == 0)
		return unlink(file) == 0 || errno == ENOENT;
	return path_write(a, file, out.text, out.size);
}

/* Two shells may count at once. -1 with errno. */
static int
lock(struct arena *a, const char *file)
{
	const char *name = arena_printf(a, "%s.lock", file), *dir = path_dir(a, file);
	int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, fd = open(name, flags, 0600);
	if (fd < 0 && errno == ENOENT && path_write(a, file, "", 0)) /* makes the folder */
		fd = open(name, flags, 0600);
	if (fd >= 0 && path_distrust(a, dir) != NULL) {
		close(fd);
		errno = EPERM;
		return -1;
	}
	while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR)
		continue;
	return fd;
}

static void
take_out(struct inbox *in, size_t i)
{
	memmove(&in->all[i], &in->all[i + 1], (in->count - i - 1) * sizeof(*in->all));
	in->count--;
}

bool
inbox_note(struct arena *a, const char *shape)
{
	const char *file = inbox_file(a);
	if (file == NULL || *shape == '\0' || strchr(shape, '\n') != NULL) {
		errno = EINVAL;
		return false;
	}
	int fd = lock(a, file);
	if (fd < 0)
		return false;
	struct inbox in = read_lines(a, file);
	unsigned count = 1;
	size_t rarest = 0;
	for (size_t i = 0; i < in.count; i++) {
		if (strcmp(in.all[i].shape, shape) == 0) {
			count = in.all[i].count + 1;
			take_out(&in, i);
			break;
		}
		rarest = in.all[i].count < in.all[rarest].count ? i : rarest;
	}
	if (in.count == INBOX_LIMIT)
		take_out(&in, rarest);
	in.all[in.count++] = (struct inbox_entry){count, shape};
	bool good = write_lines(a, file, &in);
	int saved = errno;
	close(fd);
	errno = saved;
	return good;
}

bool
inbox_forget(struct arena *a, const char *shape)
{
	const char *file = inbox_file(a);
	if (file == NULL || !path_exists(file))
		return true;
	int fd = lock(a, file);
	if (fd < 0)
		return false;
	struct inbox in = read_lines(a, file);
	for (size_t i = in.count; i > 0; i--)
		if (shape == NULL || strcmp(in.all[i - 1].shape, shape) == 0)
			take_out(&in, i - 1);
	bool good = write_lines(a, file, &in);
	int saved = errno;
	close(fd);
	errno = saved;
	return good;
}

struct inbox
inbox_read(struct arena *a)
{
	const struct inbox in = read_lines(a, inbox_file(a));
	struct inbox sorted = {.all = arena_array(a, in.count + 1, sizeof(*in.all))};
	for (size_t i = in.count; i > 0; i--) {
		size_t at = sorted.count++;
		for (; at > 0 && sorted.all[at - 1].count < in.all[i - 1].count; at--)
			sorted.all[at] = sorted.all[at - 1];
		sorted.all[at] = in.all[i - 1];
	}
	return sorted;
}
